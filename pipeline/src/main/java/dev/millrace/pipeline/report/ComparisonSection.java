package dev.millrace.pipeline.report;

import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.models.evaluate.Evaluation.Interval;
import dev.millrace.models.evaluate.Metric;
import dev.millrace.models.evaluate.Metrics;
import dev.millrace.pipeline.report.Table.Cell;
import dev.millrace.pipeline.report.Table.Head;
import dev.millrace.pipeline.report.text.MetricTitle;
import dev.millrace.pipeline.report.text.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The model beside the baselines and the last run, metric by metric. */
final class ComparisonSection {
  private ComparisonSection() {}

  static Section of(RunReport report, Evaluation evaluation) {
    Names names = Names.of(report);
    Map<String, Metrics> others = new LinkedHashMap<>();
    names.others(evaluation).forEach((name, metrics) -> others.put("baseline " + name, metrics));
    RunReport.PreviousRun previous = report.previous();
    if (previous != null) {
      others.put("last run", previous.test());
    }
    List<Head> heads =
        new ArrayList<>(
            List.of(
                Head.of("Metric"), Head.number(names.model()), Head.number(names.confidence())));
    others.keySet().forEach(name -> heads.add(Head.number(name)));
    heads.add(Head.number("validation rows"));
    List<List<Cell>> rows = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      rows.add(row(metric, evaluation, others.values()));
    }
    String sentence =
        "On test rows, but for the last column. Bold is best; higher is better except for log-loss and Brier score."
            + (previous == null ? "" : " The last run is " + previous.id() + ".");
    return Section.of(
        "comparison",
        "Comparison",
        new Block.Paragraph(sentence),
        Table.of("Metrics", heads, rows));
  }

  private static List<Cell> row(Metric metric, Evaluation evaluation, Iterable<Metrics> others) {
    double own = metric.of(evaluation.test());
    double best = own;
    for (Metrics other : others) {
      best = better(metric, best, metric.of(other));
    }
    Interval interval = evaluation.confidence().get(metric.key());
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.of(MetricTitle.of(metric)));
    cells.add(cell(own, best));
    cells.add(Cell.of(interval == null ? "–" : Words.range(interval.low(), interval.high())));
    for (Metrics other : others) {
      cells.add(cell(metric.of(other), best));
    }
    cells.add(Cell.of(Words.metric(metric.of(evaluation.validation()))));
    return cells;
  }

  private static double better(Metric metric, double a, double b) {
    return metric.higherIsBetter() ? Math.max(a, b) : Math.min(a, b);
  }

  private static Cell cell(double value, double best) {
    return Cell.of(Words.metric(value), value == best ? "best" : "");
  }
}
