package dev.millrace.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.feature.BatchBuilder;
import dev.millrace.contract.feature.ColumnBatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceProfileTest {
  private static final ReferenceProfile PROFILE = Fixture.profile();

  @Test
  void the_same_rows_give_the_same_bytes() {
    ReferenceProfile large = ofCharges(100_000);

    assertThat(ofCharges(100_000).toBytes()).isEqualTo(large.toBytes());
    assertThat(Fixture.profile().toBytes()).isEqualTo(PROFILE.toBytes());
  }

  @Test
  void what_was_written_is_read_back(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("reference-profile.bin"), PROFILE.toBytes());

    assertThat(ReferenceProfile.read(file)).isEqualTo(PROFILE);
  }

  @Test
  void numbers_are_parted_at_their_deciles_and_counted_exactly() {
    NumberProfile charges = numbers(PROFILE, 1);

    assertThat(charges.missing()).isEqualTo(500);
    assertThat(charges.rows()).isEqualTo(5000);
    assertThat(charges.edges()).hasSize(9).isSorted();
    for (int i = 0; i < 9; i++) {
      assertThat(charges.edges().get(i)).isCloseTo(30 + 10 * i, within(2.0));
    }
    assertThat(charges.counts()).hasSize(10).allSatisfy(c -> assertThat(c).isBetween(420L, 480L));
  }

  @Test
  void a_flag_has_two_bins() {
    NumberProfile flag = numbers(PROFILE, 2);

    assertThat(flag.edges()).containsExactly(0.0);
    assertThat(flag.counts().get(0) + flag.counts().get(1)).isEqualTo(5000);
    assertThat(flag.counts().get(1)).isBetween(1150L, 1350L);
  }

  @Test
  void categories_are_named_by_how_frequent_they_are() {
    CategoryProfile plans = (CategoryProfile) PROFILE.features().get(3);

    assertThat(plans.values()).startsWith("month").hasSize(3);
    assertThat(plans.counts()).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    assertThat(plans.rows()).isEqualTo(5000);
    assertThat(plans.other()).isZero();
  }

  @Test
  void categories_beyond_the_first_50_and_rare_ones_are_together() {
    BatchBuilder batch = new BatchBuilder(Fixture.CONTRACT);
    for (int category = 0; category < 60; category++) {
      for (int row = 0; row < 30; row++) {
        batch.addRow().set(3, "c" + category);
      }
    }
    IntStream.range(0, 3000).forEach(i -> batch.addRow().set(3, "rare " + i));
    batch.addRow();

    CategoryProfile categories = (CategoryProfile) of(batch.build()).features().get(3);

    assertThat(categories.values()).hasSize(50).allMatch(value -> value.startsWith("c"));
    assertThat(categories.counts()).containsOnly(30L);
    assertThat(categories.other()).isEqualTo(10 * 30 + 3000);
    assertThat(categories.missing()).isEqualTo(1);
  }

  @Test
  void a_constant_and_a_column_without_values_have_one_bin() {
    BatchBuilder batch = new BatchBuilder(Fixture.CONTRACT);
    IntStream.range(0, 100).forEach(i -> batch.addRow().set(0, 7));

    ReferenceProfile profile = of(batch.build());

    assertThat(profile.features().get(0).cells()).containsExactly(0, 100);
    assertThat(profile.features().get(1).cells()).containsExactly(100, 0);
    assertThat(profile.features().get(3).cells()).containsExactly(100, 0);
  }

  @Test
  void percentiles_go_from_the_least_value_to_the_largest() {
    List<Double> percentiles = numbers(PROFILE, 0).percentiles();

    assertThat(percentiles).hasSize(101).isSorted().startsWith(0.0).endsWith(71.0);
    assertThat(percentiles.get(50)).isBetween(34.0, 37.0);
  }

  @Test
  void rows_beyond_those_looked_at_are_counted() {
    ReferenceProfile profile = ofCharges(50_000);

    assertThat(profile.features()).allMatch(feature -> feature.rows() == 50_000);
    assertThat(numbers(profile, 1).counts())
        .hasSize(10)
        .allSatisfy(count -> assertThat(count).isBetween(4200L, 4800L));
  }

  @Test
  void many_equal_scores_stay_in_their_bin_when_they_are_rounded_otherwise() {
    double[] few = new double[1000];
    Arrays.setAll(few, i -> 0.1 + 0.2 * (i % 4));
    NumberProfile scores = ReferenceProfile.scores(few);
    Cells.Bins bins = new Cells.Bins(scores.edges());

    assertThat(scores.counts()).containsExactly(250L, 250L, 250L, 250L);
    for (double score : few) {
      assertThat(bins.of((float) score)).isEqualTo(bins.of(score));
      assertThat(bins.of(score * (1 - 1e-6))).isEqualTo(bins.of(score));
    }
  }

  @Test
  void the_file_says_what_it_is() {
    assertThat(new String(PROFILE.toBytes(), StandardCharsets.UTF_8))
        .startsWith("millrace-reference-profile 1\n{\"features\":[{\"type\":\"numbers\",")
        .endsWith("}\n");
  }

  @Test
  void another_file_another_version_and_a_damaged_one_are_refused(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("reference-profile.bin");

    Files.writeString(file, "PK\n");
    assertThatThrownBy(() -> ReferenceProfile.read(file))
        .hasMessage(file + ": expected a file that begins with 'millrace-reference-profile'.");

    Files.writeString(file, "millrace-reference-profile 2\n{}");
    assertThatThrownBy(() -> ReferenceProfile.read(file))
        .hasMessage(file + ": expected a reference profile of version 1, but it is of version 2.");

    Files.write(file, Arrays.copyOf(PROFILE.toBytes(), 500));
    assertThatThrownBy(() -> ReferenceProfile.read(file))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PACKAGE_INVALID))
        .hasMessageStartingWith(file + ": the profile is damaged: ");

    Files.writeString(file, "millrace-reference-profile 1\n{}");
    assertThatThrownBy(() -> ReferenceProfile.read(file))
        .hasMessageStartingWith(file + ": the profile is damaged: ");
  }

  private static ReferenceProfile ofCharges(int rows) {
    return of(Fixture.rows(4, rows));
  }

  private static ReferenceProfile of(ColumnBatch rows) {
    return ReferenceProfile.of(
        Fixture.CONTRACT, Fixture.training(rows), ReferenceProfile.scores(new double[] {0.5}));
  }

  private static NumberProfile numbers(ReferenceProfile profile, int column) {
    return (NumberProfile) profile.features().get(column);
  }
}
