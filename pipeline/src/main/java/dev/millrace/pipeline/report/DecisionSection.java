package dev.millrace.pipeline.report;

import dev.millrace.models.evaluate.EvaluateSpec.DecisionSpec;
import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.models.evaluate.Evaluation.Confusion;
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
    Names names = Names.of(report);
    if (decision == null || spec == null || decision.curve().isEmpty()) {
      return Optional.empty();
    }
    Confusion c = evaluation.confusion();
    long rows = c.truePositives() + c.falsePositives() + c.trueNegatives() + c.falseNegatives();
    return Optional.of(
        Section.of(
            "decision",
            "Decision",
            new Paragraph(terms(spec, names) + outcome(evaluation, decision, rows, names)),
            Figures.of(DecisionChart.of(decision, rows, spec.capacity()))));
  }

  private static String terms(DecisionSpec spec, Names names) {
    return "Contacting a row costs %s, and each contacted row with %s brings %s; at most %s of the"
            .formatted(
                Words.number(spec.contactCost()),
                names.positive(),
                Words.number(spec.valueOfASave()),
                Words.share(spec.capacity()))
        + " rows can be contacted.";
  }

  private static String outcome(Evaluation evaluation, Decision decision, long rows, Names names) {
    return " From a probability of %s on, %s of %s are contacted%s, for a profit of %s (%s %s to %s)."
        .formatted(
            Words.metric(decision.threshold()),
            Words.count(decision.contacted()),
            Words.count(rows, "test row"),
            beyondCapacity(evaluation, decision),
            Words.number(decision.profit()),
            names.confidence(),
            Words.number(decision.interval().low()),
            Words.number(decision.interval().high()));
  }

  /** Says why fewer rows are contacted than flagged, where both have the same threshold. */
  private static String beyondCapacity(Evaluation evaluation, Decision decision) {
    Confusion c = evaluation.confusion();
    long more = c.truePositives() + c.falsePositives() - decision.contacted();
    return more > 0 && decision.threshold() == evaluation.threshold().value()
        ? " (%s more reach it, beyond the capacity)".formatted(Words.count(more))
        : "";
  }
}
