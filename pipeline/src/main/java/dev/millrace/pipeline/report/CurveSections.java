package dev.millrace.pipeline.report;

import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.pipeline.report.Block.Figures;
import dev.millrace.pipeline.report.chart.Chart;
import dev.millrace.pipeline.report.chart.LiftCharts;
import dev.millrace.pipeline.report.chart.RankingCharts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How well the model ranks: sections that are charts only. */
final class CurveSections {
  private CurveSections() {}

  static Optional<Section> ranking(Evaluation evaluation) {
    if (evaluation.roc().isEmpty() || evaluation.precisionRecall().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Section.of(
            "ranking",
            "ROC and precision-recall",
            Figures.of(RankingCharts.roc(evaluation), RankingCharts.precisionRecall(evaluation))));
  }

  static Optional<Section> lift(Evaluation evaluation) {
    List<Chart> charts = new ArrayList<>();
    if (!evaluation.gain().isEmpty()) {
      charts.add(LiftCharts.gain(evaluation));
    }
    if (!evaluation.liftByDecile().isEmpty()) {
      charts.add(LiftCharts.lift(evaluation.liftByDecile()));
    }
    return charts.isEmpty()
        ? Optional.empty()
        : Optional.of(Section.of("lift", "Lift and gain", new Figures(charts)));
  }
}
