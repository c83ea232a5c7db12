package dev.millrace.pipeline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.pipeline.command.Captured;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Scores of the customers of a recipe at a date; one run made the model of all tests. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class ScoreAtDateTest {
  private static final String SCORED =
      "SELECT customer_id, churn_risk, scored_at, model_version, churn_reasons FROM customers"
          + " WHERE scored_at IS NOT NULL ORDER BY 1";

  @TempDir static Path folder;
  private static RelationalProject project;
  private static Path run;

  @BeforeAll
  static void run_once() {
    project = RelationalProject.in(folder);
    run = project.mustRun();
  }

  @Test
  void features_at_a_cutoff_of_the_run_are_those_of_the_run() {
    Path out = folder.resolve("scores.csv");

    Captured score = project.score(run, "2025-11-01", "--out", out.toString(), "--reasons", "2");

    assertThat(score.code()).as(score.err()).isZero();
    assertThat(score.err()).contains(" rows scored as of 2025-11-01; cleaning set aside ");
    Map<String, Double> predicted = predicted("2025-11-01,test");
    Map<String, Double> scored = scored(out);
    assertThat(scored.keySet()).isEqualTo(predicted.keySet());
    predicted.forEach(
        (key, probability) ->
            assertThat(scored.get(key)).as(key).isCloseTo(probability, within(1e-6)));
    assertThat(ProjectFolder.read(out))
        .startsWith("key,probability,reasons\n")
        .containsPattern("\\(usual |usage");
    project.mustBeTidy();
  }

  /** By the end of the data many have left, of whom it is known. */
  @Test
  void who_has_left_is_not_scored_and_without_a_file_scores_go_to_standard_output() {
    Captured score = project.score(run, "2026-01-01");

    assertThat(score.code()).as(score.err()).isZero();
    List<String> lines = score.out().lines().toList();
    assertThat(lines.get(0)).isEqualTo("key,probability");
    assertThat(lines.subList(1, lines.size()).stream().map(line -> line.split(",", -1)[0]))
        .containsExactlyInAnyOrderElementsOf(
            project.query(
                "SELECT REPLACE(customer_id, '-', '') FROM customers WHERE cancelled_on IS NULL"
                    + " AND signup_on <= DATE '2025-12-02'"));
  }

  @Test
  void a_date_long_after_the_data_is_scored_and_said_to_be_so() {
    assertThat(project.score(run, "2026-01-01").err()).doesNotContain("newest row");
    assertThat(project.score(run, "2026-06-01").err())
        .contains(" rows scored as of 2026-06-01")
        .contains("the newest row became known 150 days before, at 2026-01-01T05:59:00Z");
  }

  @Test
  void written_scores_are_there_once_and_change_nothing_that_is_read() {
    List<String> before = project.explain();

    Captured first = project.score(run, "2026-01-01", "--write");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.err()).containsPattern("customers: [0-9]+ rows updated\n");
    assertThat(first.out()).isEmpty();
    List<String> written = project.query(SCORED);
    assertThat(written)
        .hasSizeGreaterThan(100)
        .allSatisfy(
            row ->
                assertThat(row)
                    .matches(
                        "CU-\\d{5}\\|0\\.[0-9E-]+\\|2026-01-01 .*\\|small "
                            + run.getFileName()
                            + "\\|.+; .+"));

    Captured again =
        project.score(run, "2026-01-01", "--write", "--out", folder.resolve("s.csv").toString());
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(project.query(SCORED)).isEqualTo(written);
    assertThat(scored(folder.resolve("s.csv"))).hasSameSizeAs(written);
    assertThat(project.query("SELECT COUNT(*) FROM customers"))
        .containsExactly(String.valueOf(RelationalProject.CUSTOMERS));

    assertThat(project.explain())
        .isEqualTo(before)
        .noneMatch(stage -> stage.contains("ingest runs"));
    assertThat(project.mustRunStages()).containsExactly("package");
  }

  @Test
  void options_that_do_not_fit_are_refused_one_by_one() {
    mustBeRefused(
        project.score(run, "2026-13-01"),
        "'--at': expected a date like 2026-01-31, but found '2026-13-01'");
    mustBeRefused(
        project.score(run, "2026-01-01", "--key", "plan"),
        "error: --key is for files; a recipe says what the key is.");
    mustBeRefused(
        Captured.run(
            "score", model(), folder.resolve("surveys.csv").toString(), "--at", "2026-01-01"),
        "error: --at is for recipes with several tables, but this is a file of rows.");
    mustBeRefused(
        Captured.run("score", model(), folder.resolve("surveys.csv").toString()),
        "error: The model " + model() + " takes what a recipe makes of several tables, and ",
        "Score with that recipe: millrace score MODEL RECIPE --at DATE.");
    mustBeRefused(
        Captured.run("score", folder.toString(), project.recipe().toString()),
        "error: " + folder + " is not a model package: it has no checksums.sha256.");
    mustBeRefused(
        project.score(run, "2019-01-01"),
        "error: The cutoff 2019-01-01T00:00:00Z lies outside the data: ");
  }

  @Test
  void scores_are_only_written_where_the_recipe_says_and_a_database_is() {
    project.recipe(text -> text.replaceFirst("score: .*\n$", ""));
    mustBeRefused(
        project.score(run, "2026-01-01", "--write"),
        "error: --write: the recipe does not say which columns take the scores.");
    project.recipe(
        text ->
            text.replaceFirst(
                "(?s)customers:\n    type: jdbc.*?  usage:",
                "customers: {type: csv, path: surveys.csv}\n  usage:"));
    mustBeRefused(
        project.score(run, "2026-01-01", "--write"),
        "error: --write: 'customers' is not a table of a database, so it takes no scores.");
    project.recipe(text -> text);
  }

  @Test
  void a_model_of_another_recipe_is_refused_before_anything_is_read() {
    project.recipe(text -> text.replace("minutes", "sessions"));
    mustBeRefused(
        project.score(run, "2026-01-01"),
        "error: The model "
            + model()
            + " was not made by the recipe "
            + project.recipe()
            + ": the model needs what the recipe does not declare.",
        "sum(usage.minutes, 30d): table 'usage' declares no column 'minutes'.",
        "Give the model that this recipe made, or the recipe that made this model.");

    Project other = Project.in(folder.resolve("other"));
    mustBeRefused(
        Captured.run("score", model(), other.recipe().toString()),
        "error: The rows of " + other.recipe() + " have no cutoffs: they are those of a table.");
    project.recipe(text -> text);
    mustBeRefused(
        project.score(other.mustRun(), "2026-01-01"),
        " scores the rows of one table; it has no features/definitions.json.");
  }

  private static void mustBeRefused(Captured score, String... sentences) {
    assertThat(score.code()).as(score.err()).isEqualTo(2);
    assertThat(score.out()).isEmpty();
    assertThat(score.err()).contains(sentences).doesNotContain("\tat ", "read customers");
    project.mustBeTidy();
  }

  private static String model() {
    return run.resolve("model").toString();
  }

  /** Probabilities by key of a cutoff and part. */
  private static Map<String, Double> predicted(String of) {
    Map<String, Double> probabilities = new TreeMap<>();
    for (String line : ProjectFolder.read(run.resolve("predictions.csv")).lines().toList()) {
      String[] cells = line.split(",", -1);
      if ((cells[1] + "," + cells[2]).equals(of)) {
        probabilities.put(cells[0], Double.valueOf(cells[4]));
      }
    }
    return probabilities;
  }

  private static Map<String, Double> scored(Path csv) {
    Map<String, Double> probabilities = new TreeMap<>();
    for (String line : ProjectFolder.read(csv).lines().skip(1).toList()) {
      String[] cells = line.split(",", -1);
      probabilities.put(cells[0], Double.valueOf(cells[1]));
    }
    return probabilities;
  }
}
