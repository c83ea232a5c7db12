package dev.millrace.etl.clean;

import static dev.millrace.contract.feature.ColumnType.BOOLEAN;
import static dev.millrace.contract.feature.ColumnType.CATEGORY;
import static dev.millrace.contract.feature.ColumnType.DATE;
import static dev.millrace.contract.feature.ColumnType.NUMBER;
import static dev.millrace.etl.clean.Rows.optional;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.etl.clean.ColumnProfile.Bar;
import dev.millrace.etl.clean.ColumnProfile.Numbers;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileTest {
  @TempDir Path folder;
  Rows rows;

  @BeforeEach
  void open() {
    rows = new Rows(folder);
  }

  @Test
  void numbers_have_their_summary_and_ten_bins_with_the_rate_of_positives() {
    rows.column(optional("x", NUMBER).build());
    String text =
        IntStream.rangeClosed(0, 100)
            .mapToObj(i -> i + "," + (i < 10 ? "yes" : "no") + "\n")
            .collect(Collectors.joining("", "x,y\n", ",no\n"));

    ColumnProfile profile = rows.cleanCsv(text).columns().get(0);

    assertThat(profile.present()).isEqualTo(101);
    assertThat(profile.missing()).isEqualTo(1);
    assertThat(profile.distinct()).isEqualTo(101);
    assertThat(profile.numbers()).isEqualTo(new Numbers(0, 25, 50, 75, 100, 50));
    assertThat(profile.bars()).hasSize(10);
    assertThat(profile.bars().get(0)).isEqualTo(new Bar("0", 10, 1));
    assertThat(profile.bars().get(1)).isEqualTo(new Bar("10", 10, 0));
    assertThat(profile.bars().get(9)).isEqualTo(new Bar("90", 11, 0));
  }

  @Test
  void a_bin_without_rows_is_shown_empty() {
    rows.column(optional("x", NUMBER).build());
    String text =
        IntStream.rangeClosed(1, 11)
            .mapToObj(i -> (i == 11 ? 100 : i) + "," + (i == 1 ? "yes" : "no") + "\n")
            .collect(Collectors.joining("", "x,y\n", ""));

    ColumnProfile profile = rows.cleanCsv(text).columns().get(0);

    assertThat(profile.bars()).hasSize(10);
    assertThat(profile.bars().get(5).rows()).isZero();
    assertThat(profile.bars()).extracting(Bar::rows).containsOnly(10L, 0L, 1L);
  }

  @Test
  void few_numbers_have_a_bar_each_said_in_their_type() {
    rows.column(optional("b", BOOLEAN).build()).column(optional("d", DATE).build());

    CleanReport report = rows.cleanCsv("b,d,y\n1,2024-01-01,yes\n0,2024-02-01,no\n1,,no\n");

    assertThat(report.columns().get(0).bars())
        .containsExactly(new Bar("false", 1, 0), new Bar("true", 2, 0.5));
    assertThat(report.columns().get(1).bars())
        .containsExactly(new Bar("2024-01-01", 1, 1), new Bar("2024-02-01", 1, 0));
  }

  @Test
  void categories_have_the_commonest_ten() {
    rows.column(optional("c", CATEGORY).build());
    String text =
        IntStream.range(0, 40)
            .mapToObj(i -> i + ",c" + (i < 20 ? 0 : i) + "," + (i % 2 == 0 ? "yes" : "no") + "\n")
            .collect(Collectors.joining("", "id,c,y\n", ""));

    ColumnProfile profile = rows.cleanCsv(text).columns().get(0);

    assertThat(profile.distinct()).isEqualTo(21);
    assertThat(profile.numbers()).isNull();
    assertThat(profile.bars()).hasSize(10).startsWith(new Bar("c0", 20, 0.5));
  }

  @Test
  void a_column_that_is_all_missing_is_described_as_such() {
    rows.column(optional("x", NUMBER).build()).column(optional("c", CATEGORY).build());

    CleanReport report = rows.cleanCsv("x,c,y\n,,yes\n,,no\n");

    assertThat(report.kept()).isEqualTo(2);
    assertThat(report.columns())
        .allSatisfy(
            profile -> {
              assertThat(profile.present()).isZero();
              assertThat(profile.missing()).isEqualTo(2);
              assertThat(profile.numbers()).isNull();
              assertThat(profile.bars()).isEmpty();
            });
  }
}
