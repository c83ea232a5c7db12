package dev.millrace.etl.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.encode.Encoder;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.etl.Lab;
import dev.millrace.etl.duck.DuckSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldsTest {
  private static final SplitSpec.Group BY_COLUMN = new SplitSpec.Group("g", 0.2, 0.2);

  @TempDir Path folder;

  @Test
  void stratified_folds_judge_every_row_but_the_test_rows_once() {
    Path features = split(Feed.ROWS.replace("%d", "1001"), Feed.STRATIFIED);
    List<Fold> folds = folds(features, Feed.STRATIFIED, 4);
    List<String> judged = new ArrayList<>();
    for (Fold fold : folds) {
      judged.addAll(keys(fold.file(), "__split = 1"));
      assertThat(keys(fold.file(), "true"))
          .containsExactlyInAnyOrderElementsOf(keys(features, "__split < 2"));
      assertThat(fold.validation().rows()).isBetween(199L, 201L);
      assertThat(fold.origin()).isNull();
    }
    assertThat(judged).containsExactlyInAnyOrderElementsOf(keys(features, "__split < 2"));
    assertThat(folds)
        .extracting(fold -> fold.validation().positives())
        .allSatisfy(n -> assertThat(n - folds.get(0).validation().positives()).isBetween(-1L, 1L));
  }

  @Test
  void no_fold_has_a_test_row() {
    for (SplitSpec split : List.of(Feed.STRATIFIED, time(true), time(false))) {
      Path features = split(Feed.SNAPSHOTS, split);
      Set<String> test = new HashSet<>(identities(features, "__split = 2"));
      for (Fold fold : folds(features, split, 3)) {
        assertThat(identities(fold.file(), "true")).doesNotContainAnyElementsOf(test);
        try (FeatureTable table = fold.open(Feed.CONTRACT, Feed.SETTINGS)) {
          assertThat(table.test().rows()).isZero();
          assertThat(table.training().source().rows()).isEqualTo(fold.training().rows());
          assertThat(table.validation().source().positives())
              .isEqualTo(fold.validation().positives());
        }
      }
    }
  }

  @Test
  void groups_of_a_column_stay_together() {
    Path features = split(Feed.ROWS.replace("%d", "2001"), BY_COLUMN);
    List<String> judged = new ArrayList<>();
    for (Fold fold : folds(features, BY_COLUMN, 4)) {
      Feed.run(
          fold.file(),
          "ATTACH '" + features + "' AS base (READ_ONLY)",
          "CREATE TABLE groups AS SELECT __group, count(DISTINCT f.__split) AS parts,"
              + " count(DISTINCT f.__fold) AS folds FROM features f JOIN base.features b USING"
              + " (__key) GROUP BY ALL");
      assertThat(Feed.rows(fold.file(), "SELECT DISTINCT parts, folds FROM groups"))
          .containsExactly(List.of("1", "1"));
      judged.addAll(keys(fold.file(), "__split = 1"));
    }
    assertThat(judged).containsExactlyInAnyOrderElementsOf(keys(features, "__split < 2"));
  }

  @Test
  void groups_of_snapshots_are_entities() {
    SplitSpec split = new SplitSpec.Group("customer", 0.2, 0.2);
    Path features = split(Feed.SNAPSHOTS, split);
    for (Fold fold : folds(features, split, 4)) {
      assertThat(new HashSet<>(keys(fold.file(), "__split = 0")))
          .doesNotContainAnyElementsOf(keys(fold.file(), "__split = 1"));
      assertThat(fold.validation().rows()).isBetween(120L, 168L);
    }
  }

  @Test
  void the_origin_rolls_over_the_cutoffs_with_the_gap_and_an_expanding_window() {
    Path features = split(Feed.SNAPSHOTS, time(true));
    List<Fold> folds = folds(features, time(true), 3);
    List<List<String>> windows = new ArrayList<>();
    for (Fold fold : folds) {
      windows.addAll(
          Feed.rows(
              fold.file(),
              "SELECT __split, strftime(min(__cutoff), '%m'), strftime(max(__cutoff), '%m') FROM"
                  + " features GROUP BY ALL ORDER BY ALL"));
    }
    assertThat(windows)
        .containsExactly(
            List.of("0", "01", "03"),
            List.of("1", "04", "05"),
            List.of("0", "01", "05"),
            List.of("1", "06", "07"),
            List.of("0", "01", "07"),
            List.of("1", "08", "09"));
    assertThat(folds.get(2).origin()).isEqualTo(Instant.parse("2024-08-01T00:00:00Z"));
  }

  @Test
  void no_label_of_a_training_row_reaches_the_origin() {
    SplitSpec.ByTime split = time(45, true);
    Path features = split(Feed.SNAPSHOTS, split);
    for (Fold fold : folds(features, split, 3)) {
      assertThat(
              Feed.rows(
                  fold.file(),
                  "SELECT (SELECT max(__cutoff) FROM features WHERE __split = 0) + to_days(45) <="
                      + " (SELECT min(__cutoff) FROM features WHERE __split = 1)"))
          .containsExactly(List.of("true"));
    }
  }

  @Test
  void folds_by_time_share_no_entity_where_the_split_shares_none() {
    Path features = split(Feed.SNAPSHOTS, time(false));
    Set<String> judged = new HashSet<>();
    for (Fold fold : folds(features, time(false), 2)) {
      Set<String> here = new HashSet<>(keys(fold.file(), "__split = 1"));
      assertThat(keys(fold.file(), "__split = 0")).doesNotContainAnyElementsOf(here);
      assertThat(judged).doesNotContainAnyElementsOf(here);
      judged.addAll(here);
    }
  }

  @Test
  void an_encoder_is_fitted_to_the_training_rows_of_its_fold_only() throws Exception {
    Path features = split(Feed.SNAPSHOTS, time(true));
    Fold fold = folds(features, time(true), 3).get(1);
    Encoder expected = EncoderFitter.fit(fold.file(), Feed.CONTRACT, Feed.SETTINGS).encoder();
    Path changed = Files.copy(fold.file(), folder.resolve("changed.duckdb"));
    Feed.run(changed, "UPDATE features SET tenure = 1e6, plan = 'new' WHERE __split = 1");
    assertThat(EncoderFitter.fit(changed, Feed.CONTRACT, Feed.SETTINGS).encoder().toJson())
        .isEqualTo(expected.toJson());
  }

  @Test
  void threads_change_nothing() {
    for (SplitSpec split : List.of(time(false), new SplitSpec.Group("customer", 0.2, 0.2))) {
      Path features = split(Feed.SNAPSHOTS, split);
      String all = "SELECT * FROM features ORDER BY rowid";
      List<List<String>> two = Feed.rows(folds(features, split, 2).get(1).file(), all);
      List<Fold> one =
          Folds.of(
              features, Feed.CONTRACT, split, 2, Feed.SEEDS, new DuckSettings("256MB", 1), folder);
      assertThat(Feed.rows(one.get(1).file(), all)).isEqualTo(two);
    }
  }

  @Test
  void too_many_folds_for_the_cutoffs_are_refused() {
    Path features = split(Feed.SNAPSHOTS, time(true));
    Lab.assertFails(
        () -> folds(features, time(true), 9),
        ErrorCode.RECIPE_INVALID,
        "9 folds by time need 10 cutoffs before the test rows', but there are 9.",
        "Use fewer folds, or ask for more cutoffs.");
  }

  @Test
  void a_fold_without_a_class_is_named() {
    String late =
        "SELECT * REPLACE (CASE WHEN month(__cutoff) IN (6, 7) THEN 0 ELSE __label END::TINYINT AS"
            + " __label) FROM ("
            + Feed.SNAPSHOTS
            + ")";
    Path features = split(late, time(true));
    assertThatThrownBy(() -> folds(features, time(true), 3))
        .hasFieldOrPropertyWithValue("code", ErrorCode.CLASS_TOO_SMALL)
        .hasMessageMatching(
            "Fold 2 of 3, judged from 2024-06-01 on, needs rows of both kinds, but \\d+ of 300"
                + " training rows and 0 of 120 validation rows are positive\\.");
  }

  @Test
  void one_fold_is_none() {
    assertThatThrownBy(() -> folds(folder, Feed.STRATIFIED, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Path split(String rows, SplitSpec split) {
    Path features = folder.resolve("features.duckdb");
    Feed.split(Feed.clean(folder, rows), features, split);
    return features;
  }

  private List<Fold> folds(Path features, SplitSpec split, int folds) {
    return Folds.of(features, Feed.CONTRACT, split, folds, Feed.SEEDS, Feed.SETTINGS, folder);
  }

  private static SplitSpec.ByTime time(boolean shared) {
    return time(30, shared);
  }

  /** January to August or September are not for the test. */
  private static SplitSpec.ByTime time(int gapDays, boolean shared) {
    return new SplitSpec.ByTime(
        Instant.parse("2024-06-01T00:00:00Z"),
        Instant.parse("2024-10-01T00:00:00Z"),
        gapDays,
        shared,
        0.3,
        0.2);
  }

  private static List<String> keys(Path file, String where) {
    return Feed.rows(file, "SELECT __key FROM features WHERE " + where).stream()
        .map(row -> row.get(0))
        .toList();
  }

  private static List<String> identities(Path file, String where) {
    return Feed.rows(file, "SELECT __key || __cutoff FROM features WHERE " + where).stream()
        .map(row -> row.get(0))
        .toList();
  }
}
