package dev.millrace.pipeline.report;

import dev.millrace.etl.source.LandedTable;
import dev.millrace.pipeline.report.Table.Cell;
import dev.millrace.pipeline.report.text.Words;
import java.util.ArrayList;
import java.util.List;

/** What it takes to get the same numbers again. */
final class ProvenanceSection {
  private ProvenanceSection() {}

  static Section of(RunReport report) {
    RunReport.Run run = report.run();
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Paragraph(
            "The same recipe, data, seed, versions and backend give the same numbers again."));
    blocks.add(facts(report));
    if (!run.stages().isEmpty()) {
      blocks.add(stages(run));
    }
    return new Section("provenance", "Provenance", blocks);
  }

  private static Table facts(RunReport report) {
    RunReport.Run run = report.run();
    List<List<Cell>> rows = new ArrayList<>();
    rows.add(identifier("Run", run.id()));
    rows.add(fact("Started", Words.moment(run.started())));
    rows.add(fact("Seed", Long.toString(run.seed())));
    rows.add(fact("Backend", run.backend()));
    String commit = run.gitCommit();
    if (commit != null) {
      rows.add(identifier("Git commit", commit));
    }
    run.versions().forEach((name, version) -> rows.add(fact(name, version)));
    for (LandedTable source : report.sources()) {
      rows.add(identifier("Fingerprint of " + source.source(), source.fingerprint().sha256()));
    }
    return Table.of("Where the numbers come from", Table.heads("What", "Value"), rows);
  }

  private static List<Cell> fact(String name, String value) {
    return List.of(Cell.of(name), Cell.of(value));
  }

  private static List<Cell> identifier(String name, String value) {
    return List.of(Cell.of(name), Cell.of(value, "code"));
  }

  private static Table stages(RunReport.Run run) {
    List<List<Cell>> rows =
        run.stages().stream()
            .map(
                stage ->
                    List.of(
                        Cell.of(stage.name()),
                        Cell.of(Words.seconds(stage.seconds())),
                        Cell.of(stage.cached() ? "taken from the cache" : "ran")))
            .toList();
    return Table.of("Stages", Table.heads("Stage", "#Time", "How"), rows);
  }
}
