package dev.millrace.pipeline.stage;

import static java.util.stream.Collectors.joining;

import dev.millrace.contract.error.ErrorKind;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Json;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.clean.SourceQuality;
import dev.millrace.mlflow.api.ServerConfig;
import dev.millrace.models.evaluate.Evaluator;
import dev.millrace.models.evaluate.Gates;
import dev.millrace.models.evaluate.MetricsFile;
import dev.millrace.models.evaluate.RunComparison;
import dev.millrace.models.evaluate.RunMetrics;
import dev.millrace.models.train.FitSpec;
import dev.millrace.pipeline.recipe.OneTable;
import dev.millrace.pipeline.recipe.Recipe;
import dev.millrace.pipeline.track.CountedProgress;
import dev.millrace.pipeline.track.Journals;
import dev.millrace.pipeline.track.RunTracking;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a recipe, stage by stage, up to a model package. Stages whose output is still right are
 * skipped. One run at a time works in the folder of a recipe; blocking. A run that is interrupted
 * or killed leaves nothing half-written, and the next one goes on after the last finished stage.
 */
public final class RunPipeline {
  private static final Logger LOG = LoggerFactory.getLogger(RunPipeline.class);

  private final InstantSource clock;
  private final Progress progress;
  private final Optional<ServerConfig> server;

  /** Runs are tracked in their journals alone. */
  public RunPipeline(InstantSource clock, Progress progress) {
    this(clock, progress, Optional.empty());
  }

  /**
   * @param server where journals are delivered while runs go on
   */
  public RunPipeline(InstantSource clock, Progress progress, Optional<ServerConfig> server) {
    this.clock = clock;
    this.progress = progress;
    this.server = server;
  }

  /**
   * Runs.
   *
   * @return what came of it; where {@link RunResult#stopped()} is set there is a run directory with
   *     a report nevertheless, and the caller ends with that error
   * @throws MillraceException for everything that leaves no run directory; the log is then in
   *     {@code .millrace/logs}, and the journal in {@code .millrace/journals}
   */
  public RunResult run(RunRequest request) {
    Recipe recipe = request.recipe();
    if (recipe.rows() instanceof OneTable one) {
      Evaluator.check(recipe.evaluate(), one.contract());
    }
    Path runs = runsOf(recipe);
    Instant started = clock.instant();
    try (Workspace workspace = Workspace.open(recipe.folder(), runs)) {
      RunDirectory directory = RunDirectory.begin(runs, started);
      CountedProgress counted = new CountedProgress(progress);
      try (RunLog log = RunLog.begin(workspace.root(), directory.id());
          RunTracking tracking = track(request, directory, counted)) {
        Journey journey = new Journey(request, directory, started, log, tracking);
        if (journey.isTracked()) {
          workspace.beforeTheEnd(() -> tracking.interrupted(journey.kept()));
        }
        return run(journey, new StageCache(workspace.root(), clock), counted);
      } finally {
        directory.abandon();
      }
    }
  }

  /** A run that is asked to end before its package leaves nothing, and is not tracked. */
  private RunTracking track(RunRequest request, RunDirectory directory, CountedProgress counted) {
    return RunTracking.begin(
        request.recipe(),
        directory.id(),
        directory.partial(),
        request.includes(StageName.PACKAGE) ? server : Optional.empty(),
        TrackingTags.of(request.recipe()),
        counted);
  }

  /** What belongs to one run. */
  private record Journey(
      RunRequest request,
      RunDirectory directory,
      Instant started,
      RunLog log,
      RunTracking tracking) {

    boolean isTracked() {
      return request.includes(StageName.PACKAGE);
    }

    /** Where the journal goes if there comes to be no run directory. */
    Path kept() {
      Recipe recipe = request.recipe();
      return Journals.kept(recipe.folder(), recipe.name(), directory.id());
    }

    void failed(Throwable error) {
      if (isTracked()) {
        tracking.failed(error, log.file(), kept());
      }
    }
  }

  private RunResult run(Journey journey, StageCache cache, Progress counted) {
    RunRequest request = journey.request();
    Findings findings = new Findings();
    Run run;
    boolean whole;
    try {
      findings.previous = previous(runsOf(request.recipe()));
      findings.qualityBefore = qualityBefore(runsOf(request.recipe()));
      run = new Run(request, StagePlan.of(request.recipe(), counted), cache, counted);
      stages(request, run, findings, journey.tracking());
      writeDown(findings.stopped);
      whole = findings.stopped != null || request.includes(StageName.PACKAGE);
      if (whole) {
        new RunWriter(request, journey.directory(), journey.started(), run, journey.tracking())
            .write(findings);
      }
    } catch (RuntimeException e) {
      RuntimeException ended = journey.log().ended(e);
      journey.failed(e);
      throw ended;
    } catch (OutOfMemoryError | LinkageError e) {
      journey.failed(e);
      throw e;
    }
    Path folder = whole ? finish(journey, findings.stopped) : null;
    return result(journey.directory().id(), folder, run, findings);
  }

  private static Path finish(Journey journey, @Nullable MillraceException stopped) {
    RunDirectory directory = journey.directory();
    try {
      journey.log().close();
      journey.log().moveInto(directory.partial());
      journey.tracking().finished(directory.destination(), stopped);
      return directory.destination();
    } catch (RuntimeException e) {
      journey.failed(e);
      throw e;
    }
  }

  /** The directory of such a run is all that is left of it: its log has to say why it failed. */
  private static void writeDown(@Nullable MillraceException stopped) {
    if (stopped != null) {
      String problems =
          stopped.problems().stream().map(problem -> "\n  " + problem).collect(joining());
      LOG.warn("{}{}", stopped.getMessage(), problems);
    }
  }

  /** The last run that can be compared with; a run is worth more than a comparison. */
  private static @Nullable RunMetrics previous(Path runs) {
    for (Path folder : RunDirectory.with(runs, RunWriter.METRICS)) {
      try {
        return MetricsFile.read(folder.resolve(RunWriter.METRICS));
      } catch (MillraceException e) {
        LOG.warn("not compared with {}: {}", folder.getFileName(), e.getMessage());
      }
    }
    return null;
  }

  /** The quality of the sources in the last run; empty where there is none to compare with. */
  private static List<SourceQuality> qualityBefore(Path runs) {
    for (Path folder : RunDirectory.with(runs, RunWriter.QUALITY)) {
      try {
        return List.of(Json.read(folder.resolve(RunWriter.QUALITY), SourceQuality[].class));
      } catch (MillraceException e) {
        LOG.warn("sources not compared with {}: {}", folder.getFileName(), e.getMessage());
      }
    }
    return List.of();
  }

  private static void stages(RunRequest request, Run run, Findings findings, RunTracking tracking) {
    findings.landed = run.ingest();
    if (!request.includes(StageName.CLEAN)) {
      return;
    }
    try {
      run.rows().clean(findings.landed, findings);
    } catch (MillraceException e) {
      if (!findings.isCleaned() || e.code().kind() != ErrorKind.DATA) {
        throw e;
      }
      findings.stopped = e;
      return;
    }
    if (request.includes(StageName.FEATURES)) {
      run.rows().features(findings);
      tracking.features(
          run.rows().contract(),
          findings.landed,
          Objects.requireNonNull(findings.split),
          run.digests());
    }
    if (request.includes(StageName.TRAIN)) {
      run.train();
      trained(request.recipe(), run, findings, tracking);
    }
    if (request.includes(StageName.TUNE) && request.recipe().tune() != null) {
      TuneFiles tuned = run.tune(tracking.trials());
      findings.study = tuned.report();
      findings.tuned = tuned.configuration();
      findings.curve = tuned.curve();
      tracking.tuned(findings.tuned, findings.curve, findings.study, run.modelContract());
    }
    if (request.includes(StageName.EVALUATE)) {
      EvaluationFiles evaluated = run.evaluate();
      findings.evaluated = evaluated;
      if (!evaluated.evaluation().gates().passed()) {
        findings.stopped = Gates.failure(evaluated.evaluation().gates());
      }
    }
  }

  private static void trained(Recipe recipe, Run run, Findings findings, RunTracking tracking) {
    findings.curve = run.curve(recipe.network());
    if (recipe.tune() == null) {
      tracking.trained(recipe.network(), recipe.fit(), findings.curve);
    } else {
      tracking.baseline(Run.UNTUNED, recipe.network(), recipe.fit(), findings.curve);
    }
    if (!run.isBaseline()) {
      findings.baselineCurve = run.curve(Run.BASELINE);
      tracking.baseline(
          Run.BASELINE.network(),
          Run.BASELINE,
          FitSpec.defaultsFor(Run.BASELINE),
          findings.baselineCurve);
    }
  }

  private static RunResult result(String id, @Nullable Path folder, Run run, Findings findings) {
    EvaluationFiles evaluated = findings.evaluated;
    RunMetrics metrics = findings.metrics;
    RunMetrics previous = findings.previous;
    return new RunResult(
        id,
        folder,
        run.outcomes(),
        findings.clean,
        findings.tables,
        findings.features,
        findings.study,
        findings.tuned,
        evaluated == null ? null : evaluated.evaluation(),
        evaluated == null ? null : evaluated.folds(),
        metrics,
        metrics == null || previous == null ? null : RunComparison.between(previous, metrics),
        findings.promotion,
        findings.stopped);
  }

  /**
   * Lands and cleans the tables of a recipe, or finds them in the cache, and lets somebody work
   * with them while nobody else changes them.
   *
   * @throws MillraceException as cleaning and its policy say, and what the work throws
   */
  public <T> T onCleanTables(Recipe recipe, Function<CleanTables, T> work) {
    try (Workspace workspace = Workspace.open(recipe.folder(), runsOf(recipe))) {
      StageCache cache = new StageCache(workspace.root(), clock);
      RunRequest request = new RunRequest(recipe, null, StageName.CLEAN, false);
      Run run = new Run(request, StagePlan.of(recipe, progress), cache, progress);
      Findings findings = new Findings();
      run.rows().clean(run.ingest(), findings);
      return work.apply(
          new CleanTables(
              run.folder(StageName.INGEST).resolve(Run.LANDED),
              run.folder(StageName.CLEAN).resolve(Run.CLEAN),
              Objects.requireNonNull(findings.tables)));
    }
  }

  /**
   * Tells for each stage whether the next run would run it, and why; writes nothing and waits for
   * nobody.
   */
  public List<StagePreview> explain(Recipe recipe) {
    StageCache cache = new StageCache(Workspace.rootOf(recipe.folder()), clock);
    StagePlan plan = StagePlan.of(recipe, progress);
    List<StagePreview> previews = new ArrayList<>();
    for (StageName stage : StageName.values()) {
      if (!StagePlan.has(recipe, stage)) {
        continue;
      }
      if (stage == StageName.PACKAGE) {
        previews.add(new StagePreview(stage, true, Run.PACKAGE_REASON));
      } else {
        StageCache.Decision decision = cache.decide(plan.key(stage));
        previews.add(new StagePreview(stage, !decision.usable(), decision.reason()));
      }
    }
    return previews;
  }

  /** The folder of all runs of a recipe. */
  public static Path runsOf(Recipe recipe) {
    return Journals.runs(recipe);
  }
}
