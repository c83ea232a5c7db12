package dev.millrace.pipeline.stage;

import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Json;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.clean.TablesCleaner;
import dev.millrace.etl.clean.TablesJob;
import dev.millrace.etl.clean.TablesReport;
import dev.millrace.etl.feature.FeatureDefinition;
import dev.millrace.etl.feature.FeatureRows;
import dev.millrace.etl.feature.FeatureSelection;
import dev.millrace.etl.feature.FeatureSelection.Selection;
import dev.millrace.etl.feature.FeatureSpec;
import dev.millrace.etl.feature.RowsJob;
import dev.millrace.etl.feature.RowsReport;
import dev.millrace.etl.feature.TimeTravel;
import dev.millrace.etl.feed.EncoderFitter;
import dev.millrace.etl.feed.FeatureDrifts;
import dev.millrace.etl.feed.SplitAssigner;
import dev.millrace.etl.feed.SplitCounts;
import dev.millrace.etl.source.LandedTable;
import dev.millrace.etl.text.TextColumns;
import dev.millrace.pipeline.recipe.Recipe;
import dev.millrace.pipeline.recipe.Relational;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Feature rows are an entity at cutoff times, computed from several tables. */
final class RelationalStages implements RowStages {
  private static final String REPORT = "clean.json";

  private final Run run;
  private final Recipe recipe;
  private final Relational rows;

  RelationalStages(Run run, Recipe recipe, Relational rows) {
    this.run = run;
    this.recipe = recipe;
    this.rows = rows;
  }

  @Override
  public void clean(List<LandedTable> landed, Findings findings) {
    TablesJob job = cleaning(landed);
    Path folder =
        run.stage(
            StageName.CLEAN,
            into -> {
              TablesReport report =
                  TablesCleaner.clean(job, into.resolve(Run.CLEAN), run.duck(), run.progress());
              AtomicFiles.writeText(into.resolve(REPORT), Json.pretty(report));
            });
    TablesReport report = Json.read(folder.resolve(REPORT), TablesReport.class);
    findings.tables = report;
    report.enforce(rows.tables());
  }

  @Override
  public void features(Findings findings) {
    Path folder =
        run.stage(StageName.FEATURES, into -> make(new FeatureFiles(into), findings.landed));
    findings.split = Json.read(folder.resolve(Run.SPLIT), SplitCounts.class);
    findings.features = new FeatureFiles(folder).read();
  }

  /** The features may be kept from a time when the recipe had another name. */
  @Override
  public FeatureContract contract() {
    FeatureContract kept = new FeatureFiles(run.folder(StageName.FEATURES)).contract();
    return new FeatureContract(recipe.name(), kept.key(), kept.target(), kept.columns());
  }

  @Override
  public List<String> nullValues() {
    return List.of();
  }

  private TablesJob cleaning(List<LandedTable> landed) {
    return new TablesJob(run.folder(StageName.INGEST).resolve(Run.LANDED), landed, rows.tables());
  }

  /** All features first; which of them are worth keeping only the training rows may tell. */
  private void make(FeatureFiles files, List<LandedTable> landed) {
    RowsJob job = job(enriched(files));
    List<FeatureDefinition> definitions = rows.definitions();
    RowsReport report =
        FeatureRows.compute(job, definitions, files.allRows(), run.duck(), run.progress());
    if (run.request().prove()) {
      files.write(
          TimeTravel.prove(
              cleaning(landed),
              job,
              definitions,
              files.allRows(),
              provenCutoffs(),
              files.scratch(),
              run.duck(),
              run.progress()));
    }
    divide(files, report, definitions);
    files.forgetIntermediate();
  }

  /** The columns that are made of texts; null where none are asked for. */
  private @Nullable Path enriched(FeatureFiles files) {
    FeatureSpec spec = rows.features();
    if (spec.sentiment().isEmpty() && spec.topics().isEmpty()) {
      files.writeTexts(List.of());
      return null;
    }
    files.writeTexts(
        TextColumns.enrich(
            clean(),
            rows.contracts(),
            spec,
            rows.cutoffs().get(0),
            run.seeds().derive("texts"),
            files.textModels(),
            files.texts(),
            run.duck(),
            run.progress()));
    return files.texts();
  }

  private RowsJob job(@Nullable Path texts) {
    return new RowsJob(
        clean(),
        texts,
        rows.enriched(),
        rows.entity(),
        rows.label(),
        rows.eligible(),
        rows.cutoffs(),
        rows.truth());
  }

  /** The first, the middle and the last. */
  private List<Instant> provenCutoffs() {
    List<Instant> all = rows.cutoffs();
    TreeSet<Instant> chosen =
        new TreeSet<>(List.of(all.get(0), all.get(all.size() / 2), all.get(all.size() - 1)));
    return List.copyOf(chosen);
  }

  private void divide(FeatureFiles files, RowsReport report, List<FeatureDefinition> definitions) {
    FeatureContract all = FeatureFiles.contractOf(recipe.name(), rows, report.features());
    try (Progress.Task task = run.progress().start("split, select and encode", -1, "steps")) {
      task.note("splitting");
      SplitCounts counts =
          new SplitAssigner(all, recipe.split(), run.seeds(), run.duck())
              .assign(files.allRows(), files.features());
      files.write(counts);
      task.note("selecting features");
      Selection selection =
          FeatureSelection.select(
              files.features(),
              report.features(),
              rows.features().prune(),
              rows.features().suspicion(),
              run.duck(),
              run.progress());
      FeatureContract kept = FeatureFiles.contractOf(recipe.name(), rows, selection.kept());
      files.write(report, selection, kept);
      files.write(PackagedFeatures.of(rows, definitions, selection.kept()));
      task.note("fitting the encoder");
      files.write(EncoderFitter.fit(files.features(), kept, run.duck()));
      task.note("comparing periods");
      files.write(FeatureDrifts.of(files.features(), kept, run.duck()));
      task.note("fingerprints");
      run.writeDigests(files.folder(), kept);
      task.note("");
    }
  }

  private Path clean() {
    return run.folder(StageName.CLEAN).resolve(Run.CLEAN);
  }
}
