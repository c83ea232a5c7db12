package dev.millrace.pipeline.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.console.Terminal;
import dev.millrace.contract.support.Json;
import dev.millrace.models.evaluate.Evaluation.BestPossible;
import dev.millrace.models.evaluate.Evaluation.GateReport.GateResult;
import dev.millrace.models.evaluate.Evaluation.Interval;
import dev.millrace.models.evaluate.Evaluation.Period;
import dev.millrace.models.evaluate.Metric;
import dev.millrace.models.evaluate.Metrics;
import dev.millrace.models.evaluate.MetricsFile;
import dev.millrace.models.evaluate.RunMetrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as {@code inspect} shows it.
 *
 * @param folder the run directory
 */
record RunView(Path folder, RunMetrics metrics) {
  static final String METRICS = "metrics.json";
  private static final String PROVENANCE = "provenance.json";

  static RunView of(Path folder) {
    return new RunView(
        folder.toAbsolutePath().normalize(), MetricsFile.read(folder.resolve(METRICS)));
  }

  /** The files of the run in one object. */
  Map<String, Object> json() {
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("path", folder.toString());
    run.put("metrics", Json.read(folder.resolve(METRICS), JsonNode.class));
    Path provenance = folder.resolve(PROVENANCE);
    if (Files.exists(provenance)) {
      run.put("provenance", Json.read(provenance, JsonNode.class));
    }
    return run;
  }

  /** For people. */
  String text(Terminal terminal) {
    StringBuilder text = new StringBuilder();
    text.append(terminal.bold(metrics.recipe()))
        .append(", run ")
        .append(metrics.run())
        .append(", network ")
        .append(metrics.model())
        .append("\n\n")
        .append(splits().print())
        .append('\n')
        .append(comparison().print())
        .append('\n')
        .append(tune())
        .append(periods())
        .append(gates(terminal));
    if (Files.exists(folder.resolve("report.html"))) {
      text.append("report ").append(folder.resolve("report.html")).append('\n');
    }
    return text.toString();
  }

  private TextTable splits() {
    RunMetrics.Splits splits = metrics.splits();
    TextTable table = new TextTable().row("", "rows", "positives");
    split(table, "train", splits.train());
    split(table, "validation", splits.validation());
    split(table, "test", splits.test());
    return table;
  }

  private static void split(TextTable table, String name, RunMetrics.Split split) {
    table.row(name, Figures.count(split.rows()), Figures.count(split.positives()));
  }

  private TextTable comparison() {
    List<String> others = metrics.baselines().keySet().stream().sorted().toList();
    List<Object> head = new ArrayList<>(List.of("test", metrics.model(), "interval"));
    head.addAll(others);
    TextTable table = new TextTable().row(head.toArray());
    for (Metric metric : Metric.values()) {
      Interval interval = metrics.confidence().get(metric.key());
      List<Object> row = new ArrayList<>();
      row.add(metric.key());
      row.add(Figures.metric(metric.of(metrics.test())));
      row.add(interval == null ? "" : Figures.interval(interval));
      for (String other : others) {
        Metrics baseline = metrics.baselines().get(other);
        row.add(baseline == null ? "" : Figures.metric(metric.of(baseline)));
      }
      table.row(row.toArray());
    }
    return table;
  }

  /** Empty where nothing was tuned. */
  private String tune() {
    RunMetrics.Search search = metrics.tune();
    if (search == null) {
      return "";
    }
    String error = search.standardError() == null ? "" : " ± " + metric(search.standardError());
    return "tuned in %d trials (%d pruned, %d failed): %s %s%s by cross-validation, the recipe's own %s%n%n"
        .formatted(
            search.trials(),
            search.pruned(),
            search.failed(),
            search.objective(),
            Figures.metric(search.best()),
            error,
            search.first() == null ? "none" : metric(search.first()));
  }

  /** Empty for rows without cutoffs. */
  private String periods() {
    if (metrics.periods().isEmpty()) {
      return "";
    }
    TextTable table =
        new TextTable().row("cutoff", "", "rows", "positives", "roc_auc", "best possible");
    for (Period period : metrics.periods()) {
      table.row(
          period.cutoff(),
          period.part(),
          Figures.count(period.rows()),
          Figures.count(period.positives()),
          metric(period.rocAuc()),
          metric(period.bestRocAuc()));
    }
    BestPossible best = metrics.bestPossible();
    if (best != null) {
      table.row("all", "test", "", "", metric(metrics.test().rocAuc()), metric(best.rocAuc()));
    }
    return table.print() + "\n";
  }

  private static String metric(@Nullable Double value) {
    return value == null ? "" : Figures.metric(value);
  }

  private String gates(Terminal terminal) {
    StringBuilder text = new StringBuilder();
    for (GateResult gate : metrics.gates().results()) {
      text.append(Figures.gate(terminal, gate)).append('\n');
    }
    return text.toString();
  }
}
