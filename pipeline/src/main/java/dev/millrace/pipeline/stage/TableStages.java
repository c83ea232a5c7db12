package dev.millrace.pipeline.stage;

import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Json;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.clean.CleanJob;
import dev.millrace.etl.clean.CleanReport;
import dev.millrace.etl.clean.Cleaner;
import dev.millrace.etl.feed.EncoderFitter;
import dev.millrace.etl.feed.SplitAssigner;
import dev.millrace.etl.feed.SplitCounts;
import dev.millrace.etl.source.LandedTable;
import dev.millrace.pipeline.recipe.OneTable;
import dev.millrace.pipeline.recipe.Recipe;
import java.nio.file.Path;
import java.util.List;

/** Feature rows are the rows of one table. */
final class TableStages implements RowStages {
  private final Run run;
  private final Recipe recipe;
  private final OneTable rows;

  TableStages(Run run, Recipe recipe, OneTable rows) {
    this.run = run;
    this.recipe = recipe;
    this.rows = rows;
  }

  @Override
  public void clean(List<LandedTable> landed, Findings findings) {
    LandedTable table =
        landed.stream()
            .filter(candidate -> candidate.source().equals(rows.source()))
            .findFirst()
            .orElseThrow();
    CleanJob job =
        new CleanJob(
            run.folder(StageName.INGEST).resolve(Run.LANDED),
            table,
            rows.contract(),
            rows.clean(),
            recipe.splitColumn());
    Path folder =
        run.stage(
            StageName.CLEAN,
            into -> {
              CleanReport report =
                  Cleaner.clean(job, into.resolve(Run.CLEAN), run.duck(), run.progress());
              AtomicFiles.writeText(into.resolve("clean.json"), Json.pretty(report));
            });
    CleanReport report = Json.read(folder.resolve("clean.json"), CleanReport.class);
    findings.clean = report;
    report.enforce(rows.clean());
  }

  @Override
  public void features(Findings findings) {
    Path clean = run.folder(StageName.CLEAN).resolve(Run.CLEAN);
    Path folder =
        run.stage(
            StageName.FEATURES,
            into -> {
              Path features = into.resolve(Run.FEATURES);
              try (Progress.Task task = run.progress().start("split and encode", -1, "steps")) {
                task.note("splitting");
                SplitCounts counts =
                    new SplitAssigner(contract(), recipe.split(), run.seeds(), run.duck())
                        .assign(clean, features);
                AtomicFiles.writeText(into.resolve(Run.SPLIT), Json.pretty(counts));
                task.note("fitting the encoder");
                EncoderFiles.write(into, EncoderFitter.fit(features, contract(), run.duck()));
                task.note("fingerprints");
                run.writeDigests(into, contract());
                task.note("");
              }
            });
    findings.split = Json.read(folder.resolve(Run.SPLIT), SplitCounts.class);
  }

  @Override
  public FeatureContract contract() {
    return rows.contract();
  }

  @Override
  public List<String> nullValues() {
    return recipe.sources().stream()
        .filter(source -> source.name().equals(rows.source()))
        .flatMap(source -> source.nullValues().stream())
        .toList();
  }
}
