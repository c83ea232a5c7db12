package dev.millrace.pipeline.stage;

import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Hashes;
import dev.millrace.contract.support.Io;
import dev.millrace.contract.support.Json;
import dev.millrace.etl.clean.TablesReport;
import dev.millrace.etl.feed.FeatureTable;
import dev.millrace.etl.feed.SplitCounts;
import dev.millrace.gpu.Backend;
import dev.millrace.models.evaluate.MetricsFile;
import dev.millrace.models.evaluate.PackageComparison;
import dev.millrace.models.evaluate.RunMetrics;
import dev.millrace.models.export.PackageContents;
import dev.millrace.models.export.PackageWriter;
import dev.millrace.monitoring.ReferenceProfile;
import dev.millrace.pipeline.recipe.Recipe;
import dev.millrace.pipeline.recipe.Relational;
import dev.millrace.pipeline.report.ReportWriter;
import dev.millrace.pipeline.track.Promotion;
import dev.millrace.pipeline.track.RunTracking;
import dev.millrace.scoring.ModelPackage;
import dev.millrace.tuning.network.StudyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Fills a run directory with what a run found out. */
final class RunWriter {
  static final String METRICS = "metrics.json";
  static final String QUALITY = "quality.json";

  private final RunRequest request;
  private final Recipe recipe;
  private final RunDirectory directory;
  private final Instant started;
  private final Run run;
  private final RunTracking tracking;

  RunWriter(
      RunRequest request, RunDirectory directory, Instant started, Run run, RunTracking tracking) {
    this.request = request;
    this.recipe = request.recipe();
    this.directory = directory;
    this.started = started;
    this.run = run;
    this.tracking = tracking;
  }

  /** Writes all files; a run that was evaluated gets its model too, where it is asked for. */
  void write(Findings findings) {
    Path folder = directory.partial();
    AtomicFiles.writeText(folder.resolve("recipe.yaml"), recipe.resolvedYaml());
    EvaluationFiles evaluated = findings.evaluated;
    SplitCounts split = findings.split;
    Backend backend = evaluated == null ? null : run.backend();
    Provenance provenance = provenance(findings, backend);
    AtomicFiles.writeText(folder.resolve(Provenance.FILE), Json.pretty(provenance));
    if (evaluated != null && split != null) {
      RunMetrics metrics = metrics(findings, evaluated, split);
      findings.metrics = metrics;
      MetricsFile.write(folder.resolve(METRICS), metrics);
      copy(evaluated.predictions(), folder.resolve("predictions.csv"));
      study(findings, folder);
      if (request.includes(StageName.PACKAGE)) {
        run.unkept(
            StageName.PACKAGE,
            Run.PACKAGE_REASON,
            folder.resolve("model"),
            () -> writeModel(provenance, evaluated, metrics));
        findings.promotion = track(folder.resolve("model"), metrics, evaluated, provenance);
      }
    }
    tracking.seconds(seconds());
    TablesReport tables = findings.tables;
    if (tables != null) {
      AtomicFiles.writeText(folder.resolve(QUALITY), Json.pretty(tables.qualities()));
    }
    new ReportWriter()
        .write(
            ReportOfRun.of(
                recipe,
                contract(findings),
                directory.id(),
                started,
                run.outcomes(),
                provenance,
                findings),
            folder);
  }

  private void study(Findings findings, Path folder) {
    if (findings.study != null) {
      TuneFiles tuned = new TuneFiles(run.folder(StageName.TUNE));
      copy(tuned.journal(), folder.resolve(TuneFiles.JOURNAL));
      copy(tuned.study(), folder.resolve(TuneFiles.STUDY));
    }
  }

  private static RunMetrics.Search search(StudyReport study) {
    StudyReport.Tried best = study.bestTrial();
    return new RunMetrics.Search(
        study.trials().size(),
        study.count("pruned"),
        study.count("failed"),
        study.objective().name().toLowerCase(Locale.ROOT),
        Objects.requireNonNull(best.value()),
        best.standardError(),
        study.ownTrial().value());
  }

  private void writeModel(Provenance provenance, EvaluationFiles evaluated, RunMetrics metrics) {
    try (FeatureTable table = run.openFeatures()) {
      PackageWriter.write(
          new PackageContents(
              run.modelContract(),
              run.rows().nullValues(),
              run.modelEncoder(),
              run.model(),
              evaluated.calibration(),
              table.validation(),
              evaluated.evaluation(),
              metrics,
              provenance,
              started,
              packagedFeatures(),
              ReferenceProfile.of(run.modelContract(), table.training(), evaluated.scores())
                  .toBytes()),
          directory.partial().resolve("model"));
    }
  }

  private Promotion track(
      Path model, RunMetrics metrics, EvaluationFiles evaluated, Provenance provenance) {
    return tracking.packaged(
        model,
        run.configuration(),
        metrics,
        evaluated.evaluation(),
        evaluated.folds(),
        TrackingTags.of(provenance),
        champion -> compare(ModelPackage.load(model), champion));
  }

  /** On the test rows of this run, which its evaluation may have taken in an earlier process. */
  private PackageComparison compare(ModelPackage ours, ModelPackage champion) {
    try (FeatureTable table = run.openFeatures()) {
      return PackageComparison.on(table.test(), ours, champion, run.progress());
    }
  }

  /** Null for a run over several tables that did not come to its features. */
  private @Nullable FeatureContract contract(Findings findings) {
    return recipe.rows() instanceof Relational && findings.features == null
        ? null
        : run.rows().contract();
  }

  private @Nullable Path packagedFeatures() {
    return recipe.rows() instanceof Relational
        ? new FeatureFiles(run.folder(StageName.FEATURES)).packaged()
        : null;
  }

  /** The same in the run and in its package, which cannot hold the seconds of its own writing. */
  private RunMetrics metrics(Findings findings, EvaluationFiles evaluated, SplitCounts split) {
    return RunMetrics.of(
        directory.id(),
        recipe.name(),
        run.configuration().network().network(),
        new RunMetrics.Splits(part(split.train()), part(split.validation()), part(split.test())),
        evaluated.evaluation(),
        seconds(),
        findings.study == null ? null : search(findings.study));
  }

  private Map<String, Double> seconds() {
    Map<String, Double> seconds = new LinkedHashMap<>();
    run.outcomes().forEach(outcome -> seconds.put(outcome.stage().label(), outcome.seconds()));
    return seconds;
  }

  private static RunMetrics.Split part(SplitCounts.Rows rows) {
    return new RunMetrics.Split(rows.rows(), rows.positives());
  }

  private Provenance provenance(Findings findings, @Nullable Backend backend) {
    List<Provenance.SourceRows> sources =
        findings.landed.stream()
            .map(table -> new Provenance.SourceRows(table.rows(), table.fingerprint()))
            .toList();
    return new Provenance(
        directory.id(),
        recipe.name(),
        started.toString(),
        recipe.seed(),
        Hashes.sha256(recipe.resolvedYaml()),
        sources,
        rows(findings.split),
        LibraryVersions.all(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("os.arch"),
        backend == null ? null : backend.name(),
        backend == null ? null : backend.device(),
        recipe.threads(),
        GitCommit.of(recipe.folder()).orElse(null));
  }

  private static Map<String, Long> rows(@Nullable SplitCounts split) {
    return split == null
        ? Map.of()
        : Map.of(
            "train", split.train().rows(),
            "validation", split.validation().rows(),
            "test", split.test().rows());
  }

  private static void copy(Path from, Path to) {
    try {
      Files.copy(from, to);
    } catch (IOException e) {
      throw Io.fault(to, e);
    }
  }
}
