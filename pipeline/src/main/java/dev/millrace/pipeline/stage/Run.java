package dev.millrace.pipeline.stage;

import dev.millrace.contract.encode.Encoder;
import dev.millrace.contract.encode.FittedEncoder;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Json;
import dev.millrace.contract.support.Progress;
import dev.millrace.contract.support.Seeds;
import dev.millrace.etl.duck.DuckSettings;
import dev.millrace.etl.feed.FeatureTable;
import dev.millrace.etl.feed.Folds;
import dev.millrace.etl.feed.PartDigests;
import dev.millrace.etl.source.EarlierLanding;
import dev.millrace.etl.source.Ingest;
import dev.millrace.etl.source.LandedTable;
import dev.millrace.gpu.Backend;
import dev.millrace.models.evaluate.Evaluator;
import dev.millrace.models.evaluate.JudgedModel;
import dev.millrace.models.network.NetworkSpec;
import dev.millrace.models.train.FitSpec;
import dev.millrace.models.train.FoldScores;
import dev.millrace.models.train.FoldTrainer;
import dev.millrace.models.train.LearningCurve;
import dev.millrace.models.train.TrainedModel;
import dev.millrace.models.train.Trainer;
import dev.millrace.pipeline.recipe.Recipe;
import dev.millrace.tuning.network.Configuration;
import dev.millrace.tuning.network.TuneSpec;
import dev.millrace.tuning.study.StudyListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stages of one run: each from the cache, or by the module whose work it is. */
final class Run {
  /** The network that every other one has to beat. */
  static final NetworkSpec BASELINE = new NetworkSpec.Logistic();

  /** The name of the recipe's own network beside the tuned one. */
  static final String UNTUNED = "untuned";

  /** Files of the stages' outputs. */
  static final String LANDED = "landed.duckdb";

  static final String TABLES = "landed.json";
  static final String CLEAN = "clean.duckdb";
  static final String FEATURES = "features.duckdb";
  static final String SPLIT = "split.json";
  static final String DIGESTS = "digests.json";

  static final String PACKAGE_REASON = "a package carries the id of its run";

  private static final double NANOS = 1e9;
  private static final Logger LOG = LoggerFactory.getLogger(Run.class);

  private final RunRequest request;
  private final Recipe recipe;
  private final StagePlan plan;
  private final StageCache cache;
  private final DuckSettings duck;
  private final Progress progress;
  private final RowStages rows;
  private final List<StageOutcome> outcomes = new ArrayList<>();
  private @Nullable Backend backend;

  Run(RunRequest request, StagePlan plan, StageCache cache, Progress progress) {
    this.request = request;
    this.recipe = request.recipe();
    this.plan = plan;
    this.cache = cache;
    this.duck = new DuckSettings(recipe.memory(), Runtime.getRuntime().availableProcessors());
    this.progress = progress;
    this.rows = RowStages.of(this, recipe);
  }

  /** The stages that make feature rows. */
  RowStages rows() {
    return rows;
  }

  RunRequest request() {
    return request;
  }

  DuckSettings duck() {
    return duck;
  }

  Progress progress() {
    return progress;
  }

  LearningCurve curve(NetworkSpec spec) {
    return TrainingFiles.curve(folder(StageName.TRAIN), spec.network());
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
                      into.resolve(LANDED),
                      duck,
                      progress,
                      request.forces(StageName.INGEST) ? null : earlierLanding());
              AtomicFiles.writeText(into.resolve(TABLES), Json.pretty(tables));
            });
    return landing(folder).tables();
  }

  private @Nullable EarlierLanding earlierLanding() {
    return cache.earlier(plan.key(StageName.INGEST)).map(Run::landing).orElse(null);
  }

  private static EarlierLanding landing(Path folder) {
    LandedTable[] tables = Json.read(folder.resolve(TABLES), LandedTable[].class);
    return new EarlierLanding(folder.resolve(LANDED), List.of(tables));
  }

  /** Fingerprints of the parts of the feature table in the output of its stage. */
  void writeDigests(Path into, FeatureContract contract) {
    PartDigests digests = PartDigests.of(into.resolve(FEATURES), contract, duck);
    AtomicFiles.writeText(into.resolve(DIGESTS), Json.pretty(digests));
  }

  PartDigests digests() {
    return Json.read(folder(StageName.FEATURES).resolve(DIGESTS), PartDigests.class);
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

  /**
   * The best configuration that a search finds, and the network that comes of it.
   *
   * @param listener is told of all trials, also where the search was made by an earlier run
   */
  TuneFiles tune(StudyListener listener) {
    TuneSpec spec = Objects.requireNonNull(recipe.tune());
    Path study = studyFolder();
    if (request.forces(StageName.TUNE)) {
      AtomicFiles.deleteTree(study);
    }
    Path folder =
        stage(
            StageName.TUNE,
            into -> {
              backend();
              new Tuning(this, recipe, spec, listener).into(into, study);
            });
    TuneFiles files = new TuneFiles(folder);
    if (outcomes.get(outcomes.size() - 1).cached()) {
      listener.opened(
          StudyRun.kept(
              recipe.name(),
              plan.study(),
              spec,
              recipe.threads(),
              files.journal(),
              Tuning.seeds(this)));
    }
    return files;
  }

  private Path studyFolder() {
    return cache.root().resolve("studies").resolve(plan.study());
  }

  /** What is packaged: the tuned model, or the recipe's own network. */
  private JudgedModel judged() {
    if (!isTuned()) {
      return JudgedModel.of(trained(recipe.network())::predict, encoder().encoder());
    }
    TuneFiles tuned = tuned();
    return new JudgedModel(
        tuned.fitted()::predict, tuned.model()::predict, tuned.encoder().encoder());
  }

  private Map<String, JudgedModel> baselines() {
    Encoder encoder = encoder().encoder();
    Map<String, JudgedModel> baselines = new LinkedHashMap<>();
    baselines.put(BASELINE.network(), JudgedModel.of(trained(BASELINE)::predict, encoder));
    if (isTuned()) {
      baselines.put(UNTUNED, JudgedModel.of(trained(recipe.network())::predict, encoder));
    }
    return baselines;
  }

  private boolean isTuned() {
    return recipe.tune() != null;
  }

  private TuneFiles tuned() {
    backend();
    return new TuneFiles(folder(StageName.TUNE));
  }

  /** What was trained in the end, and how. */
  Configuration configuration() {
    return isTuned() ? tuned().configuration() : recipe.configuration();
  }

  /** The model that is packaged. */
  TrainedModel model() {
    return isTuned() ? tuned().model() : trained(recipe.network());
  }

  /** Its encoder. */
  Encoder modelEncoder() {
    return isTuned() ? tuned().encoder().encoder() : encoder().encoder();
  }

  /** What a row of the model is. */
  FeatureContract modelContract() {
    return recipe.rows().encoded(rows.contract(), configuration().encoding());
  }

  EvaluationFiles evaluate() {
    Path folder =
        stage(
            StageName.EVALUATE,
            into -> {
              backend();
              try (FeatureTable table = openFeatures()) {
                Evaluator evaluator =
                    new Evaluator(recipe.evaluate(), rows.contract(), seeds(), progress);
                EvaluationFiles.write(
                    into,
                    rows.contract(),
                    evaluator.evaluate(judged(), baselines(), table.validation(), table.test()));
              }
              crossValidate(into);
            });
    return EvaluationFiles.read(folder);
  }

  /**
   * How well the way of training the model's first network does on rows that are not test rows; on
   * other folds than a search saw, but on the same rows.
   */
  private void crossValidate(Path into) throws IOException {
    if (recipe.folds() == 0) {
      return;
    }
    Path scratch = Files.createDirectories(into.resolve("folds"));
    Configuration configuration = configuration();
    FeatureContract contract = modelContract();
    FoldScores scores =
        new FoldTrainer(Trainer.create())
            .score(
                configuration.network(),
                configuration.fit(),
                FoldTable.of(
                    Folds.of(
                        folder(StageName.FEATURES).resolve(FEATURES),
                        contract,
                        recipe.split(),
                        recipe.folds(),
                        seeds().derive("evaluate"),
                        duck,
                        scratch),
                    contract,
                    duck),
                seeds().derive("evaluate"),
                progress);
    AtomicFiles.deleteTree(scratch);
    EvaluationFiles.write(into, scores);
  }

  /** The trained model of the recipe or the baseline, from the train stage's output. */
  TrainedModel trained(NetworkSpec spec) {
    backend();
    return TrainingFiles.read(folder(StageName.TRAIN), spec.network());
  }

  FeatureTable openFeatures() {
    return FeatureTable.open(folder(StageName.FEATURES).resolve(FEATURES), rows.contract(), duck);
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

  private TrainedModel train(
      NetworkSpec network, FitSpec fit, FeatureTable table, FittedEncoder encoder) {
    return TrainedModel.of(
        Trainer.create()
            .train(network, fit, table.training(), table.validation(), encoder, seeds(), progress));
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

  /** The output of a stage: what is kept of an earlier run, or what the work makes. */
  Path stage(StageName stage, StageCache.Work work) {
    StageOutcome outcome = cache.run(plan.key(stage), request.forces(stage), work);
    outcomes.add(outcome);
    LOG.info("{}: {} ({})", stage.label(), outcome.cached() ? "cached" : "ran", outcome.reason());
    return outcome.folder();
  }

  Seeds seeds() {
    return new Seeds(recipe.seed());
  }
}
