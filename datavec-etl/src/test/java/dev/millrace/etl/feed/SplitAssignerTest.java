package dev.millrace.etl.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Seeds;
import dev.millrace.etl.duck.DuckSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitAssignerTest {
  private static final String ALL = "SELECT * FROM features ORDER BY __position";
  private static final String FATE =
      "SELECT __key, __split, __fold, __position FROM features ORDER BY __key";

  @TempDir Path folder;

  @Test
  void a_stratified_split_gives_each_class_its_exact_shares() {
    Path features = folder.resolve("features.duckdb");
    SplitCounts counts = Feed.split(Feed.clean(folder, 1000), features, Feed.STRATIFIED);
    List<List<String>> classes =
        Feed.rows(
            features, "SELECT __label, __split, count(*) FROM features GROUP BY ALL ORDER BY ALL");
    for (int label = 0; label <= 1; label++) {
      long rows = 0;
      for (int part = 0; part < 3; part++) {
        rows += Long.parseLong(classes.get(3 * label + part).get(2));
      }
      long[] expected = Share.rows(rows, 0.2, 0.2);
      for (int part = 0; part < 3; part++) {
        assertThat(classes.get(3 * label + part).get(2)).isEqualTo("" + expected[part]);
      }
    }
    assertThat(counts.train().rows() + counts.validation().rows() + counts.test().rows())
        .isEqualTo(1000);
    assertThat(counts.train().positives()).isEqualTo(Long.parseLong(classes.get(3).get(2)));
  }

  @Test
  void rows_lie_shuffled_within_their_part_with_positions_in_order() {
    Path features = folder.resolve("features.duckdb");
    Feed.split(Feed.clean(folder, 500), features, Feed.STRATIFIED);
    List<List<String>> stored =
        Feed.rows(features, "SELECT rowid, __position, __split, __key FROM features");
    int part = 0;
    for (int i = 0; i < stored.size(); i++) {
      assertThat(stored.get(i).get(0)).isEqualTo("" + i);
      assertThat(stored.get(i).get(1)).isEqualTo("" + i);
      assertThat(Integer.parseInt(stored.get(i).get(2))).isGreaterThanOrEqualTo(part);
      part = Integer.parseInt(stored.get(i).get(2));
    }
    assertThat(stored)
        .extracting(row -> row.get(3))
        .isNotEqualTo(stored.stream().map(row -> row.get(3)).sorted().toList());
  }

  @Test
  void training_rows_are_dealt_into_folds_class_by_class() {
    Path features = folder.resolve("features.duckdb");
    Feed.split(Feed.clean(folder, 1000), features, Feed.STRATIFIED);
    List<List<String>> sizes =
        Feed.rows(
            features,
            "SELECT max(n) - min(n), count(*) FROM (SELECT __label, __fold, count(*) AS n FROM"
                + " features WHERE __split = 0 GROUP BY ALL) GROUP BY __label");
    assertThat(sizes).allSatisfy(row -> assertThat(row.get(0)).isIn("0", "1"));
    assertThat(sizes).allSatisfy(row -> assertThat(row.get(1)).isEqualTo("5"));
    assertThat(Feed.rows(features, "SELECT max(__fold) FROM features WHERE __split > 0"))
        .containsExactly(List.of("0"));
  }

  @Test
  void neither_threads_nor_the_order_of_rows_change_anything() {
    Path clean = Feed.clean(folder, 5000);
    Path a = folder.resolve("a.duckdb");
    Path b = folder.resolve("b.duckdb");
    Feed.split(clean, a, Feed.STRATIFIED);
    Path shuffled =
        Feed.clean(
            folder,
            Feed.ROWS.replace("%d", "5001").replace("r AS __row", "5001 - r AS __row")
                + " ORDER BY hash(r)");
    new SplitAssigner(Feed.CONTRACT, Feed.STRATIFIED, Feed.SEEDS, new DuckSettings("256MB", 1))
        .assign(shuffled, b);
    assertThat(Feed.rows(b, ALL)).isEqualTo(Feed.rows(a, ALL));
  }

  @Test
  void another_seed_gives_another_split() {
    Path clean = Feed.clean(folder, 300);
    Path a = folder.resolve("a.duckdb");
    Path b = folder.resolve("b.duckdb");
    Feed.split(clean, a, Feed.STRATIFIED);
    new SplitAssigner(Feed.CONTRACT, Feed.STRATIFIED, new Seeds(43), Feed.SETTINGS)
        .assign(clean, b);
    assertThat(Feed.rows(b, FATE)).isNotEqualTo(Feed.rows(a, FATE));
  }

  @Test
  void rows_without_a_key_are_known_by_their_number() {
    Path features = folder.resolve("features.duckdb");
    String rows =
        Feed.ROWS.replace("%d", "301").replaceFirst("'k'.*? AS __key", "NULL::VARCHAR AS __key");
    Feed.split(Feed.clean(folder, rows), features, Feed.STRATIFIED);
    assertThat(Feed.rows(features, "SELECT count(DISTINCT __key) FROM features"))
        .containsExactly(List.of("300"));
  }

  @Test
  void groups_stay_together_in_parts_and_folds_and_come_near_their_shares() {
    Path features = folder.resolve("features.duckdb");
    String rows = Feed.ROWS.replace("%d", "2001").replace("'g' || r % 17", "'g' || r % 170");
    SplitCounts counts =
        Feed.split(Feed.clean(folder, rows), features, new SplitSpec.Group("g", 0.2, 0.2));
    assertThat(
            Feed.rows(
                features, "SELECT substr(__key, 2)::BIGINT AS k, __split FROM features ORDER BY k"))
        .hasSize(2000);
    // r % 170 is not stored: find it again through the key, which is r * 7919 modulo a prime
    assertThat(
            Feed.rows(
                features,
                "SELECT count(*) FROM (SELECT r % 170 AS g FROM range(1, 2001) t(r) JOIN features ON"
                    + " __key = 'k' || (r * 7919) % 1000003 GROUP BY g HAVING count(DISTINCT"
                    + " __split) > 1 OR count(DISTINCT __fold) > 1)"))
        .containsExactly(List.of("0"));
    assertThat(Feed.rows(features, "SELECT count(DISTINCT __fold) FROM features WHERE __split = 0"))
        .containsExactly(List.of("5"));
    assertThat(counts.test().rows()).isBetween(380L, 420L);
    assertThat(counts.validation().rows()).isBetween(380L, 420L);
  }

  @Test
  void a_ready_made_split_is_taken_as_it_is() {
    Path features = folder.resolve("features.duckdb");
    String parts = "['train', ' Validation', 'TEST'][1 + r % 3]";
    SplitCounts counts =
        Feed.split(
            Feed.clean(folder, Feed.ROWS.replace("%d", "301").replace("'g' || r % 17", parts)),
            features,
            new SplitSpec.ByColumn("part"));
    assertThat(counts.train().rows()).isEqualTo(100);
    assertThat(counts.validation().rows()).isEqualTo(100);
    assertThat(
            Feed.rows(
                features,
                "SELECT count(*) FROM range(1, 301) t(r) JOIN features ON __key = 'k' || (r * 7919)"
                    + " % 1000003 WHERE __split = r % 3"))
        .containsExactly(List.of("300"));
  }

  @Test
  void a_ready_made_split_with_another_word_names_row_and_value() {
    String parts = "CASE WHEN r = 17 THEN 'tset' ELSE 'train' END";
    assertFails(
            ErrorCode.CONTRACT_VIOLATED,
            () ->
                Feed.split(
                    Feed.clean(
                        folder, Feed.ROWS.replace("%d", "31").replace("'g' || r % 17", parts)),
                    folder.resolve("f.duckdb"),
                    new SplitSpec.ByColumn("part")))
        .isEqualTo(
            "The split column 'part' must hold train, validation or test, but in row 17 it holds"
                + " 'tset'. Did you mean 'test'?");
  }

  @Test
  void a_ready_made_split_with_a_gap_names_the_row() {
    assertFails(
            ErrorCode.CONTRACT_VIOLATED,
            () ->
                Feed.split(
                    Feed.clean(
                        folder,
                        Feed.ROWS.replace("%d", "31").replace("'g' || r % 17", "NULL::VARCHAR")),
                    folder.resolve("f.duckdb"),
                    new SplitSpec.ByColumn("part")))
        .endsWith("in row 1 it is missing.");
  }

  @Test
  void a_constant_target_is_refused() {
    String label = "(hash(r) % 3 = 0)::TINYINT";
    for (int constant = 0; constant <= 1; constant++) {
      String rows = Feed.ROWS.replace("%d", "31").replace(label, constant + "::TINYINT");
      assertFails(
              ErrorCode.TARGET_INVALID,
              () -> Feed.split(Feed.clean(folder, rows), folder.resolve("f"), Feed.STRATIFIED))
          .contains("'Churn' is constant: " + (constant == 0 ? "none" : "each") + " of 30 rows");
    }
  }

  @Test
  void a_class_with_one_row_is_refused() {
    String rows = Feed.ROWS.replace("%d", "31").replace("hash(r) % 3 = 0", "r = 5");
    assertFails(
            ErrorCode.CLASS_TOO_SMALL,
            () -> Feed.split(Feed.clean(folder, rows), folder.resolve("f"), Feed.STRATIFIED))
        .startsWith("No validation row has 'Yes' in 'Churn' (train, validation and test have 1, 0");
  }

  @Test
  void no_rows_at_all_are_refused() {
    assertFails(
            ErrorCode.SOURCE_EMPTY,
            () ->
                Feed.split(
                    Feed.clean(folder, Feed.ROWS.replace("%d", "1")),
                    folder.resolve("f"),
                    Feed.STRATIFIED))
        .isEqualTo("There are no clean rows to learn from.");
  }

  @Test
  void a_failed_split_leaves_the_old_table_and_nothing_else() throws IOException {
    Path features = Files.createDirectory(folder.resolve("out")).resolve("features.duckdb");
    Feed.split(Feed.clean(folder, 300), features, Feed.STRATIFIED);
    Path empty = Feed.clean(folder, Feed.ROWS.replace("%d", "1"));
    assertThatThrownBy(() -> Feed.split(empty, features, Feed.STRATIFIED));
    assertThat(Feed.rows(features, ALL)).hasSize(300);
    try (var files = Files.list(features.getParent())) {
      assertThat(files).containsExactly(features);
    }
  }

  private static org.assertj.core.api.AbstractStringAssert<?> assertFails(
      ErrorCode code, ThrowingCallable action) {
    MillraceException error =
        org.assertj.core.api.Assertions.catchThrowableOfType(MillraceException.class, action);
    assertThat(error.code()).isEqualTo(code);
    return assertThat(error.getMessage());
  }
}
