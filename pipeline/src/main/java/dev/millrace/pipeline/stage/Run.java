package dev.millrace.pipeline.stage;

import dev.millrace.contract.encode.FittedEncoder;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Json;
import dev.millrace.contract.support.Progress;
import dev.millrace.contract.support.Seeds;
import dev.millrace.etl.clean.CleanJob;
import dev.millrace.etl.clean.CleanReport;
import dev.millrace.etl.clean.Cleaner;
import dev.millrace.etl.duck.DuckSettings;
import dev.millrace.etl.feed.EncoderFitter;
import dev.millrace.etl.feed.FeatureTable;
import dev.millrace.etl.feed.SplitAssigner;
import dev.millrace.etl.feed.SplitCounts;
import dev.millrace.etl.feed.SplitSpec;
import dev.millrace.etl.source.Ingest;
import dev.millrace.etl.source.LandedTable;
import dev.millrace.gpu.Backend;
import dev.millrace.models.evaluate.Evaluator;
import dev.millrace.models.evaluate.ProbabilityModel;
import dev.millrace.models.network.NetworkSpec;
import dev.millrace.models.train.FitSpec;
import dev.millrace.models.train.LearningCurve;
import dev.millrace.models.train.TrainedNetwork;
import dev.millrace.models.train.Trainer;
import dev.millrace.pipeline.recipe.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stages of one run: each from the cache, or by the module whose work it is. */
final class Run {
  /** The network that every other one has to beat. */
  static final NetworkSpec BASELINE = new NetworkSpec.Logistic();

  static final String PACKAGE_REASON = "a package carries the id of its run";

  private static final double NANOS = 1e9;
  private static final Logger LOG = LoggerFactory.getLogger(Run.class);

  private final RunRequest request;
  private final Recipe recipe;
  private final StagePlan plan;
  private final StageCache cache;
  private final DuckSettings duck;
  private final Progress progress;
  private final List<StageOutcome> outcomes = new ArrayList<>();
  private @Nullable Backend backend;

  Run(RunRequest request, StagePlan plan, StageCache cache, Progress progress) {
    this.request = request;
    this.recipe = request.recipe();
    this.plan = plan;
    this.cache = cache;
    this.duck = new DuckSettings(recipe.memory(), Runtime.getRuntime().availableProcessors());
    this.progress = progress;
  }

  LearningCurve curve(NetworkSpec spec) {
    return TrainingFiles.curve(folder(StageName.TRAIN), spec);
  }

  List<StageOutcome> outcomes() {
    return List.copyOf(outcomes);
  }

  /** The backend, started at the first call: nothing before training needs it. */
  Backend backend() {
    if (backend == null) {
      try (Progress.Task task = progress.start("start the backend", -1, "steps")) {
        backend = Backend.start(recipe.backend(), recipe.threads());
        task.note(backend.name());
      }
      LOG.info("backend {}: {}, ND4J {}", backend.name(), backend.device(), backend.nd4jVersion());
    }
    return backend;
  }

  List<LandedTable> ingest() {
    Path folder =
        stage(
            StageName.INGEST,
            into -> {
              List<LandedTable> tables =
                  Ingest.land(
                      recipe.sources(),
                      plan.fingerprints(),
                      into.resolve("landed.duckdb"),
                      duck,
                      progress);
              AtomicFiles.writeText(into.resolve("landed.json"), Json.pretty(tables));
            });
    return Arrays.asList(Json.read(folder.resolve("landed.json"), LandedTable[].class));
  }

  CleanReport clean(List<LandedTable> landed) {
    LandedTable table =
        landed.stream()
            .filter(candidate -> candidate.source().equals(recipe.rowsSource()))
            .findFirst()
            .orElseThrow();
    CleanJob job =
        new CleanJob(
            folder(StageName.INGEST).resolve("landed.duckdb"),
            table,
            recipe.contract(),
            recipe.clean(),
            splitColumn());
    Path folder =
        stage(
            StageName.CLEAN,
            into -> {
              CleanReport report = Cleaner.clean(job, into.resolve("clean.duckdb"), duck, progress);
              AtomicFiles.writeText(into.resolve("clean.json"), Json.pretty(report));
            });
    return Json.read(folder.resolve("clean.json"), CleanReport.class);
  }

  SplitCounts features() {
    Path clean = folder(StageName.CLEAN).resolve("clean.duckdb");
    Path folder =
        stage(
            StageName.FEATURES,
            into -> {
              Path features = into.resolve("features.duckdb");
              try (Progress.Task task = progress.start("split and encode", -1, "steps")) {
                task.note("splitting");
                SplitCounts counts =
                    new SplitAssigner(recipe.contract(), recipe.split(), seeds(), duck)
                        .assign(clean, features);
                AtomicFiles.writeText(into.resolve("split.json"), Json.pretty(counts));
                task.note("fitting the encoder");
                EncoderFiles.write(into, EncoderFitter.fit(features, recipe.contract(), duck));
                task.note("");
              }
            });
    return Json.read(folder.resolve("split.json"), SplitCounts.class);
  }

  void train() {
    stage(
        StageName.TRAIN,
        into -> {
          backend();
          try (FeatureTable table = openFeatures()) {
            FittedEncoder encoder = encoder();
            TrainingFiles.write(into, train(recipe.network(), recipe.fit(), table, encoder));
            if (!isBaseline()) {
              FitSpec fit = FitSpec.defaultsFor(BASELINE);
              TrainingFiles.write(into, train(BASELINE, fit, table, encoder));
            }
          }
        });
  }

  EvaluationFiles evaluate() {
    Path folder =
        stage(
            StageName.EVALUATE,
            into -> {
              backend();
              try (FeatureTable table = openFeatures()) {
                Evaluator evaluator =
                    new Evaluator(
                        recipe.evaluate(),
                        recipe.contract(),
                        encoder().encoder(),
                        seeds(),
                        progress);
                Map<String, ProbabilityModel> baselines = new LinkedHashMap<>();
                baselines.put(BASELINE.network(), trained(BASELINE)::predict);
                EvaluationFiles.write(
                    into,
                    recipe.contract(),
                    evaluator.evaluate(
                        trained(recipe.network())::predict,
                        baselines,
                        table.validation(),
                        table.test()));
              }
            });
    return EvaluationFiles.read(folder);
  }

  /** The trained network of the recipe or the baseline, from the train stage's output. */
  TrainedNetwork trained(NetworkSpec spec) {
    backend();
    return TrainingFiles.read(folder(StageName.TRAIN), spec);
  }

  FeatureTable openFeatures() {
    return FeatureTable.open(
        folder(StageName.FEATURES).resolve("features.duckdb"), recipe.contract(), duck);
  }

  FittedEncoder encoder() {
    return EncoderFiles.read(folder(StageName.FEATURES));
  }

  boolean isBaseline() {
    return recipe.network().equals(BASELINE);
  }

  /** The output folder of a stage that has run or was cached. */
  Path folder(StageName stage) {
    return cache.folder(plan.key(stage));
  }

  private TrainedNetwork train(
      NetworkSpec network, FitSpec fit, FeatureTable table, FittedEncoder encoder) {
    return Trainer.create()
        .train(network, fit, table.training(), table.validation(), encoder, seeds(), progress);
  }

  /** Does the work of a stage whose output is not kept. */
  void unkept(StageName stage, String reason, Path output, Runnable work) {
    long start = System.nanoTime();
    Progress.Task task = progress.start("write the " + output.getFileName(), -1, "files");
    try (task) {
      work.run();
    }
    outcomes.add(
        new StageOutcome(stage, false, reason, (System.nanoTime() - start) / NANOS, output));
    LOG.info("{}: ran ({})", stage.label(), reason);
  }

  private Path stage(StageName stage, StageCache.Work work) {
    StageOutcome outcome = cache.run(plan.key(stage), request.forces(stage), work);
    outcomes.add(outcome);
    LOG.info("{}: {} ({})", stage.label(), outcome.cached() ? "cached" : "ran", outcome.reason());
    return outcome.folder();
  }

  private Seeds seeds() {
    return new Seeds(recipe.seed());
  }

  private @Nullable String splitColumn() {
    if (recipe.split() instanceof SplitSpec.Group group) {
      return group.column();
    }
    return recipe.split() instanceof SplitSpec.ByColumn given ? given.column() : null;
  }
}
