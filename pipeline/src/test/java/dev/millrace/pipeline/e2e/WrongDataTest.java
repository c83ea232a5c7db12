package dev.millrace.pipeline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.command.Captured;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrongDataTest {
  @TempDir Path folder;

  @Test
  void a_constant_target_is_refused_with_what_it_holds() {
    Project.with(folder, rows(row -> row.replace(",yes", ",no")))
        .mustEnd(2, "no row has the positive value 'yes'; the column holds 'no' (300).");
    Project.with(folder, rows(row -> row.replace(",no", ",yes")))
        .mustEnd(2, "Target 'left' is 'yes' in all 300 rows", "There is nothing to learn");
  }

  @Test
  void a_class_with_one_row_is_refused() {
    List<String> rows = rows(row -> row.replace(",yes", ",no"));
    rows.set(5, rows.get(5).replace(",no", ",yes"));

    Project.with(folder, rows)
        .mustEnd(
            3,
            "No validation row has 'yes' in 'left' (train, validation and test have 1, 0 and 0",
            "Each part needs rows of both kinds: bring more rows, or change the split.");
  }

  @Test
  void a_column_that_is_all_missing_is_refused() {
    Project.with(folder, rows(WrongDataTest::withoutCharge))
        .mustEnd(
            3,
            "Column 'charge' has no value in any training row.",
            "Remove it from the recipe's columns, or check its null_values and its type.");
  }

  @Test
  void a_required_column_that_is_all_missing_stops_with_a_report() {
    Project project =
        Project.with(folder, rows(WrongDataTest::withoutCharge))
            .recipe(text -> text.replace(", missing: allowed", ""));

    mustStop(
        project,
        "300 of 300 rows (100 %) were set aside, but at most 2 % may be; no row is left.",
        "charge: required: 300 rows, first row 1");
  }

  @Test
  void numbers_with_text_in_them_stop_the_run_when_they_are_too_many() {
    List<String> rows = rows(row -> row);
    for (int i = 10; i < 20; i++) {
      rows.set(i, "c%06d,pro,twelve,20.5,no".formatted(i));
    }

    mustStop(
        Project.with(folder, rows),
        "10 of 300 rows (3.33 %) were set aside, but at most 2 % may be.",
        "months: not a whole number: 10 rows, first row 11 with 'twelve'",
        "Correct the data or the contract of these columns, or raise 'max_quarantined'.");
  }

  @Test
  void a_few_numbers_with_text_in_them_are_set_aside_by_row_column_value_and_rule() {
    List<String> rows = rows(row -> row);
    rows.set(10, "c000010,pro,twelve,-1,no");
    Project project = Project.with(folder, rows);

    Captured run = project.run();

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("300 rows read, 1 set aside (0.3 %)");
    assertThat(Tables.quarantine(project.output("clean").resolve("clean.duckdb")))
        .containsExactlyInAnyOrder(
            "11|c000010|months|twelve|not a whole number", "11|c000010|charge|-1|min 0");
    assertThat(Project.read(Project.directory(run).resolve("predictions.csv")))
        .doesNotContain("c000010");
  }

  @Test
  void rows_that_share_a_key_are_set_aside_or_end_the_run() {
    List<String> rows = rows(row -> row);
    rows.set(20, "c000007,pro,12,20.5,no");
    Project project = Project.with(folder, rows);

    Captured run = project.run("--to", "clean");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Tables.quarantine(project.output("clean").resolve("clean.duckdb")))
        .containsExactly(
            "8|c000007|id|c000007|duplicate key", "21|c000007|id|c000007|duplicate key");

    project.recipe(text -> text.replace("max_quarantined: 2%", "duplicates: {key: fail}"));
    mustStop(
        project,
        "Rows share their key with another, and the policy is to stop",
        "id: duplicate key: 2 rows, first row 8 with 'c000007'");
  }

  @Test
  void a_violation_ends_the_run_where_the_recipe_says_fail() {
    List<String> rows = rows(row -> row);
    rows.set(5, "c000005,pro,-3,12.5,no");

    mustStop(
        Project.with(folder, rows)
            .recipe(text -> text.replace("max_quarantined: 2%", "on_violation: fail")),
        "Rows break the contract, and the policy is to stop (1 row of 300).",
        "months: min 0: 1 row, first row 6 with '-3'");
  }

  /** Ends with exit code 3 and a run directory that holds a report, but no model. */
  private static void mustStop(Project project, String... sentences) {
    Captured run = project.run();

    assertThat(run.code()).as(run.err()).isEqualTo(3);
    assertThat(run.err()).contains(sentences).doesNotContain("\tat ");
    Path directory = Project.directory(run);
    assertThat(project.runs()).containsExactly(directory);
    assertThat(directory.resolve("model")).doesNotExist();
    assertThat(Project.read(directory.resolve("report.html"))).contains("set aside");
    project.mustBeTidy();
  }

  private static String withoutCharge(String row) {
    return row.replaceAll(",[0-9.]*,(yes|no)$", ",,$1");
  }

  private static List<String> rows(UnaryOperator<String> change) {
    return new ArrayList<>(SmallTable.rows(Project.ROWS, 1).stream().map(change).toList());
  }
}
