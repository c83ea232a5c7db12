package dev.millrace.pipeline.track;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Problem;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.support.Io;
import dev.millrace.etl.feed.PartDigests;
import dev.millrace.etl.feed.SplitCounts;
import dev.millrace.etl.source.LandedTable;
import dev.millrace.mlflow.RunStart;
import dev.millrace.mlflow.SystemMetrics;
import dev.millrace.mlflow.TrackedModel;
import dev.millrace.mlflow.TrackedRun;
import dev.millrace.mlflow.TrackedVersion;
import dev.millrace.mlflow.Tracking;
import dev.millrace.mlflow.api.ServerConfig;
import dev.millrace.mlflow.registry.ModelRegistry;
import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.models.evaluate.Evaluation.Interval;
import dev.millrace.models.evaluate.Metric;
import dev.millrace.models.evaluate.PackageComparison;
import dev.millrace.models.evaluate.RunMetrics;
import dev.millrace.models.network.NetworkSpec;
import dev.millrace.models.train.FitSpec;
import dev.millrace.models.train.FoldScores;
import dev.millrace.models.train.LearningCurve;
import dev.millrace.pipeline.recipe.Recipe;
import dev.millrace.pipeline.report.ReportWriter;
import dev.millrace.scoring.ModelPackage;
import dev.millrace.tuning.network.Configuration;
import dev.millrace.tuning.network.StudyReport;
import dev.millrace.tuning.study.StudyListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a run of a recipe tells MLflow while it goes on: into the journal of its directory, and from
 * there to a server where there is one. Nothing waits for the server but the question who is
 * champion. {@link #interrupted} may be called by another thread; all else is for the thread of the
 * run.
 */
public final class RunTracking implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunTracking.class);
  private static final Duration SAMPLES = Duration.ofSeconds(2);
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);
  private static final List<String> ARTIFACTS =
      List.of(
          "plots",
          "recipe.yaml",
          "metrics.json",
          "provenance.json",
          "quality.json",
          "study.json",
          "study.journal",
          "log.txt");

  private final Recipe recipe;
  private final String id;
  private final Optional<ServerConfig> server;
  private final Tracking tracking;
  private final TrackedRun run;
  private final SystemMetrics system;
  private final Map<String, TrackedRun> baselines = new LinkedHashMap<>();
  private @Nullable TrialRuns trials;
  private @Nullable RunData data;
  private boolean over;

  private RunTracking(
      Recipe recipe,
      String id,
      Optional<ServerConfig> server,
      Tracking tracking,
      Map<String, String> tags,
      CountedProgress progress) {
    this.recipe = recipe;
    this.id = id;
    this.server = server;
    this.tracking = tracking;
    this.run =
        tracking.begin(
            RunStart.of(recipe.name(), firstName())
                .withParams(RunParams.of(recipe))
                .withTags(tags)
                .withTags(Map.of("run", id, "kind", "run")));
    this.system =
        SystemMetrics.start(run, SAMPLES, Map.of("rows_per_second", progress::rowsPerSecond));
  }

  /**
   * Begins.
   *
   * @param directory of the run, as long as it is unfinished
   * @param server where the journal is delivered meanwhile; empty for nowhere
   * @param tags what is known from the start
   * @param progress counts the rows that go by
   */
  public static RunTracking begin(
      Recipe recipe,
      String id,
      Path directory,
      Optional<ServerConfig> server,
      Map<String, String> tags,
      CountedProgress progress) {
    Tracking tracking = Tracking.open(directory, server);
    try {
      return new RunTracking(recipe, id, server, tracking, tags, progress);
    } catch (RuntimeException e) {
      tracking.close();
      throw e;
    }
  }

  /** A run that searches has no network yet. */
  private String firstName() {
    return recipe.tune() == null ? nameWith(recipe.network()) : "tuning " + shortId(id);
  }

  private String nameWith(NetworkSpec network) {
    return RunParams.nameOf(network) + " " + shortId(id);
  }

  /** What tells runs of one network apart in a narrow column; the tag {@code run} has it all. */
  private static String shortId(String id) {
    return id.substring(id.lastIndexOf('-') + 1);
  }

  /** The run itself, for child runs below it and whatever else is to be logged. */
  public TrackedRun run() {
    return run;
  }

  /** Says what the run learns from, and is judged by. */
  public void features(
      FeatureContract contract, List<LandedTable> sources, SplitCounts rows, PartDigests digests) {
    RunData known = RunData.of(contract, sources, rows, digests);
    data = known;
    run.inputs(known.all());
    run.params(Map.of("features.columns", String.valueOf(contract.columns().size())));
  }

  /** The network of the run was trained. */
  public void trained(NetworkSpec network, FitSpec fit, LearningCurve curve) {
    trained(run, network, fit, curve);
  }

  /**
   * A network was trained that the run's has to beat: a child run.
   *
   * @param name as the evaluation has it
   */
  public void baseline(String name, NetworkSpec network, FitSpec fit, LearningCurve curve) {
    TrackedRun child =
        run.child(
            "baseline " + name, RunParams.encoding(recipe), Map.of("kind", "baseline", "run", id));
    baselines.put(name, child);
    trained(child, network, fit, curve);
  }

  /** Takes the trials of the run's search: a child run of each. */
  public StudyListener trials() {
    trials = new TrialRuns(run, id, Objects.requireNonNull(recipe.tune()));
    return trials;
  }

  /**
   * The search is over, and the network of the run trained as it found best.
   *
   * @param contract how its encoder takes rows
   */
  public void tuned(
      Configuration best, LearningCurve curve, StudyReport study, FeatureContract contract) {
    run.rename(nameWith(best.network()) + " tuned");
    run.params(RunParams.encoding(contract.columns()));
    trained(best.network(), best.fit(), curve);
    Objects.requireNonNull(trials).over(study);
  }

  private static void trained(
      TrackedRun to, NetworkSpec network, FitSpec fit, LearningCurve curve) {
    to.params(RunParams.training(network, fit));
    curve.epochs().forEach(epoch -> to.metrics(RunValues.of(epoch), epoch.epoch()));
    to.metric("epoch/best", curve.bestEpoch(), 0);
    to.tags(Map.of("training ended", curve.stopped()));
  }

  /**
   * The model was packaged: it is logged with its metrics and registered as candidate, and as
   * champion where {@link ChampionTest} says so.
   *
   * @param configuration of the model
   * @param tags what is known by now
   * @param compare scores the test rows with the run's model and another one
   */
  public Promotion packaged(
      Path model,
      Configuration configuration,
      RunMetrics metrics,
      Evaluation evaluation,
      @Nullable FoldScores folds,
      Map<String, String> tags,
      Function<ModelPackage, PackageComparison> compare) {
    TrackedModel logged = run.model(model, recipe.name(), RunParams.of(configuration), tags);
    values(logged, evaluation, folds);
    Path scratch = tracking.directory().resolve(".champion");
    Promotion promotion =
        new ChampionTest(recipe.name(), server, Journals.runs(recipe), scratch)
            .decide(evaluation.gates(), compare);
    String network = RunParams.nameOf(configuration.network());
    String sentence = describe(metrics, network);
    register(logged, network, sentence, metrics, tags, promotion);
    run.tags(tags);
    run.tags(summary(sentence, metrics, promotion));
    return promotion;
  }

  private void values(TrackedModel model, Evaluation evaluation, @Nullable FoldScores folds) {
    RunData known = data();
    run.metrics(RunValues.test(evaluation), model, known.test());
    run.metrics(RunValues.validation(evaluation), model, known.validation());
    if (folds != null) {
      run.metrics(RunValues.of(folds), model, known.training());
      folds.folds().forEach(fold -> run.metrics(RunValues.of(fold), fold.fold()));
    }
    evaluation
        .baselines()
        .forEach(
            (name, measured) -> {
              TrackedRun child = baselines.get(name);
              if (child != null) {
                child.metrics(RunValues.of("test", measured), known.test());
              }
            });
  }

  private RunData data() {
    RunData known = data;
    if (known == null) {
      throw new IllegalStateException("features come before a model");
    }
    return known;
  }

  private void register(
      TrackedModel model,
      String network,
      String description,
      RunMetrics metrics,
      Map<String, String> tags,
      Promotion promotion) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("git_commit", tags.getOrDefault("git_commit", "unknown"));
    all.put(ChampionTest.RUN_TAG, id);
    all.put("network", network);
    if (recipe.tune() != null) {
      all.put("tuned", "yes");
    }
    all.put("seed", String.valueOf(recipe.seed()));
    all.put("gates", gates(metrics));
    all.put("roc_auc", number(metrics.test().rocAuc()));
    all.put("millrace.decision", promotion.sentence());
    TrackedVersion version = model.register(recipe.name(), description, all);
    version.alias(ModelRegistry.CANDIDATE);
    String insteadOf = promotion.insteadOf();
    if (insteadOf != null) {
      version.alias(ModelRegistry.CHAMPION, insteadOf);
    }
  }

  private Map<String, String> summary(String description, RunMetrics metrics, Promotion promotion) {
    return Map.of(
        "gates",
        gates(metrics),
        "decision",
        promotion.sentence(),
        "mlflow.note.content",
        "**%s**\n\n%s%s"
            .formatted(description, promotion.sentence(), trials == null ? "" : trials.note()));
  }

  /** {@code ROC-AUC 0.8471 on test rows (0.8290 to 0.8652), mlp 64-32, gates: passed}. */
  private static String describe(RunMetrics metrics, String network) {
    Interval interval = metrics.confidence().get(Metric.ROC_AUC.key());
    String bounds =
        interval == null
            ? ""
            : " (%s to %s)".formatted(number(interval.low()), number(interval.high()));
    return "ROC-AUC %s on test rows%s, %s, gates: %s"
        .formatted(number(metrics.test().rocAuc()), bounds, network, gates(metrics));
  }

  private static String gates(RunMetrics metrics) {
    if (metrics.gates().results().isEmpty()) {
      return "none";
    }
    return metrics.gates().passed() ? "passed" : "failed";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  /** How long the stages took, by their names. */
  public void seconds(Map<String, Double> byStage) {
    run.metrics(RunValues.seconds(byStage), 0);
  }

  /**
   * All files of the run are written: they are logged, the run ends, and its directory appears.
   *
   * @param stopped why it ended early or failed a gate; null where all went well
   */
  public synchronized void finished(Path destination, @Nullable MillraceException stopped) {
    if (over) {
      throw new IllegalStateException("the run was interrupted");
    }
    system.close();
    ARTIFACTS.stream()
        .map(tracking.directory()::resolve)
        .filter(Files::exists)
        .forEach(run::artifact);
    run.artifact(tracking.directory().resolve(ReportWriter.SHARED), ReportWriter.REPORT);
    if (stopped == null) {
      end(TrackedRun::finished);
    } else {
      endChildren(TrackedRun::finished);
      run.failed(reason(stopped));
    }
    tracking.moveTo(destination);
    over = true;
  }

  /**
   * The run failed, and leaves nothing but its journal and its log. Never throws: what went wrong
   * with tracking is said in the log.
   *
   * @param log its log as it is now
   * @param kept where the journal goes
   */
  public synchronized void failed(Throwable error, Path log, Path kept) {
    if (over) {
      return;
    }
    over = true;
    try {
      system.close();
      tracking.moveTo(kept);
      Journals.strip(kept);
      attach(log, kept);
      end(ended -> ended.failed(reason(error)));
      lastWords();
    } catch (RuntimeException e) {
      LOG.warn("the journal of the run is not whole: {}", e.getMessage());
    }
  }

  /** As {@link #failed}, when the process is told to end. */
  public synchronized void interrupted(Path kept) {
    if (over) {
      return;
    }
    over = true;
    try {
      end(ended -> ended.killed("Interrupted, by Ctrl-C or a signal."));
      tracking.moveTo(kept);
      Journals.strip(kept);
      lastWords();
    } catch (RuntimeException e) {
      LOG.debug("the journal of the run is not whole: {}", e.getMessage());
    }
  }

  private void attach(Path log, Path kept) {
    if (!Files.exists(log)) {
      return;
    }
    Path copy = kept.resolve("log.txt");
    try {
      Files.copy(log, copy);
    } catch (IOException e) {
      throw Io.fault(copy, e);
    }
    run.artifact(copy);
  }

  /** Children first: a run has ended when all is said. */
  private void end(Consumer<TrackedRun> how) {
    endChildren(how);
    how.accept(run);
  }

  private void endChildren(Consumer<TrackedRun> how) {
    List<TrackedRun> open = new ArrayList<>(tracking.unfinished());
    open.remove(run);
    Collections.reverse(open);
    open.forEach(how);
  }

  private void lastWords() {
    if (tracking.trouble().isEmpty()) {
      tracking.deliver(LAST_WORDS);
    }
  }

  private static String reason(Throwable error) {
    if (!(error instanceof MillraceException known)) {
      return String.valueOf(error);
    }
    String problems =
        known.problems().stream().map(Problem::message).collect(Collectors.joining("; "));
    String message = known.code() + ": " + known.getMessage();
    return problems.isEmpty() ? message : message + " " + problems;
  }

  /** Stops delivering; what was not delivered waits in the journal. */
  @Override
  public synchronized void close() {
    if (!over) {
      system.close();
    }
    tracking.close();
  }
}
