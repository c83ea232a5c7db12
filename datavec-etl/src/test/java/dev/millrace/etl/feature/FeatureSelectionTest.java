package dev.millrace.etl.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.Lab;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckSettings;
import dev.millrace.etl.feature.FeatureSelection.Selection;
import dev.millrace.etl.feature.FeatureSpec.Prune;
import dev.millrace.etl.feature.FeatureSpec.Suspicion;
import dev.millrace.etl.feature.FeatureSpec.Suspicion.Action;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureSelectionTest {
  private static final int ROWS = 6000;

  /** Random numbers of a row, equal in every run; a fifth of the rows are positive. */
  private static final String ROW =
      "SELECT r AS __position, CASE WHEN r < 4000 THEN 0 WHEN r < 5000 THEN 1 ELSE 2 END::TINYINT AS"
          + " __split, CASE WHEN r < 4000 THEN r % 5 ELSE 0 END::TINYINT AS __fold, 'k' || r AS"
          + " __key, (hash(r) % 5 = 0)::TINYINT AS __label, hash(r, 1) % 1000 / 1000.0::DOUBLE AS u,"
          + " hash(r, 2) % 1000 / 1000.0::DOUBLE AS v, r FROM range("
          + ROWS
          + ") t(r)";

  @TempDir Path folder;

  @Test
  void features_that_say_nothing_go_with_the_reason() throws Exception {
    Selection selection =
        select(
            "u AS good",
            "NULL::DOUBLE AS empty",
            "7.0 AS constant",
            "CASE WHEN r = 3 THEN 1.0 ELSE 0.0 END AS \"nearly constant\"",
            "CASE WHEN r = 3 THEN u END AS \"nearly missing\"",
            "'x' AS \"constant text\"",
            "CASE WHEN r % 100 = 0 THEN 1.0 ELSE 0.0 END AS rare");
    assertThat(names(selection)).containsExactly("good", "rare");
    assertThat(reasons(selection))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "empty", "has no value in any training row",
                "constant", "has the same value in all training rows",
                "constant text", "has the same value in all training rows",
                "nearly constant", "has the same value in 3999 of 4000 training rows",
                "nearly missing", "is missing in 3999 of 4000 training rows"));
  }

  @Test
  void the_later_of_two_equal_or_nearly_equal_features_goes_and_names_the_earlier()
      throws Exception {
    Selection selection =
        select(
            "u AS first",
            "u AS \"the same\"",
            "10 - 3 * u + 0.01 * v AS \"nearly the same\"",
            "u + 0.3 * v AS \"like it\"",
            "CASE WHEN r % 10 > 0 THEN u END AS \"missing elsewhere\"",
            "CASE WHEN r % 10 > 0 THEN 2 * u END AS \"missing there too\"",
            "'t' || r % 7 AS text",
            "'t' || r % 7 AS \"same text\"");
    assertThat(names(selection)).containsExactly("first", "like it", "missing elsewhere", "text");
    assertThat(reasons(selection))
        .containsEntry("the same", "is the same as first")
        .containsEntry("nearly the same", "is nearly the same as first (correlation -1.0000)")
        .containsEntry(
            "missing there too", "is nearly the same as missing elsewhere (correlation 1.0000)")
        .containsEntry("same text", "is the same as text");
  }

  @Test
  void a_correlation_of_one_leaves_only_equal_features_out() throws Exception {
    Path table = table("u AS a", "2 * u AS doubled", "u AS b");
    Selection selection =
        FeatureSelection.select(
            table,
            infos(table),
            new Prune(1, 0.999),
            Suspicion.standard(),
            Lab.SETTINGS,
            Progress.silent());
    assertThat(names(selection)).containsExactly("a", "doubled");
  }

  @Test
  void correlations_are_those_of_the_database() throws Exception {
    Path table = table("u AS a", "u + v AS b", "u * u - v AS c");
    Selection strict =
        FeatureSelection.select(
            table,
            infos(table),
            new Prune(0.5, 0.999),
            Suspicion.standard(),
            Lab.SETTINGS,
            Progress.silent());
    double expected =
        Double.parseDouble(
            Lab.query(table, "SELECT corr(a, b) FROM features WHERE __split = 0").get(0));
    assertThat(reasons(strict).get("b"))
        .isEqualTo(String.format("is nearly the same as a (correlation %.4f)", expected));
  }

  @Test
  void a_feature_that_tells_the_answer_is_left_out_and_named() throws Exception {
    Selection selection = select("u AS honest", "__label::DOUBLE AS told");
    assertThat(names(selection)).containsExactly("honest");
    assertThat(selection.dropped()).isEqualTo(selection.suspicious());
    DroppedFeature told = selection.dropped().get(0);
    assertThat(told.suspicious()).isTrue();
    assertThat(told.rocAuc()).isEqualTo(1);
    assertThat(told.reason())
        .isEqualTo(
            "predicts suspiciously well alone (ROC-AUC 1.000): source.told probably tells what"
                + " happened after the cutoff");
  }

  /** As a date does that lies just after the cutoff where the event happens. */
  @Test
  void a_leak_in_the_middle_of_the_range_is_seen() throws Exception {
    Selection selection =
        select(
            "CASE WHEN __label = 1 THEN 10 * u ELSE 200 * v - 100 END AS middle",
            "CASE WHEN __label = 1 AND r % 20 > 0 THEN 5.0 ELSE 0.0 END AS seldom",
            "CASE WHEN __label = 1 THEN NULL ELSE v END AS \"missing tells\"",
            "CASE WHEN __label = 1 THEN 'gone' ELSE 't' || r % 9 END AS text",
            "u AS honest");
    assertThat(names(selection)).containsExactly("honest");
    assertThat(selection.suspicious()).allMatch(feature -> feature.rocAuc() > 0.9).hasSize(4);
  }

  @Test
  void noise_is_worth_a_half_even_with_a_category_for_nearly_each_row() throws Exception {
    Path table = table("u AS noise", "'t' || hash(r, 9) % 3000 AS \"many texts\"");
    Selection selection =
        FeatureSelection.select(
            table,
            infos(table),
            Prune.standard(),
            new Suspicion(0.01, Action.KEEP, List.of()),
            Lab.SETTINGS,
            Progress.silent());
    assertThat(selection.suspicious())
        .hasSize(2)
        .allSatisfy(feature -> assertThat(feature.rocAuc()).isCloseTo(0.5, within(0.04)));
  }

  @Test
  void suspicious_features_stay_where_they_are_trusted_or_the_recipe_keeps_them() throws Exception {
    Path table = table("__label + u / 10 AS told", "u AS honest");
    for (Suspicion suspicion :
        List.of(
            new Suspicion(0.9, Action.FAIL, List.of("told")),
            new Suspicion(0.9, Action.KEEP, List.of()))) {
      Selection selection =
          FeatureSelection.select(
              table, infos(table), Prune.standard(), suspicion, Lab.SETTINGS, Progress.silent());
      assertThat(names(selection)).containsExactly("told", "honest");
      assertThat(selection.dropped()).isEmpty();
      assertThat(selection.suspicious()).extracting(DroppedFeature::name).containsExactly("told");
    }
  }

  @Test
  void the_run_can_stop_at_a_suspicious_feature() throws Exception {
    Path table = table("2.0 - __label AS told", "u AS honest");
    Lab.assertFails(
        () ->
            FeatureSelection.select(
                table,
                infos(table),
                Prune.standard(),
                new Suspicion(0.9, Action.FAIL, List.of()),
                Lab.SETTINGS,
                Progress.silent()),
        ErrorCode.LEAKAGE,
        "told predicts suspiciously well alone (ROC-AUC 1.000): source.told probably tells what"
            + " happened after the cutoff.",
        "Remove the column from the recipe, declare when it becomes known, or list the feature"
            + " under 'trusted' if it may be that good.");
  }

  @Test
  void what_is_left_out_for_suspicion_takes_no_other_feature_along() throws Exception {
    Selection selection =
        select("__label + u / 1e3 AS told", "__label + v / 1e3 AS echo", "u AS honest");
    assertThat(selection.dropped()).allMatch(DroppedFeature::suspicious).hasSize(2);
  }

  @Test
  void one_message_says_when_no_feature_is_left() throws Exception {
    Path table = table("1.0 AS one");
    assertThatThrownBy(() -> selected(table))
        .isInstanceOf(MillraceException.class)
        .hasMessage("No feature is worth keeping: one has the same value in all training rows.");
  }

  @Test
  void only_training_rows_are_read() throws Exception {
    Path table =
        table(
            "u AS a",
            "2 * u AS echo",
            "1::DOUBLE AS constant",
            "__label + u / 10 AS told",
            "'t' || r % 7 AS text");
    Selection expected = selected(table);
    Path changed = Files.copy(table, folder.resolve("changed.duckdb"));
    run(
        changed,
        "UPDATE features SET a = hash(r), echo = NULL, constant = r, told = 3, text = 'new', __label"
            + " = 1 - __label WHERE __split > 0",
        "DELETE FROM features WHERE __split > 0 AND r % 3 = 0");
    assertThat(selected(changed)).isEqualTo(expected);
    run(changed, "UPDATE features SET constant = r WHERE __split = 0");
    assertThat(selected(changed)).isNotEqualTo(expected);
  }

  @Test
  void threads_change_nothing() throws Exception {
    Path table = table("u AS a", "u + v * v AS b", "v AS c", "u * v AS d", "__label * u AS e");
    Prune prune = new Prune(0.9, 0.999);
    Suspicion all = new Suspicion(0, Action.KEEP, List.of());
    Selection one =
        FeatureSelection.select(
            table, infos(table), prune, all, new DuckSettings("256MB", 1), Progress.silent());
    Selection four =
        FeatureSelection.select(
            table, infos(table), prune, all, new DuckSettings("256MB", 4), Progress.silent());
    assertThat(four).isEqualTo(one);
  }

  private Selection select(String... columns) throws Exception {
    return selected(table(columns));
  }

  private static Selection selected(Path table) {
    return FeatureSelection.select(
        table,
        infos(table),
        Prune.standard(),
        Suspicion.standard(),
        Lab.SETTINGS,
        Progress.silent());
  }

  private static List<String> names(Selection selection) {
    return selection.kept().stream().map(FeatureInfo::name).toList();
  }

  private static Map<String, String> reasons(Selection selection) {
    return selection.dropped().stream()
        .collect(Collectors.toMap(DroppedFeature::name, DroppedFeature::reason));
  }

  private Path table(String... columns) throws Exception {
    Path file = folder.resolve("features.duckdb");
    run(
        file,
        "CREATE TABLE features AS SELECT __position, __split, __fold, __key, __label, r, "
            + String.join(", ", columns)
            + " FROM ("
            + ROW
            + ") ORDER BY __position");
    return file;
  }

  private static List<FeatureInfo> infos(Path table) {
    return Lab.query(
            table,
            "SELECT column_name, data_type = 'VARCHAR' FROM duckdb_columns() WHERE NOT internal AND"
                + " column_index > 6"
                + " ORDER BY column_index")
        .stream()
        .map(line -> line.split("\\|"))
        .map(c -> new FeatureInfo(c[0], "", List.of("source." + c[0]), null, c[1].equals("true")))
        .toList();
  }

  private static void run(Path file, String... statements) throws Exception {
    try (Connection database = Duck.open(file, Lab.SETTINGS)) {
      for (String sql : statements) {
        Duck.execute(database, sql);
      }
    }
  }
}
