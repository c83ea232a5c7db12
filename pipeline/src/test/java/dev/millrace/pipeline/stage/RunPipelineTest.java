package dev.millrace.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Progress;
import dev.millrace.models.evaluate.MetricsFile;
import dev.millrace.pipeline.recipe.Recipe;
import dev.millrace.pipeline.recipe.RecipeReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The stages of a tiny recipe; one project that has run is shared, the cheap ones are new. */
class RunPipelineTest {
  private static final String RECIPE =
      """
      recipe: tiny
      seed: 7
      sources:
        customers: {type: csv, path: customers.csv}
      rows:
        target: {column: left, positive: "yes"}
        columns:
          months: {type: integer, min: 0}
        max_quarantined: 2%
      split: {strategy: stratified, validation: 30%, test: 30%}
      train: {network: logistic, epochs: 2}
      evaluate: {bootstrap: 100, threshold: f1}
      """;

  @TempDir static Path shared;
  private static RunResult first;

  @TempDir Path folder;

  @BeforeAll
  static void run() throws IOException {
    log(Level.INFO);
    write(shared, RECIPE, 0);
    first = run(shared, null, StageName.PACKAGE);
  }

  @AfterAll
  static void end() {
    log(null);
  }

  private static void log(@Nullable Level level) {
    ((Logger) LoggerFactory.getLogger(RunPipeline.class.getPackageName())).setLevel(level);
  }

  @Test
  void a_run_ends_in_a_directory_with_everything_in_it() throws IOException {
    Path run = directory(first);

    try (Stream<Path> files = Files.list(run)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("recipe.yaml", "provenance.json", "metrics.json", "report.html")
          .contains("predictions.csv", "model", "log.txt");
    }
    assertThat(run.resolve("log.txt")).content().contains("train: ran (new)");
    assertThat(logs(shared)).isEmpty();
  }

  @Test
  void the_run_and_its_package_hold_the_same_metrics() {
    Path run = directory(first);

    assertThat(run.resolve("model/metrics.json"))
        .hasSameBinaryContentAs(run.resolve("metrics.json"));
    assertThat(MetricsFile.read(run.resolve("metrics.json")).seconds())
        .containsOnlyKeys("ingest", "clean", "features", "train", "evaluate");
  }

  @Test
  void a_second_run_skips_every_stage_but_the_package_and_compares() throws IOException {
    Path runs = shared.resolve("runs/tiny");
    Path broken = Files.createDirectories(runs.resolve("99991231-235959-ffff"));
    Files.writeString(broken.resolve("metrics.json"), "{\"run\": \"of another version\"}");

    RunResult second = run(shared, null, StageName.PACKAGE);

    assertThat(second.stages())
        .extracting(StageOutcome::cached)
        .containsExactly(true, true, true, true, true, false);
    assertThat(second.comparison()).isNotNull();
    assertThat(second.comparison().previousRun()).isEqualTo(first.id());
    assertThat(directory(second).resolve("predictions.csv"))
        .hasSameBinaryContentAs(directory(first).resolve("predictions.csv"));
  }

  @Test
  void the_country_and_the_time_zone_of_the_machine_change_no_result() throws IOException {
    Locale country = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr-TR"));
    TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
    try {
      write(folder, RECIPE, 0);
      run(folder, null, StageName.EVALUATE);
    } finally {
      Locale.setDefault(country);
      TimeZone.setDefault(zone);
    }
    for (String file : List.of("evaluation.json", "calibration.json", "predictions.csv")) {
      assertThat(output(folder, "evaluate").resolve(file))
          .hasSameBinaryContentAs(output(shared, "evaluate").resolve(file));
    }
  }

  @Test
  void a_changed_recipe_runs_what_it_concerns_and_explain_says_so_before() throws IOException {
    write(folder, RECIPE, 0);
    run(folder, null, StageName.FEATURES);
    write(folder, RECIPE.replace("validation: 30%", "validation: 20%"), 0);

    assertThat(explain(folder))
        .extracting(StagePreview::runs)
        .containsExactly(false, false, true, true, true, true);
    assertThat(explain(folder).get(2).reason()).isEqualTo("recipe section split changed");
    assertThat(run(folder, null, StageName.FEATURES).stages())
        .extracting(StageOutcome::cached)
        .containsExactly(true, true, false);
  }

  @Test
  void from_runs_a_stage_and_all_after_it_again() throws IOException {
    write(folder, RECIPE, 0);
    run(folder, null, StageName.FEATURES);

    assertThat(run(folder, StageName.CLEAN, StageName.FEATURES).stages())
        .extracting(StageOutcome::cached)
        .containsExactly(true, false, false);
  }

  @Test
  void from_after_to_is_refused() throws IOException {
    write(folder, RECIPE, 0);

    assertThat(refused(folder, StageName.TRAIN, StageName.CLEAN).code())
        .isEqualTo(ErrorCode.ARGUMENT_INVALID);
  }

  @Test
  void to_stops_after_a_stage_and_leaves_no_run_directory() throws IOException {
    write(folder, RECIPE, 0);

    RunResult result = run(folder, null, StageName.CLEAN);

    assertThat(result.folder()).isNull();
    assertThat(result.clean()).isNotNull();
    assertThat(result.evaluation()).isNull();
    assertThat(children(folder.resolve("runs/tiny"))).isEmpty();
    assertThat(logs(folder)).hasSize(1);
  }

  @Test
  void explain_leaves_the_folder_as_it_is_even_while_a_run_holds_it() throws IOException {
    write(folder, RECIPE, 0);
    List<Path> before = everything(folder);

    assertThat(explain(folder)).extracting(StagePreview::reason).startsWith("new").hasSize(6);
    assertThat(everything(folder)).isEqualTo(before);

    try (Workspace held = Workspace.open(folder, folder.resolve("runs"))) {
      assertThat(held.root()).isDirectory();
      assertThat(explain(folder)).hasSize(6);
    }
  }

  @Test
  void a_failed_gate_stops_with_a_report_and_without_a_model_where_none_was_asked_for()
      throws IOException {
    write(folder, RECIPE.replace("f1", "f1, gates: {roc_auc: {min: 0.9999}}"), 0);

    RunResult result = run(folder, null, StageName.EVALUATE);

    assertThat(stopped(result)).isEqualTo(ErrorCode.GATE_FAILED);
    assertThat(directory(result).resolve("report.html")).isRegularFile();
    assertThat(directory(result).resolve("metrics.json")).isRegularFile();
    assertThat(directory(result).resolve("model")).doesNotExist();
    assertThat(directory(result).resolve("log.txt"))
        .content()
        .contains("The model did not keep its gates.", "evaluate.gates.roc_auc: expected");
  }

  @Test
  void too_many_rows_set_aside_stop_with_a_report() throws IOException {
    write(folder, RECIPE, 40);

    RunResult result = run(folder, null, StageName.PACKAGE);

    assertThat(stopped(result)).isEqualTo(ErrorCode.TOO_MANY_QUARANTINED);
    assertThat(result.stages()).extracting(StageOutcome::stage).endsWith(StageName.CLEAN);
    assertThat(directory(result).resolve("report.html")).isRegularFile();
    assertThat(directory(result).resolve("metrics.json")).doesNotExist();
    assertThat(directory(result).resolve("log.txt")).content().contains("rows", "were set aside");
  }

  @Test
  void a_fault_keeps_the_log_and_says_where() throws IOException {
    write(folder, RECIPE, 0);
    Files.createDirectories(folder.resolve(".millrace"));
    Files.writeString(folder.resolve(".millrace/clean"), "in the way");

    MillraceException error = refused(folder, null, StageName.PACKAGE);

    assertThat(error.code()).isEqualTo(ErrorCode.FILE_ACCESS);
    Path log = logs(folder).get(0);
    assertThat(error.hint()).endsWith("The log of the run is " + log + ".");
    assertThat(log).content().contains("ingest: ran (new)", "the run ended early", "\tat ");
    assertThat(children(folder.resolve("runs/tiny"))).isEmpty();
  }

  @Test
  void a_folder_that_cannot_be_written_to_is_named() throws IOException {
    write(folder, RECIPE, 0);
    Files.writeString(folder.resolve("runs"), "in the way");

    MillraceException error = refused(folder, null, StageName.PACKAGE);

    assertThat(error.code()).isEqualTo(ErrorCode.FILE_ACCESS);
    assertThat(error).hasMessageContaining(folder.resolve("runs").toString());
    Files.delete(folder.resolve("runs"));
    assertThat(run(folder, null, StageName.INGEST).stages()).hasSize(1);
  }

  @Test
  void only_the_last_few_logs_are_kept() throws IOException {
    write(folder, RECIPE, 0);
    Path logs = Files.createDirectories(folder.resolve(".millrace/logs"));
    for (int i = 10; i < 30; i++) {
      Files.createFile(logs.resolve("20200101-0000" + i + "-aaaa.log"));
    }

    run(folder, null, StageName.INGEST);

    assertThat(logs(folder)).hasSize(10).contains(logs.resolve("20200101-000029-aaaa.log"));
  }

  /** A recipe and customers, of whom some have a number of months that cannot be. */
  private static void write(Path folder, String recipe, int broken) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder rows = new StringBuilder("months,left\n");
    for (int i = 0; i < 300; i++) {
      int months = random.nextInt(72);
      boolean left = random.nextInt(72) > months;
      rows.append(i < broken ? -1 : months).append(left ? ",yes\n" : ",no\n");
    }
    Files.writeString(folder.resolve("customers.csv"), rows);
    Files.writeString(folder.resolve("tiny.yaml"), recipe);
  }

  private static RunResult run(Path folder, @Nullable StageName from, StageName to) {
    return pipeline().run(new RunRequest(recipe(folder), from, to, false));
  }

  private static MillraceException refused(Path folder, @Nullable StageName from, StageName to) {
    return catchThrowableOfType(MillraceException.class, () -> run(folder, from, to));
  }

  private static List<StagePreview> explain(Path folder) {
    return pipeline().explain(recipe(folder));
  }

  private static RunPipeline pipeline() {
    return new RunPipeline(InstantSource.system(), Progress.silent());
  }

  private static Recipe recipe(Path folder) {
    return RecipeReader.read(folder.resolve("tiny.yaml"), RecipeReader.Options.none());
  }

  private static Path directory(RunResult result) {
    assertThat(result.folder()).isNotNull();
    return result.folder();
  }

  private static ErrorCode stopped(RunResult result) {
    assertThat(result.stopped()).isNotNull();
    return result.stopped().code();
  }

  private static Path output(Path folder, String stage) throws IOException {
    return children(folder.resolve(".millrace").resolve(stage)).get(0);
  }

  private static List<Path> logs(Path folder) throws IOException {
    return children(folder.resolve(".millrace/logs"));
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.sorted().toList();
    }
  }

  private static List<Path> everything(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.sorted().toList();
    }
  }
}
