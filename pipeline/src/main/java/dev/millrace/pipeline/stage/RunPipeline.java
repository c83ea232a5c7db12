package dev.millrace.pipeline.stage;

import static java.util.stream.Collectors.joining;

import dev.millrace.contract.error.ErrorKind;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Json;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.clean.SourceQuality;
import dev.millrace.models.evaluate.Evaluator;
import dev.millrace.models.evaluate.Gates;
import dev.millrace.models.evaluate.MetricsFile;
import dev.millrace.models.evaluate.RunComparison;
import dev.millrace.models.evaluate.RunMetrics;
import dev.millrace.pipeline.recipe.OneTable;
import dev.millrace.pipeline.recipe.Recipe;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

  public RunPipeline(InstantSource clock, Progress progress) {
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Runs.
   *
   * @return what came of it; where {@link RunResult#stopped()} is set there is a run directory with
   *     a report nevertheless, and the caller ends with that error
   * @throws MillraceException for everything that leaves no run directory; the log is then in
   *     {@code .millrace/logs}
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
      try (RunLog log = RunLog.begin(workspace.root(), directory.id())) {
        StageCache cache = new StageCache(workspace.root(), clock);
        return run(request, cache, directory, started, log);
      } finally {
        directory.abandon();
      }
    }
  }

  private RunResult run(
      RunRequest request, StageCache cache, RunDirectory directory, Instant started, RunLog log) {
    Findings findings = new Findings();
    Run run;
    boolean whole;
    try {
      findings.previous = previous(runsOf(request.recipe()));
      findings.qualityBefore = qualityBefore(runsOf(request.recipe()));
      run = new Run(request, StagePlan.of(request.recipe(), progress), cache, progress);
      stages(request, run, findings);
      writeDown(findings.stopped);
      whole = findings.stopped != null || request.includes(StageName.PACKAGE);
      if (whole) {
        new RunWriter(request, directory, started, run).write(findings);
      }
    } catch (RuntimeException e) {
      throw log.ended(e);
    }
    if (!whole) {
      return result(directory.id(), null, run, findings);
    }
    log.close();
    log.moveInto(directory.partial());
    return result(directory.id(), directory.finish(), run, findings);
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

  private static void stages(RunRequest request, Run run, Findings findings) {
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
    }
    if (request.includes(StageName.TRAIN)) {
      run.train();
      findings.curve = run.curve(request.recipe().network());
      findings.baselineCurve = run.isBaseline() ? null : run.curve(Run.BASELINE);
    }
    if (request.includes(StageName.EVALUATE)) {
      EvaluationFiles evaluated = run.evaluate();
      findings.evaluated = evaluated;
      if (!evaluated.evaluation().gates().passed()) {
        findings.stopped = Gates.failure(evaluated.evaluation().gates());
      }
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
        evaluated == null ? null : evaluated.evaluation(),
        evaluated == null ? null : evaluated.folds(),
        metrics,
        metrics == null || previous == null ? null : RunComparison.between(previous, metrics),
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
    return recipe.folder().resolve("runs").resolve(recipe.name());
  }
}
