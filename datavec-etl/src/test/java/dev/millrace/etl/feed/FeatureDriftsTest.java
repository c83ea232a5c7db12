package dev.millrace.etl.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.etl.duck.DuckSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureDriftsTest {
  @TempDir Path folder;
  private Path features;

  @BeforeEach
  void split() {
    features = folder.resolve("features.duckdb");
    Feed.split(Feed.clean(folder, 5000), features, Feed.STRATIFIED);
  }

  @Test
  void parts_drawn_from_the_same_rows_hardly_differ() {
    assertThat(FeatureDrifts.of(features, Feed.CONTRACT, Feed.SETTINGS))
        .extracting(FeatureDrift::feature)
        .isEqualTo(Feed.CONTRACT.columnNames());
    assertThat(drifts()).allSatisfy((name, psi) -> assertThat(psi).isBetween(0.0, 0.05));
  }

  @Test
  void only_what_moved_is_said_to_have_moved() {
    Feed.run(
        features,
        "UPDATE features SET tenure = tenure + 20, plan = CASE WHEN plan = 'max' THEN 'mega' ELSE"
            + " plan END WHERE __split = 2");
    Map<String, Double> drifts = drifts();
    assertThat(drifts.get("tenure")).isGreaterThan(0.25);
    assertThat(drifts.get("plan")).isGreaterThan(0.25);
    assertThat(drifts.get("charges")).isLessThan(0.05);
    assertThat(drifts.get("state \"home\"")).isLessThan(0.05);
  }

  @Test
  void missing_is_a_bin_of_its_own() {
    Feed.run(
        features,
        "UPDATE features SET calls = NULL, plan = NULL WHERE __split = 2 AND __position % 2 = 0");
    assertThat(drifts().get("calls")).isGreaterThan(0.25);
    assertThat(drifts().get("plan")).isGreaterThan(0.25);
  }

  @Test
  void a_feature_without_a_value_or_with_one_only_does_not_drift() {
    Feed.run(features, "UPDATE features SET tenure = NULL, calls = 3, plan = NULL");
    assertThat(drifts()).containsEntry("tenure", 0.0).containsEntry("calls", 0.0);
    assertThat(drifts()).containsEntry("plan", 0.0);
  }

  @Test
  void categories_beyond_the_most_frequent_are_one_bin() {
    Feed.run(
        features,
        "UPDATE features SET plan = CASE WHEN __position % 2 = 0 THEN 'p' || __position % 40 ELSE"
            + " 'x' || __position END");
    assertThat(drifts().get("plan")).isLessThan(0.1);
  }

  @Test
  void validation_rows_labels_and_threads_do_not_matter() {
    Map<String, Double> before = drifts();
    Feed.run(
        features,
        "UPDATE features SET tenure = 1e9, plan = 'new' WHERE __split = 1",
        "UPDATE features SET __label = 1 - __label");
    assertThat(drifts()).isEqualTo(before);
    assertThat(
            FeatureDrifts.of(features, Feed.CONTRACT, new DuckSettings("256MB", 1)).stream()
                .collect(Collectors.toMap(FeatureDrift::feature, FeatureDrift::psi)))
        .isEqualTo(before);
  }

  /** By hand: (.7 - .5) ln(.7 / .5) + (.3 - .5) ln(.3 / .5). */
  @Test
  void the_index_is_the_one_of_the_books() {
    assertThat(FeatureDrifts.psi(new long[] {50, 50}, new long[] {70, 30}))
        .isEqualTo(0.16946, within(1e-4));
  }

  @Property(tries = 200)
  void the_index_is_never_negative_and_zero_for_equal_shares(
      @ForAll @Size(5) List<@LongRange(min = 1, max = 1000) Long> rows,
      @ForAll @Size(5) List<@LongRange(min = 0, max = 1000) Long> others) {
    long[] training = rows.stream().mapToLong(n -> n).toArray();
    long[] doubled = rows.stream().mapToLong(n -> 2 * n).toArray();
    long[] test = others.stream().mapToLong(n -> n + 1).toArray();
    assertThat(FeatureDrifts.psi(training, test)).isNotNegative();
    assertThat(FeatureDrifts.psi(training, doubled)).isEqualTo(0, within(1e-12));
  }

  private Map<String, Double> drifts() {
    return FeatureDrifts.of(features, Feed.CONTRACT, Feed.SETTINGS).stream()
        .collect(Collectors.toMap(FeatureDrift::feature, FeatureDrift::psi));
  }
}
