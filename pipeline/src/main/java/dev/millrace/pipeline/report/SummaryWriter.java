package dev.millrace.pipeline.report;

import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.Key;
import dev.millrace.models.evaluate.EvaluateSpec.DecisionSpec;
import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.models.evaluate.Evaluation.Comparison;
import dev.millrace.models.evaluate.Evaluation.Confusion;
import dev.millrace.models.evaluate.Evaluation.Decision;
import dev.millrace.models.evaluate.Evaluation.GateReport;
import dev.millrace.models.evaluate.Evaluation.Interval;
import dev.millrace.models.evaluate.Metric;
import dev.millrace.models.evaluate.Metrics;
import dev.millrace.pipeline.report.Summary.Figure;
import dev.millrace.pipeline.report.text.MetricTitle;
import dev.millrace.pipeline.report.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in a few sentences what came out. */
final class SummaryWriter {
  private static final double CHANCE = 0.05;

  private final RunReport report;
  private final Names names;
  private final @Nullable RelationalWords relational;

  private SummaryWriter(RunReport report) {
    this.report = report;
    this.names = Names.of(report);
    RunReport.Relational several = report.relational();
    this.relational = several == null ? null : new RelationalWords(report, several);
  }

  static Summary of(RunReport report) {
    return new SummaryWriter(report).write();
  }

  private Summary write() {
    Evaluation evaluation = report.evaluation();
    String stopped = report.stopped();
    if (stopped != null) {
      return summary("bad", "The run stopped early", stopped, evaluation);
    }
    if (evaluation == null) {
      return summary("plain", "Not evaluated", "The run ended before evaluation.", null);
    }
    GateReport gates = evaluation.gates();
    if (gates.results().isEmpty()) {
      String hint = "The recipe sets no gates, so no result could fail.";
      return summary("plain", "No gates", hint, evaluation);
    }
    return gates.passed()
        ? summary("good", "Gates passed", gateSentence(gates), evaluation)
        : summary("bad", "Gates failed", gateSentence(gates), evaluation);
  }

  private Summary summary(
      String tone, String verdict, String explanation, @Nullable Evaluation evaluation) {
    return new Summary(
        question(),
        tone,
        verdict,
        explanation,
        relational == null ? List.of() : relational.leaks(),
        evaluation == null ? List.of() : figures(evaluation),
        evaluation == null ? List.of() : sentences(evaluation));
  }

  private String question() {
    if (relational != null) {
      return relational.question();
    }
    FeatureContract contract = report.contract();
    Key key = contract == null ? null : contract.key();
    return "How probable is %s for each %s? Answered from %s."
        .formatted(
            names.positive(),
            key == null ? "row" : key.column(),
            Words.count(contract == null ? 0 : contract.columns().size(), "column"));
  }

  private static String gateSentence(GateReport gates) {
    return gates.results().stream()
            .map(
                gate ->
                    "%s %s, required %s%s"
                        .formatted(
                            MetricTitle.of(gate.metric()),
                            Words.metric(gate.actual()),
                            gate.required(),
                            gate.passed() ? "" : " (failed)"))
            .collect(Collectors.joining("; "))
        + ".";
  }

  private List<Figure> figures(Evaluation evaluation) {
    Metrics test = evaluation.test();
    List<Figure> figures = new ArrayList<>();
    figures.add(
        new Figure("ROC-AUC on test rows", Words.metric(test.rocAuc()), interval(evaluation)));
    RunReport.Relational several = report.relational();
    if (several != null && several.bestPossible() != null) {
      figures.add(RelationalWords.bestPossible(several.bestPossible(), test.rocAuc()));
    }
    names
        .others(evaluation)
        .forEach(
            (name, metrics) ->
                figures.add(
                    new Figure(
                        "ROC-AUC of the baseline (" + name + ")",
                        Words.metric(metrics.rocAuc()),
                        Words.change(test.rocAuc() - metrics.rocAuc()) + " for the model")));
    RunReport.PreviousRun previous = report.previous();
    if (previous != null) {
      figures.add(
          new Figure(
              "ROC-AUC of the last run",
              Words.metric(previous.test().rocAuc()),
              Words.change(test.rocAuc() - previous.test().rocAuc()) + " since then"));
    }
    Decision decision = evaluation.decision();
    figures.add(
        decision == null
            ? new Figure(
                "Lift of the top tenth",
                Words.number(test.liftTopDecile()) + "×",
                "positives against the average")
            : new Figure(
                "Profit on test rows",
                Words.number(decision.profit()),
                Words.number(decision.interval().low())
                    + " to "
                    + Words.number(decision.interval().high())
                    + inBrackets()));
    return figures;
  }

  private String interval(Evaluation evaluation) {
    Interval interval = evaluation.confidence().get(Metric.ROC_AUC.key());
    return interval == null
        ? "on rows that training never saw"
        : Words.range(interval.low(), interval.high()) + inBrackets();
  }

  private String inBrackets() {
    return " (" + names.confidence() + ")";
  }

  private List<String> sentences(Evaluation evaluation) {
    List<String> sentences = new ArrayList<>();
    sentences.add(ranking(evaluation));
    Comparison comparison = evaluation.againstBaseline();
    boolean another = !comparison.baseline().equals(names.model());
    if (another && Double.isFinite(comparison.rocAucDifference())) {
      sentences.add(against(comparison));
    }
    sentences.add(atThreshold(evaluation));
    Decision decision = evaluation.decision();
    DecisionSpec spec = report.judged().decision();
    if (decision != null && spec != null) {
      sentences.add(earning(decision, spec));
    }
    return sentences;
  }

  private String ranking(Evaluation evaluation) {
    if (!Double.isFinite(evaluation.test().rocAuc())) {
      return "All test rows have the same answer, so ranking cannot be judged.";
    }
    return ("Of two test rows, one with %s and one without, the model (%s) gives the first the higher"
            + " probability in %s of cases (this is the ROC-AUC; 50%% is chance).")
        .formatted(names.positive(), names.model(), Words.percent(evaluation.test().rocAuc()));
  }

  private static String against(Comparison comparison) {
    String difference = Words.metric(Math.abs(comparison.rocAucDifference()));
    String side = comparison.rocAucDifference() < 0 ? "below" : "above";
    String weight =
        comparison.pValue() < CHANCE ? "more than chance explains" : "which chance may explain";
    return "That is %s %s the baseline (%s) on the same rows, %s (interval %s to %s, %s)."
        .formatted(
            difference,
            side,
            comparison.baseline(),
            weight,
            Words.change(comparison.interval().low()),
            Words.change(comparison.interval().high()),
            Words.pValue(comparison.pValue()));
  }

  private String atThreshold(Evaluation evaluation) {
    Confusion c = evaluation.confusion();
    long flagged = c.truePositives() + c.falsePositives();
    long positives = c.truePositives() + c.falseNegatives();
    if (flagged == 0) {
      return "No test row reaches the threshold of %s, so none is flagged."
          .formatted(Words.metric(evaluation.threshold().value()));
    }
    return "From a probability of %s on, a row is flagged: %s, of which %s rightly (%s). They hold %s of the %s with %s."
        .formatted(
            Words.metric(evaluation.threshold().value()),
            Words.count(flagged, "test row"),
            Words.count(c.truePositives()),
            Words.percent(c.truePositives(), flagged),
            Words.percent(c.truePositives(), positives),
            Words.count(positives),
            names.positive());
  }

  private static String earning(Decision decision, DecisionSpec spec) {
    return "Contacting %s (%s each, %s gained for each positive) earns %s on the test rows; contacting as many as capacity allows at random would earn %s."
        .formatted(
            Words.count(decision.contacted(), "row"),
            Words.number(spec.contactCost()),
            Words.number(spec.valueOfASave()),
            Words.number(decision.profit()),
            Words.number(decision.contactEverybody()));
  }
}
