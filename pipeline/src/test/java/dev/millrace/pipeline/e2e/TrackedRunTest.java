package dev.millrace.pipeline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.pipeline.command.Captured;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a run leaves in a real MLflow server. */
class TrackedRunTest {
  private static final String NOBODY = "http://127.0.0.1:1";
  private static final int ROWS = 600;

  @TempDir private static Path serverFolder;
  private static TrackingServer server;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    server = TrackingServer.start(serverFolder);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void a_run_is_in_mlflow_with_all_that_an_analyst_compares() {
    Project project = project("whole", "folds: 2, gates: {roc_auc: {min: 0.7}}");

    Captured ran = project.run("--tracking-uri", server.uri());

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("registry: champion: the first that passed its gates");
    Path directory = ProjectFolder.directory(ran);
    JsonNode run = parent("whole");
    assertThat(ran.err()).contains("tracking: " + server.uri() + "/#/experiments/");
    assertThat(ran.err()).endsWith("/runs/" + TrackingServer.id(run) + "\n");
    params(run);
    data(run);
    values(run, directory);
    assertThat(server.artifacts(run))
        .containsExactly(
            "log.txt", "metrics.json", "plots", "provenance.json", "recipe.yaml", "report.html");
    baseline(run);
    registry(run, directory);
  }

  @Test
  void every_trial_of_a_search_is_a_run_below_its_run_also_when_it_was_made_before() {
    Project project = project("tuned", "bootstrap: 100");
    project.recipe(
        text ->
            named(text, "tuned")
                .replace(
                    "evaluate:",
                    "tune: {trials: 3, folds: 2, space: {dropout: {from: 0, to: 0.6}}}\nevaluate:"));

    for (int time = 0; time < 2; time++) { // the second one finds its search in the cache
      Captured ran = project.run("--tracking-uri", server.uri());
      assertThat(ran.code()).as(ran.err()).isZero();
      JsonNode study = ProjectFolder.json(ProjectFolder.directory(ran).resolve("study.json"));
      trials(parent("tuned"), study);
    }
  }

  private static void trials(JsonNode run, JsonNode study) {
    List<JsonNode> children =
        server.runs("tuned").stream()
            .filter(child -> tags(child).containsValue(TrackingServer.id(run)))
            .toList();
    String best = "trial %02d".formatted(study.get("best").asInt());
    assertThat(children)
        .extracting(child -> child.at("/info/run_name").asText().replace(" best", ""))
        .containsExactlyInAnyOrder(
            "trial 00", "trial 01", "trial 02", "baseline untuned", "baseline logistic");
    JsonNode winner =
        children.stream()
            .filter(child -> tags(child).containsKey("best trial"))
            .findFirst()
            .orElseThrow();
    assertThat(winner.at("/info/run_name").asText()).isEqualTo(best + " best");
    assertThat(winner.at("/info/status").asText()).isEqualTo("FINISHED");
    assertThat(
            Double.parseDouble(TrackingServer.pairs(winner.at("/data/metrics")).get("cv/roc_auc")))
        .isEqualTo(study.at("/trials/" + study.get("best").asInt() + "/value").asDouble());
    assertThat(server.history(winner, "cv/fold_roc_auc")).hasSize(2);
    assertThat(server.history(winner, "cv/roc_auc_so_far")).hasSizeGreaterThan(3);
    Map<String, String> chosen = TrackingServer.pairs(run.at("/data/params"));
    assertThat(chosen).containsEntry("tune.best_trial", best);
    assertThat(TrackingServer.pairs(winner.at("/data/params")).get("train.dropout"))
        .isEqualTo(chosen.get("train.dropout"));
    assertThat(run.at("/info/run_name").asText()).startsWith("mlp 8 ").endsWith(" tuned");
    assertThat(server.artifacts(run)).contains("study.json", "study.journal");
  }

  private static Map<String, String> tags(JsonNode run) {
    return TrackingServer.pairs(run.at("/data/tags"));
  }

  private static void params(JsonNode run) {
    assertThat(run.at("/info/run_name").asText()).startsWith("mlp 8 ");
    assertThat(run.at("/info/status").asText()).isEqualTo("FINISHED");
    assertThat(TrackingServer.pairs(run.at("/data/params")))
        .containsEntry("seed", "7")
        .containsEntry("train.network", "mlp")
        .containsEntry("train.layers", "[8]")
        .containsEntry("train.learning_rate", "0.02")
        .containsEntry("train.class_weights", "none")
        .containsEntry("split.strategy", "stratified")
        .containsEntry("split.test", "0.2")
        .containsEntry("encode.numbers.method", "bins")
        .containsEntry("evaluate.folds", "2")
        .containsEntry("features.columns", "3");
    assertThat(TrackingServer.pairs(run.at("/data/tags")))
        .containsEntry("gates", "passed")
        .containsEntry("backend", "cpu")
        .containsKeys("version.millrace", "version.deeplearning4j", "version.java", "os", "device");
    assertThat(run.at("/data/params").toString()).doesNotContain("customers.csv");
  }

  private static void data(JsonNode run) {
    List<JsonNode> inputs = TrackingServer.list(run.at("/inputs/dataset_inputs"));
    assertThat(inputs)
        .extracting(input -> input.at("/tags/0/value").asText())
        .containsExactlyInAnyOrder("training", "validation", "test");
    JsonNode test = testData(run);
    assertThat(test.path("name").asText()).isEqualTo("whole");
    assertThat(ProjectFolder.json(test.path("profile").asText()).path("num_rows").asInt())
        .isEqualTo(ROWS / 5);
    assertThat(ProjectFolder.json(test.path("schema").asText()).at("/mlflow_colspec/0/name"))
        .hasToString("\"plan\"");
  }

  private static JsonNode testData(JsonNode run) {
    return TrackingServer.list(run.at("/inputs/dataset_inputs")).stream()
        .filter(input -> input.at("/tags/0/value").asText().equals("test"))
        .findFirst()
        .orElseThrow()
        .path("dataset");
  }

  private static void values(JsonNode run, Path directory) {
    JsonNode metrics = ProjectFolder.json(directory.resolve("metrics.json"));
    List<JsonNode> losses = server.history(run, "epoch/train_loss");
    assertThat(losses)
        .extracting(point -> point.path("step").asInt())
        .startsWith(1, 2, 3)
        .doesNotHaveDuplicates();
    assertThat(server.history(run, "cv/fold_roc_auc")).hasSize(2);
    Map<String, String> last = TrackingServer.pairs(run.at("/data/metrics"));
    assertThat(last)
        .containsKeys(
            "test/roc_auc_low",
            "test/roc_auc_high",
            "validation/log_loss",
            "cv/roc_auc_standard_error",
            "seconds/train",
            "seconds/package",
            "system/heap_megabytes",
            "system/rows_per_second");
    assertThat(Double.parseDouble(last.get("test/roc_auc")))
        .isEqualTo(metrics.at("/test/roc_auc").asDouble());
    JsonNode model = server.loggedModel(run.at("/outputs/model_outputs/0/model_id").asText());
    JsonNode onModel =
        TrackingServer.list(model.at("/data/metrics")).stream()
            .filter(metric -> metric.path("key").asText().equals("test/roc_auc"))
            .findFirst()
            .orElseThrow();
    assertThat(onModel.path("dataset_digest").asText())
        .isEqualTo(testData(run).path("digest").asText());
    assertThat(model.at("/info/status").asText()).isEqualTo("LOGGED_MODEL_READY");
  }

  private static void baseline(JsonNode run) {
    JsonNode child =
        server.runs("whole").stream()
            .filter(other -> !TrackingServer.id(other).equals(TrackingServer.id(run)))
            .findFirst()
            .orElseThrow();
    assertThat(child.at("/info/run_name").asText()).isEqualTo("baseline logistic");
    assertThat(child.at("/info/status").asText()).isEqualTo("FINISHED");
    assertThat(TrackingServer.pairs(child.at("/data/tags")))
        .containsEntry("mlflow.parentRunId", TrackingServer.id(run));
    assertThat(TrackingServer.pairs(child.at("/data/metrics")))
        .containsKeys("test/roc_auc", "epoch/validation_roc_auc");
    assertThat(TrackingServer.pairs(child.at("/data/params")))
        .containsEntry("train.network", "logistic");
  }

  private static void registry(JsonNode run, Path directory) {
    JsonNode version = version("whole", 1);
    assertThat(version.path("aliases")).hasToString("[\"candidate\",\"champion\"]");
    assertThat(version.path("mlflow_run").asText()).isEqualTo(TrackingServer.id(run));
    assertThat(version.at("/tags/run").asText()).isEqualTo(directory.getFileName().toString());
    assertThat(version.at("/tags/gates").asText()).isEqualTo("passed");
    assertThat(version.at("/tags/seed").asText()).isEqualTo("7");
  }

  @Test
  void the_champion_stays_where_a_run_is_worse_or_cannot_be_compared_and_goes_where_it_is_not() {
    Project project = project("contest", "bootstrap: 100");
    project.mustRun("--tracking-uri", server.uri());

    project.recipe(text -> named(text, "contest").replace("0.02", "0.0000001"));
    assertThat(registryLine(project)).startsWith("candidate only: worse than version 1, test ");
    project.recipe(
        text ->
            named(text, "contest")
                .replace("  charge: {type: number, min: 0, missing: allowed}", ""));
    assertThat(registryLine(project))
        .contains("not compared with version 1, the champion", "it takes other columns", "charge");
    project.recipe(text -> named(text, "contest"));
    assertThat(registryLine(project)).startsWith("champion: no worse than version 1, test ");

    assertThat(version("contest", 4).path("aliases")).hasToString("[\"candidate\",\"champion\"]");
    assertThat(version("contest", 2).at("/tags/millrace.decision").asText()).contains("worse");
    assertThat(models("rollback", "contest")).isEqualTo("contest version 1 is champion again\n");
    assertThat(models("promote", "contest", "4")).isEqualTo("contest version 4 is champion\n");
    assertThat(models()).containsPattern("contest +4 +candidate, champion +2\\d{7}-.* none ");
  }

  @Test
  void without_its_server_a_run_ends_well_and_sync_delivers_it_later_once() {
    Project project = project("late", "bootstrap: 100");

    Captured ran = project.run("--tracking-uri", NOBODY);

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("registry: candidate; champion only where there is none");
    assertThat(ran.err()).contains("entries wait for " + NOBODY, "'millrace sync ");
    Captured first = sync(project);
    assertThat(first.out()).contains("entries delivered", server.uri() + " has all of 1 run now");
    assertThat(sync(project).out()).isEqualTo(server.uri() + " has all of 1 run\n");
    assertThat(server.runs("late")).hasSize(2);
    assertThat(version("late", 1).path("aliases")).hasToString("[\"candidate\",\"champion\"]");
  }

  @Test
  void a_run_that_fails_is_in_mlflow_with_its_reason_and_leaves_no_directory() {
    Project project = project("failing", "bootstrap: 100");
    project.recipe(text -> named(text, "failing").replace("months:", "weeks:"));

    Captured ran = project.run("--tracking-uri", server.uri());

    assertThat(ran.code()).as(ran.err()).isEqualTo(2);
    JsonNode run = server.runs("failing").get(0);
    assertThat(run.at("/info/status").asText()).isEqualTo("FAILED");
    assertThat(TrackingServer.pairs(run.at("/data/tags")).get("millrace.reason"))
        .contains("COLUMN_NOT_FOUND", "weeks");
    assertThat(server.artifacts(run)).containsExactly("log.txt");
    assertThat(project.folder().resolve("runs/failing")).isEmptyDirectory();
    assertThat(sync(project).out()).isEqualTo(server.uri() + " has all of 1 run\n");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals are sent with kill")
  void an_interrupted_run_and_a_killed_one_end_as_killed() {
    Project project = project("ended", "bootstrap: 100");
    project.recipe(
        text -> named(text, "ended").replace("epochs: 20", "epochs: 100000, patience: 100000"));
    for (String signal : List.of("INT", "KILL")) {
      try (Child child =
          Child.start("run", project.recipe().toString(), "--tracking-uri", server.uri())) {
        child.await("train mlp");
        child.signal(signal);
        child.end();
      }
    }

    sync(project);

    assertThat(server.runs("ended"))
        .extracting(run -> TrackingServer.pairs(run.at("/data/tags")).get("millrace.reason"))
        .containsExactly(
            "The process of the run was killed.", "Interrupted, by Ctrl-C or a signal.");
    assertThat(server.runs("ended"))
        .extracting(run -> run.at("/info/status").asText())
        .containsOnly("KILLED");
    project.mustBeTidy();
  }

  @Test
  void a_run_that_is_asked_to_end_early_is_not_tracked() throws Exception {
    Project project = project("early", "bootstrap: 100");

    project.run("--to", "clean", "--tracking-uri", server.uri());

    try (Stream<Path> all = Files.walk(project.folder())) {
      assertThat(all.map(path -> path.getFileName().toString())).doesNotContain("journal.jsonl");
    }
  }

  private Project project(String name, String evaluate) {
    Project project = Project.with(folder.resolve(name), SmallTable.rows(ROWS, 3));
    return project.recipe(text -> named(text, name).replace("bootstrap: 100", evaluate));
  }

  private static String named(String recipe, String name) {
    return recipe.replace("recipe: small", "recipe: " + name);
  }

  private static String registryLine(Project project) {
    Captured ran = project.run("--tracking-uri", server.uri());
    assertThat(ran.code()).as(ran.err()).isZero();
    return ran.out()
        .lines()
        .filter(line -> line.startsWith("registry: "))
        .findFirst()
        .orElseThrow()
        .substring("registry: ".length());
  }

  private static JsonNode parent(String experiment) {
    return server.runs(experiment).stream()
        .filter(
            run -> !TrackingServer.pairs(run.at("/data/tags")).containsKey("mlflow.parentRunId"))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode version(String name, int version) {
    return Captured.run("models", "list", name, "--json", "--tracking-uri", server.uri())
        .out()
        .lines()
        .map(ProjectFolder::json)
        .filter(line -> line.path("version").asInt() == version)
        .findFirst()
        .orElseThrow();
  }

  private static Captured sync(Project project) {
    Captured synced =
        Captured.run("sync", project.recipe().toString(), "--tracking-uri", server.uri());
    assertThat(synced.code()).as(synced.err()).isZero();
    return synced;
  }

  private static String models(String... arguments) {
    String[] all =
        Stream.of(
                Stream.of("models"),
                Stream.of(arguments),
                Stream.of("--tracking-uri", server.uri()))
            .flatMap(parts -> parts)
            .toArray(String[]::new);
    Captured ran = Captured.run(all);
    assertThat(ran.code()).as(ran.err()).isZero();
    return ran.out();
  }
}
