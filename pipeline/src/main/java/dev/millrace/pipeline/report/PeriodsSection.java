package dev.millrace.pipeline.report;

import dev.millrace.models.evaluate.Evaluation.Interval;
import dev.millrace.pipeline.report.RunReport.Period;
import dev.millrace.pipeline.report.RunReport.Relational;
import dev.millrace.pipeline.report.Table.Cell;
import dev.millrace.pipeline.report.chart.PeriodsChart;
import dev.millrace.pipeline.report.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the model keeps its quality over time, and how close it is to the best possible. */
final class PeriodsSection {
  private PeriodsSection() {}

  static Optional<Section> of(RunReport report, Relational relational) {
    if (relational.periods().isEmpty()) {
      return Optional.empty();
    }
    List<Block> blocks = new ArrayList<>();
    List<Period> judged =
        relational.periods().stream().filter(period -> period.rocAuc() != null).toList();
    if (!judged.isEmpty()) {
      blocks.add(
          Block.Figures.of(
              PeriodsChart.of(
                  judged.stream().map(PeriodsSection::point).toList(), reading(judged))));
    }
    blocks.add(table(report, relational.periods()));
    return Optional.of(new Section("periods", "ROC-AUC by period", blocks));
  }

  private static PeriodsChart.Point point(Period period) {
    return new PeriodsChart.Point(
        period.cutoff(),
        period.part().equals("test"),
        orNaN(period.rocAuc()),
        period.interval(),
        period.bestPossible());
  }

  private static String reading(List<Period> periods) {
    Period weakest =
        periods.stream()
            .min(Comparator.comparingDouble(period -> orNaN(period.rocAuc())))
            .orElseThrow();
    String best =
        periods.stream().anyMatch(period -> period.bestPossible() != null)
            ? " No model can rank better than the best possible: the true probabilities, which are known here because the data is made up; what lies between is left to gain."
            : "";
    return "The weakest cutoff is %s with %s. Points that fall to the right would mean that the model ages; lines are intervals.%s"
        .formatted(Words.date(weakest.cutoff()), Words.metric(orNaN(weakest.rocAuc())), best);
  }

  private static Table table(RunReport report, List<Period> periods) {
    boolean best = periods.stream().anyMatch(period -> period.bestPossible() != null);
    List<Table.Head> heads =
        new ArrayList<>(
            Table.heads("Cutoff", "Part", "#Rows", "#With the event", "#Mean probability"));
    heads.addAll(Table.heads("#ROC-AUC", "#" + Names.of(report).confidence()));
    if (best) {
      heads.addAll(Table.heads("#Best possible", "#Reached"));
    }
    return Table.of(
            "All periods", heads, periods.stream().map(period -> row(period, best)).toList())
        .fold();
  }

  private static List<Cell> row(Period period, boolean best) {
    Interval interval = period.interval();
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.of(Words.date(period.cutoff()), "whole"));
    cells.add(Cell.of(period.part()));
    cells.add(Cell.of(Words.count(period.rows())));
    cells.add(Cell.of(Words.percent(period.positives(), period.rows())));
    cells.add(Cell.of(Words.percent(period.meanProbability())));
    cells.add(Cell.of(Words.metric(orNaN(period.rocAuc()))));
    cells.add(Cell.of(interval == null ? "–" : Words.range(interval.low(), interval.high())));
    if (best) {
      double possible = orNaN(period.bestPossible());
      cells.add(Cell.of(Words.metric(possible)));
      cells.add(Cell.of(Words.percent(RelationalWords.reached(possible, orNaN(period.rocAuc())))));
    }
    return cells;
  }

  private static double orNaN(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }
}
