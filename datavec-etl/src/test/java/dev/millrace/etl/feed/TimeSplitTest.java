package dev.millrace.etl.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.rows.RowCursor;
import dev.millrace.contract.support.Json;
import dev.millrace.etl.Lab;
import dev.millrace.etl.duck.DuckSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeSplitTest {
  private static final SplitSpec.ByTime SHARED = byTime("2024-07-01", "2024-10-01", 31, true);
  private static final SplitSpec.ByTime DISJOINT = byTime("2024-07-01", "2024-10-01", 31, false);
  private static final String PERIODS =
      "SELECT __split, strftime(min(__cutoff), '%m'), strftime(max(__cutoff), '%m'), count(*)"
          + " FROM features GROUP BY ALL ORDER BY ALL";

  @TempDir Path folder;
  private Path clean;
  private Path features;

  @BeforeEach
  void make() {
    clean = Feed.clean(folder, Feed.SNAPSHOTS);
    features = folder.resolve("features.duckdb");
  }

  @Test
  void shared_entities_have_rows_in_each_period_and_gaps_between() {
    SplitCounts counts = Feed.split(clean, features, SHARED);
    assertThat(Feed.rows(features, PERIODS))
        .containsExactly(
            List.of("0", "01", "05", "300"),
            List.of("1", "07", "08", "120"),
            List.of("2", "10", "12", "180"));
    assertThat(counts.leftOut()).isEqualTo(new SplitCounts.LeftOut(120, 0));
  }

  @Test
  void a_gap_as_long_as_the_step_of_cutoffs_leaves_no_row_out() {
    SplitCounts counts = Feed.split(clean, features, byTime("2024-07-01", "2024-10-01", 30, true));
    assertThat(counts.leftOut()).isEqualTo(new SplitCounts.LeftOut(0, 0));
    assertThat(counts.train().rows()).isEqualTo(360);
  }

  @Test
  void a_period_that_begins_between_cutoffs_counts_from_its_first_cutoff() {
    Feed.split(clean, features, byTime("2024-06-15", "2024-09-20", 30, true));
    assertThat(Feed.rows(features, PERIODS))
        .containsExactly(
            List.of("0", "01", "06", "360"),
            List.of("1", "07", "09", "180"),
            List.of("2", "10", "12", "180"));
  }

  @Test
  void disjoint_entities_are_dealt_by_their_shares() {
    SplitCounts counts = Feed.split(clean, features, DISJOINT);
    assertThat(
            Feed.rows(
                features,
                "SELECT __split, count(DISTINCT __key) FROM features GROUP BY ALL ORDER BY ALL"))
        .containsExactly(List.of("0", "36"), List.of("1", "12"), List.of("2", "12"));
    assertThat(
            Feed.rows(
                features,
                "SELECT __key FROM features GROUP BY ALL HAVING count(DISTINCT __split) > 1"))
        .isEmpty();
    assertThat(counts.leftOut())
        .isEqualTo(new SplitCounts.LeftOut(120, 720 - 120 - 36 * 5 - 12 * 2 - 12 * 3));
  }

  @Test
  void neither_threads_nor_the_order_of_rows_change_anything() {
    Feed.split(clean, features, DISJOINT);
    Path other = folder.resolve("other.duckdb");
    Path shuffled =
        Feed.clean(
            folder,
            "SELECT * REPLACE (1000 - __row AS __row) FROM ("
                + Feed.SNAPSHOTS
                + ") ORDER BY hash(__row)");
    new SplitAssigner(Feed.CONTRACT, DISJOINT, Feed.SEEDS, new DuckSettings("256MB", 1))
        .assign(shuffled, other);
    String all = "SELECT * FROM features ORDER BY __position";
    assertThat(Feed.rows(other, all)).isEqualTo(Feed.rows(features, all)).hasSize(240);
  }

  @Test
  void an_entity_is_dealt_into_one_out_of_fold_part() {
    Feed.split(clean, features, SHARED);
    assertThat(
            Feed.rows(
                features,
                "SELECT count(DISTINCT __fold), max(n) FROM (SELECT __key, any_value(__fold) AS"
                    + " __fold, count(DISTINCT __fold) AS n FROM features WHERE __split = 0 GROUP"
                    + " BY ALL)"))
        .containsExactly(List.of("5", "1"));
  }

  @Test
  void a_cursor_gives_cutoff_and_truth() {
    Feed.split(clean, features, SHARED);
    Set<Instant> cutoffs = new HashSet<>();
    Set<Double> truths = new HashSet<>();
    try (FeatureTable table = FeatureTable.open(features, Feed.CONTRACT, Feed.SETTINGS);
        RowCursor cursor = table.validation().source().cursor()) {
      while (cursor.next()) {
        for (int row = 0; row < cursor.batch().rows(); row++) {
          cutoffs.add(cursor.cutoff(row));
          truths.add(cursor.truth(row));
        }
      }
    }
    assertThat(cutoffs)
        .containsExactlyInAnyOrder(
            Instant.parse("2024-07-01T00:00:00Z"), Instant.parse("2024-08-01T00:00:00Z"));
    assertThat(truths).containsExactlyInAnyOrder(0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6);
  }

  @Test
  void rows_without_a_time_have_neither_cutoff_nor_truth() {
    Feed.split(Feed.clean(folder, 300), features, Feed.STRATIFIED);
    try (FeatureTable table = FeatureTable.open(features, Feed.CONTRACT, Feed.SETTINGS);
        RowCursor cursor = table.training().source().cursor()) {
      cursor.next();
      assertThat(cursor.cutoff(0)).isNull();
      assertThat(cursor.truth(0)).isNaN();
    }
  }

  @Test
  void an_unknown_truth_is_not_a_number() {
    Path unknown =
        Feed.clean(
            folder, "SELECT * REPLACE (NULL::DOUBLE AS __truth) FROM (" + Feed.SNAPSHOTS + ")");
    Feed.split(unknown, features, SHARED);
    try (FeatureTable table = FeatureTable.open(features, Feed.CONTRACT, Feed.SETTINGS);
        RowCursor cursor = table.training().source().cursor()) {
      cursor.next();
      assertThat(cursor.truth(0)).isNaN();
    }
  }

  @Test
  void a_group_split_of_snapshots_keeps_entities_together() {
    SplitCounts counts = Feed.split(clean, features, new SplitSpec.Group("customer", 0.2, 0.2));
    assertThat(
            Feed.rows(
                features,
                "SELECT __key FROM features GROUP BY ALL HAVING count(DISTINCT __split) > 1"))
        .isEmpty();
    assertThat(counts.test().rows()).isEqualTo(12 * 12);
    assertThat(counts.leftOut()).isNull();
  }

  @Test
  void a_stratified_split_of_snapshots_places_each_by_itself() {
    Feed.split(clean, features, Feed.STRATIFIED);
    List<List<String>> parts =
        Feed.rows(features, "SELECT count(DISTINCT __split) FROM features GROUP BY __key");
    assertThat(parts).hasSize(60).filteredOn(row -> !row.get(0).equals("1")).hasSizeGreaterThan(50);
    assertThat(
            Feed.rows(
                features,
                "SELECT __key FROM features WHERE __split = 0 GROUP BY ALL HAVING count(DISTINCT"
                    + " __fold) > 1"))
        .isEmpty();
  }

  @Test
  void a_ready_made_split_of_snapshots_is_refused() {
    Lab.assertFails(
        () -> Feed.split(clean, features, new SplitSpec.ByColumn("part")),
        ErrorCode.RECIPE_INVALID,
        "There is no column 'part' to split by among rows with cutoffs.",
        "Choose the strategy time, group or stratified.");
  }

  @Test
  void rows_without_cutoffs_are_not_split_by_time() {
    Lab.assertFails(
        () -> Feed.split(Feed.clean(folder, 300), features, SHARED),
        ErrorCode.RECIPE_INVALID,
        "A split by time needs rows with cutoffs, but these rows have none.",
        "Declare 'cutoffs' in the recipe, or choose another split.");
  }

  @Test
  void periods_outside_the_cutoffs_are_refused_with_their_range() {
    for (List<String> periods :
        List.of(
            List.of("2024-01-01", "2024-10-01"),
            List.of("2024-07-01", "2024-12-02"),
            List.of("2025-03-01", "2025-04-01"),
            List.of("2024-07-02", "2024-07-30"))) {
      Lab.assertFails(
          () -> Feed.split(clean, features, byTime(periods.get(0), periods.get(1), 30, false)),
          ErrorCode.RECIPE_INVALID,
          "The split by time needs cutoffs before validation_from (%s), from there up to test_from (%s), and from there on, but the rows' cutoffs run from 2024-01-01 to 2024-12-01."
              .formatted(periods.get(0), periods.get(1)),
          "Choose validation_from and test_from among the cutoffs, or ask for more cutoffs.");
    }
  }

  @Test
  void a_period_without_a_class_is_named_with_its_cutoffs() {
    Path late =
        Feed.clean(
            folder,
            "SELECT * REPLACE (CASE WHEN month(__cutoff) IN (7, 8) THEN 0 ELSE __label END::TINYINT"
                + " AS __label) FROM ("
                + Feed.SNAPSHOTS
                + ")");
    assertThat(message(late, SHARED))
        .startsWith(
            "The validation part, with cutoffs from 2024-07-01 to 2024-08-01, has no row with"
                + " 'Yes' in 'Churn' (train, validation and test have ");
    assertThat(message(late, DISJOINT))
        .contains("from 2024-07-01 to 2024-08-01 and entities of its own, has no row with");
  }

  @Test
  void a_gap_that_swallows_a_period_is_named() {
    assertThat(message(clean, byTime("2024-07-01", "2024-10-01", 200, true)))
        .startsWith("The train part, which the gap of 200 days leaves no cutoff, has no rows");
    assertThat(message(clean, byTime("2024-07-01", "2024-08-01", 62, true)))
        .startsWith("The validation part, which the gap of 62 days leaves no cutoff, has no rows");
  }

  @Test
  void counts_are_read_back_from_json_with_and_without_rows_left_out() throws Exception {
    for (SplitCounts counts :
        List.of(
            Feed.split(clean, features, DISJOINT), Feed.split(clean, features, Feed.STRATIFIED))) {
      Path file = Files.writeString(folder.resolve("split.json"), Json.pretty(counts));
      assertThat(Json.read(file, SplitCounts.class)).isEqualTo(counts);
      assertThat(Files.readString(file).contains("left_out")).isEqualTo(counts.leftOut() != null);
    }
  }

  private String message(Path rows, SplitSpec split) {
    return org.assertj.core.api.Assertions.catchThrowable(() -> Feed.split(rows, features, split))
        .getMessage();
  }

  private static SplitSpec.ByTime byTime(
      String validationFrom, String testFrom, int gapDays, boolean sharedEntities) {
    return new SplitSpec.ByTime(
        Instant.parse(validationFrom + "T00:00:00Z"),
        Instant.parse(testFrom + "T00:00:00Z"),
        gapDays,
        sharedEntities,
        0.2,
        0.2);
  }
}
