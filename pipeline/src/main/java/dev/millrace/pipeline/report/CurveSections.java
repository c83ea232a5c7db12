package dev.millrace.pipeline.report;

import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.pipeline.report.Block.Figures;
import dev.millrace.pipeline.report.chart.LiftCharts;
import dev.millrace.pipeline.report.chart.RankingCharts;
import java.util.ArrayList;
import java.util.List;

/** How well the model ranks: sections that are charts only. */
final class CurveSections {
  private CurveSections() {}

  static Section ranking(Evaluation evaluation) {
    return Section.of(
        "ranking",
        "ROC and precision-recall",
        Figures.of(RankingCharts.roc(evaluation), RankingCharts.precisionRecall(evaluation)));
  }

  static Section lift(Evaluation evaluation) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        evaluation.liftByDecile().isEmpty()
            ? Figures.of(LiftCharts.gain(evaluation))
            : Figures.of(LiftCharts.gain(evaluation), LiftCharts.lift(evaluation.liftByDecile())));
    return new Section("lift", "Lift and gain", blocks);
  }
}
