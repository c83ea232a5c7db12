package dev.millrace.etl.clean;

import static dev.millrace.contract.feature.ColumnType.CATEGORY;
import static dev.millrace.contract.feature.ColumnType.NUMBER;
import static dev.millrace.etl.clean.Rows.optional;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.support.Seeds;
import dev.millrace.etl.Lab;
import dev.millrace.etl.feed.EncoderFitter;
import dev.millrace.etl.feed.SplitAssigner;
import dev.millrace.etl.feed.SplitSpec;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values at the edges of what a double, a pattern or a report can hold. */
class OddValuesTest {
  @TempDir Path folder;

  @Test
  void numbers_from_end_to_end_of_a_double_are_described_and_fitted() {
    Rows rows = new Rows(folder).column(optional("n", NUMBER).build());
    StringBuilder csv = new StringBuilder("n,y\n");
    for (int i = 0; i < 60; i++) {
      csv.append(i % 3 == 0 ? "-" : "").append("1.").append(100 + i).append("e308,");
      csv.append(i % 2 == 0 ? "yes" : "no").append('\n');
    }
    CleanReport report = rows.cleanCsv(csv.toString());
    assertThat(report.kept()).isEqualTo(60);
    assertThat(report.columns().get(0).bars()).hasSize(10);
    Path features = folder.resolve("features.duckdb");
    new SplitAssigner(
            rows.contract(), new SplitSpec.Stratified(0.2, 0.2), new Seeds(1), Lab.SETTINGS)
        .assign(rows.lab().clean(), features);
    assertThatCode(() -> EncoderFitter.fit(features, rows.contract(), Lab.SETTINGS))
        .doesNotThrowAnyException();
  }

  @Test
  void a_histogram_of_tiny_and_of_long_numbers_adds_up() {
    Rows rows =
        new Rows(folder)
            .column(optional("tiny", NUMBER).build())
            .column(optional("long", NUMBER).build());
    StringBuilder csv = new StringBuilder("tiny,long,y\n");
    for (int i = 0; i < 60; i++) {
      csv.append("0.00").append(1234567890123456L + i).append(',');
      csv.append("12345678901234").append(i + 10).append(".123").append(i).append(',');
      csv.append(i % 2 == 0 ? "yes" : "no").append('\n');
    }
    CleanReport report = rows.cleanCsv(csv.toString());
    assertThat(report.columns())
        .allSatisfy(
            column ->
                assertThat(column.bars().stream().mapToLong(ColumnProfile.Bar::rows).sum())
                    .isEqualTo(60));
  }

  @Test
  void a_pattern_that_only_java_understands_is_an_error_of_the_recipe() {
    Rows rows = new Rows(folder).column(optional("c", CATEGORY).pattern("(?=a)a+").build());

    var error = Rows.failure(() -> rows.cleanCsv("c,y\na,yes\nb,no\n"));

    assertThat(error).isNotNull();
    assertThat(error.code()).isEqualTo(ErrorCode.RECIPE_INVALID);
  }
}
