package dev.millrace.pipeline.command;

import dev.millrace.contract.console.Terminal;
import dev.millrace.tuning.importance.ParameterImportance;
import dev.millrace.tuning.network.Configuration;
import dev.millrace.tuning.network.Goal;
import dev.millrace.tuning.network.StudyReport;
import dev.millrace.tuning.network.StudyReport.Axis;
import dev.millrace.tuning.network.StudyReport.Tried;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A search for people: the best trials, what matters, and what to put into the recipe.
 *
 * @param best the best configuration
 * @param own the recipe's
 */
record StudyView(StudyReport study, Configuration best, Configuration own) {
  private static final int SHOWN = 10;
  private static final int FIGURES = 3;

  String text(Terminal terminal) {
    StringBuilder text = new StringBuilder(summary(terminal)).append('\n').append(trials().print());
    if (!study.importance().isEmpty()) {
      text.append("\nimportance\n").append(importance().print());
    }
    if (best.equals(own)) {
      return text.append(
              study.keepsOwn()
                  ? "\nThe recipe's own configuration stays: what seems better is not so beyond noise.\n"
                  : "\nThe recipe has the best configuration already.\n")
          .toString();
    }
    return text.append("\nPut this into the recipe:\n\n")
        .append(ConfigurationYaml.of(best))
        .toString();
  }

  private String summary(Terminal terminal) {
    Tried leader = study.leader();
    Tried first = study.ownTrial();
    return "%s of trial %d; the recipe's own, trial %d, has %s%n%d trials: %d complete, %d pruned, %d failed%n"
        .formatted(
            terminal.bold("best %s %s".formatted(goal(), value(leader))),
            leader.number(),
            first.number(),
            value(first),
            study.trials().size(),
            study.count("complete"),
            study.count("pruned"),
            study.count("failed"));
  }

  private TextTable trials() {
    TextTable table = new TextTable().row("trial", goal(), "±", "seconds", "parameters");
    for (Tried trial : study.ranked().stream().limit(SHOWN).toList()) {
      table.row(
          trial.number(),
          four(trial.value()),
          four(trial.standardError()),
          String.format(Locale.ROOT, "%.1f", trial.seconds()),
          parameters(trial));
    }
    return table;
  }

  private TextTable importance() {
    TextTable table = new TextTable();
    for (ParameterImportance weight : study.importance()) {
      table.row(weight.name(), Figures.percent(weight.share()));
    }
    return table;
  }

  private String parameters(Tried trial) {
    List<Axis> axes = study.parameters();
    return axes.stream()
        .filter(axis -> trial.parameters().containsKey(axis.name()))
        .map(axis -> axis.name() + "=" + brief(trial.parameters().get(axis.name())))
        .collect(Collectors.joining(" "));
  }

  private static String brief(@Nullable Object value) {
    return value instanceof Double number
        ? new BigDecimal(number)
            .round(new MathContext(FIGURES))
            .stripTrailingZeros()
            .toPlainString()
        : String.valueOf(value);
  }

  private static String value(Tried trial) {
    Double error = trial.standardError();
    return four(trial.value()) + (error == null ? "" : " ± " + four(error));
  }

  private static String four(@Nullable Double value) {
    return value == null ? "" : String.format(Locale.ROOT, "%.4f", value);
  }

  private String goal() {
    return study.objective() == Goal.ROC_AUC ? "ROC-AUC" : "log-loss";
  }
}
