package dev.millrace.pipeline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.etl.feature.FeatureDefinition;
import dev.millrace.pipeline.command.Captured;
import dev.millrace.pipeline.recipe.RecipeReader;
import dev.millrace.pipeline.recipe.Relational;
import dev.millrace.pipeline.stage.PackagedFeatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run over several tables; all tests look at the same one. */
class RelationalRunTest {
  @TempDir static Path folder;
  private static RelationalProject project;
  private static Captured first;
  private static Path run;

  @BeforeAll
  static void run_once() {
    project = RelationalProject.in(folder);
    first = project.run("--prove");
    assertThat(first.code()).as(first.err()).isZero();
    run = ProjectFolder.directory(first);
  }

  @Test
  void the_summary_names_tables_cutoffs_features_the_leak_and_the_best_possible() {
    assertThat(first.out())
        .containsPattern("customers +400 rows read +0 set aside")
        .containsPattern("usage +[0-9,]+ rows read")
        .containsPattern("billing +[0-9,]+ rows read +[1-9][0-9]* set aside")
        .containsPattern("tickets +[0-9,]+ rows read +[1-9][0-9]* set aside")
        .containsPattern(
            "[0-9,]+ rows of 3[0-9]{2} entities at 10 cutoffs, 2025-03-01 to 2025-12-01")
        .contains("8 features of 9 kept\n")
        .containsPattern("suspicious: " + RelationalProject.LEAK + ": .*\\(ROC-AUC 0\\.[89]")
        .containsPattern(
            "proved: [0-9]{3} rows at 3 cutoffs are the same from data that ends there")
        .containsPattern(
            "test ROC-AUC 0\\.[0-9]{4} .*, logistic 0\\.[0-9]{4}\nbest possible 0\\.9");
    project.mustBeTidy();
  }

  /** Its own recipe asks for cutoffs before this company's time, but what it reads is there. */
  @Test
  void the_recipe_of_the_company_fits_its_tables() {
    Captured clean = Captured.run("run", folder.resolve("recipe.yaml").toString(), "--to", "clean");

    assertThat(clean.code()).as(clean.err()).isZero();
    assertThat(clean.out()).containsPattern("surveys +[0-9]+ rows read");
  }

  @Test
  void the_report_has_all_of_its_sections() {
    List<String> sections =
        Pattern.compile("<section id=\"([a-z-]+)\"")
            .matcher(ProjectFolder.read(run.resolve("report.html")))
            .results()
            .map(found -> found.group(1))
            .toList();

    assertThat(sections)
        .containsExactly(
            "summary",
            "sources",
            "set-aside",
            "split",
            "periods",
            "features",
            "left-out",
            "proof",
            "columns",
            "read",
            "learning",
            "ranking",
            "calibration",
            "lift",
            "confusion",
            "slices",
            "importance",
            "mistakes",
            "comparison",
            "provenance");
  }

  @Test
  void predictions_have_cutoffs_and_stay_in_their_periods() {
    List<String> lines = ProjectFolder.read(run.resolve("predictions.csv")).lines().toList();

    assertThat(lines.get(0)).isEqualTo("key,cutoff,split,label,probability");
    Pattern line =
        Pattern.compile("CU\\d{5},(2025-\\d{2}-01),(validation|test),[01],\\d\\.[0-9E-]+");
    assertThat(lines.subList(1, lines.size()))
        .allSatisfy(
            text -> {
              Matcher matched = line.matcher(text);
              assertThat(matched.matches()).as(text).isTrue();
              assertThat(matched.group(2))
                  .isEqualTo(matched.group(1).compareTo("2025-10") < 0 ? "validation" : "test");
            });
  }

  @Test
  void metrics_have_a_period_for_each_cutoff_that_was_judged() {
    JsonNode metrics = ProjectFolder.json(run.resolve("metrics.json"));

    assertThat(metrics.get("periods").findValuesAsText("cutoff"))
        .containsExactly("2025-08-01", "2025-09-01", "2025-10-01", "2025-11-01", "2025-12-01");
    assertThat(metrics.get("periods").findValuesAsText("part"))
        .containsExactly("validation", "validation", "test", "test", "test");
    assertThat(metrics.at("/best_possible/roc_auc").asDouble()).isBetween(0.8, 1.0);
  }

  @Test
  void json_names_what_the_summary_does() {
    Captured run = project.run("--json");

    JsonNode result = ProjectFolder.json(run.out());
    assertThat(result.get("tables").findValuesAsText("source"))
        .containsExactly("customers", "usage", "billing", "tickets", "truth");
    assertThat(result.get("cutoffs")).hasSize(10);
    assertThat(result.get("features_kept").asInt()).isEqualTo(8);
    assertThat(result.get("features_suspicious").findValuesAsText("name"))
        .contains(RelationalProject.LEAK);
    assertThat(result.at("/best_possible/roc_auc").asDouble()).isBetween(0.8, 1.0);
  }

  @Test
  void the_package_holds_what_makes_the_features_again() {
    Path model = run.resolve("model");

    PackagedFeatures features = PackagedFeatures.read(model);
    assertThat(features.entity()).isEqualTo("customers");
    assertThat(features.definitions())
        .extracting(Object::toString)
        .noneMatch(text -> text.contains("winback"));
    assertThat(features.features())
        .contains(new PackagedFeatures.Named("log_minutes", "log1p(sum(usage.minutes, 30d))"));
    assertThat(PackagedFeatures.texts(model).resolve("tickets.mood.bin")).isRegularFile();
  }

  @Test
  void a_profile_and_variables_change_sections_of_the_recipe() throws IOException {
    Path profiles = Files.createDirectories(folder.resolve("profiles"));
    ProjectFolder.write(
        profiles.resolve("quick.yaml"),
        "cutoffs: {to: '${LAST}'}\nfeatures: {aggregate: {usage: }}\n");

    assertThat(project.explain("--profile", "quick", "--set", "LAST=2025-11-01"))
        .startsWith(
            "ingest skipped: nothing it depends on has changed",
            "clean skipped: nothing it depends on has changed",
            "features runs: recipe section cutoffs changed, recipe section features changed");
    assertThat(Captured.run("explain", project.recipe().toString(), "--profile", "quick").err())
        .contains("quick.yaml:1:15: ${LAST} has no value; pass --set LAST=value");
  }

  @Test
  void synthesis_uses_neither_the_truth_nor_the_event() {
    String deep =
        ProjectFolder.read(project.recipe()).replace("  suspicion:", "  deep: true\n  suspicion:");
    Path recipe = ProjectFolder.write(folder.resolve("deep.yaml"), deep);

    Relational rows = (Relational) RecipeReader.read(recipe, RecipeReader.Options.none()).rows();

    assertThat(rows.definitions())
        .extracting(FeatureDefinition::name)
        .contains("trend(usage.minutes, 30d)", "last(billing.status)", "mean(tickets.mood, 30d)")
        .noneMatch(name -> name.contains("truth") || name.contains("cancelled_on"));
  }

  @Test
  void inspect_shows_the_run_and_the_package() {
    assertThat(Captured.run("inspect", run.toString()).out())
        .contains("small, run " + run.getFileName(), "best possible")
        .containsPattern("2025-10-01 +test +[0-9]+ +[0-9]+ +0\\.[0-9]{4} +0\\.[0-9]{4}");
    Captured model = Captured.run("inspect", run.resolve("model").toString());
    assertThat(model.out())
        .contains("whole: every checksum", "count(billing where status = 'failed', 30d)")
        .containsPattern("answers +customers.cancelled_on within 30d = yes");
    assertThat(Captured.run("inspect", "--json", run.toString()).out()).contains("\"periods\"");
  }
}
