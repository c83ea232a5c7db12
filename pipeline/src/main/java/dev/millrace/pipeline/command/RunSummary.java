package dev.millrace.pipeline.command;

import dev.millrace.etl.clean.CleanReport;
import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.models.evaluate.Evaluation.Comparison;
import dev.millrace.models.evaluate.Evaluation.Decision;
import dev.millrace.models.evaluate.Evaluation.GateReport.GateResult;
import dev.millrace.models.evaluate.Evaluation.Interval;
import dev.millrace.models.evaluate.Metrics;
import dev.millrace.pipeline.stage.StageOutcome;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a run came to, in a few lines for people. */
final class RunSummary {
  private final Terminal terminal;
  private final StringBuilder text = new StringBuilder();

  RunSummary(Terminal terminal) {
    this.terminal = terminal;
  }

  String print() {
    return text.toString();
  }

  /** Rows read and set aside. */
  RunSummary rows(CleanReport clean) {
    text.append(Figures.count(clean.read())).append(" rows read");
    if (clean.quarantined() > 0) {
      text.append(", ")
          .append(Figures.count(clean.quarantined()))
          .append(" set aside (")
          .append(Figures.percent(clean.quarantined() / (double) Math.max(1, clean.read())))
          .append(')');
    }
    if (clean.dropped() > 0) {
      text.append(", ").append(Figures.count(clean.dropped())).append(" repeated rows dropped");
    }
    text.append('\n');
    return this;
  }

  /** How long each stage took. */
  RunSummary stages(List<StageOutcome> stages) {
    TextTable table = new TextTable();
    for (StageOutcome stage : stages) {
      table.row(
          stage.stage(),
          stage.cached() ? "cached" : String.format(Locale.ROOT, "%.1f s", stage.seconds()));
    }
    text.append(table.print());
    return this;
  }

  /**
   * How good the model is.
   *
   * @param last test ROC-AUC of the recipe's last run; null where there is none
   */
  RunSummary evaluation(Evaluation evaluation, @Nullable Double last) {
    text.append(terminal.bold("test ROC-AUC " + Figures.metric(evaluation.test().rocAuc())));
    Interval interval = evaluation.confidence().get("roc_auc");
    if (interval != null) {
      text.append(" (").append(Figures.interval(interval)).append(')');
    }
    Comparison against = evaluation.againstBaseline();
    Metrics baseline = evaluation.baselines().get(against.baseline());
    if (baseline != null) {
      text.append(", ").append(against.baseline()).append(' ');
      text.append(Figures.metric(baseline.rocAuc()));
    }
    if (last != null) {
      text.append(", last run ").append(Figures.metric(last));
    }
    text.append('\n');
    decision(evaluation.decision());
    for (GateResult gate : evaluation.gates().results()) {
      text.append(Figures.gate(terminal, gate)).append('\n');
    }
    return this;
  }

  private void decision(@Nullable Decision decision) {
    if (decision != null) {
      text.append(
          "decision: contact %s test rows from probability %s on, profit %s (%s to %s; at random %s)%n"
              .formatted(
                  Figures.count(decision.contacted()),
                  Figures.metric(decision.threshold()),
                  Figures.money(decision.profit()),
                  Figures.money(Math.rint(decision.interval().low())),
                  Figures.money(Math.rint(decision.interval().high())),
                  Figures.money(Math.rint(decision.contactEverybody()))));
    }
  }
}
