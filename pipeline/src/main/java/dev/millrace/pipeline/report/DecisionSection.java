package dev.millrace.pipeline.report;

import dev.millrace.models.evaluate.EvaluateSpec.DecisionSpec;
import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.models.evaluate.Evaluation.Decision;
import dev.millrace.pipeline.report.Block.Figures;
import dev.millrace.pipeline.report.Block.Paragraph;
import dev.millrace.pipeline.report.chart.DecisionChart;
import dev.millrace.pipeline.report.text.Words;
import java.util.Optional;

/** What the model earns. */
final class DecisionSection {
  private DecisionSection() {}

  static Optional<Section> of(RunReport report, Evaluation evaluation) {
    Decision decision = evaluation.decision();
    DecisionSpec spec = report.judged().decision();
    if (decision == null || spec == null || decision.curve().isEmpty()) {
      return Optional.empty();
    }
    Evaluation.Confusion c = evaluation.confusion();
    long rows = c.truePositives() + c.falsePositives() + c.trueNegatives() + c.falseNegatives();
    String sentence =
        "Contacting a row costs %s, and each contacted row with %s brings %s; at most %s of the rows can be contacted. From a probability of %s on, %s of %s are contacted, for a profit of %s (%s %s to %s)."
            .formatted(
                Words.number(spec.contactCost()),
                Names.of(report).positive(),
                Words.number(spec.valueOfASave()),
                Words.share(spec.capacity()),
                Words.metric(decision.threshold()),
                Words.count(decision.contacted()),
                Words.count(rows, "test row"),
                Words.number(decision.profit()),
                Names.of(report).confidence(),
                Words.number(decision.interval().low()),
                Words.number(decision.interval().high()));
    return Optional.of(
        Section.of(
            "decision",
            "Decision",
            new Paragraph(sentence),
            Figures.of(DecisionChart.of(decision, rows, spec.capacity()))));
  }
}
