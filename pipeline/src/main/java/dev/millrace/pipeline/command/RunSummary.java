package dev.millrace.pipeline.command;

import dev.millrace.contract.console.Terminal;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.etl.clean.CleanReport;
import dev.millrace.etl.clean.TablesReport;
import dev.millrace.etl.feature.CutoffRows;
import dev.millrace.etl.feature.DroppedFeature;
import dev.millrace.etl.feature.TimeTravel;
import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.models.evaluate.Evaluation.BestPossible;
import dev.millrace.models.evaluate.Evaluation.Decision;
import dev.millrace.models.evaluate.Evaluation.GateReport.GateResult;
import dev.millrace.models.evaluate.Evaluation.Interval;
import dev.millrace.models.evaluate.Metric;
import dev.millrace.models.evaluate.RunComparison;
import dev.millrace.models.evaluate.RunMetrics;
import dev.millrace.models.train.FoldScores;
import dev.millrace.pipeline.stage.RelationalFindings;
import dev.millrace.pipeline.stage.RunResult;
import dev.millrace.pipeline.stage.StageOutcome;
import dev.millrace.pipeline.track.Promotion;
import dev.millrace.tuning.network.Goal;
import dev.millrace.tuning.network.StudyReport;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
      text.append(", ")
          .append(Figures.count(clean.dropped()))
          .append(clean.dropped() == 1 ? " repeated row dropped" : " repeated rows dropped");
    }
    text.append('\n');
    return this;
  }

  /** Rows read of all tables, and set aside. */
  RunSummary tables(TablesReport tables) {
    TextTable table = new TextTable();
    for (TablesReport.TableReport one : tables.tables()) {
      CleanReport clean = one.clean();
      table.row(
          one.table(),
          Figures.count(clean.read()) + " rows read",
          Figures.count(clean.quarantined() + clean.dropped()) + " set aside",
          Figures.percent(
              (clean.quarantined() + clean.dropped()) / (double) Math.max(1, clean.read())));
    }
    text.append(table.print());
    return this;
  }

  /** Rows by cutoff, features, and what was left out because it knows too much. */
  RunSummary features(RelationalFindings found) {
    List<CutoffRows> cutoffs = found.rows().cutoffs();
    long rows = cutoffs.stream().mapToLong(CutoffRows::rows).sum();
    text.append(
        "%s rows of %s entities at %d cutoffs, %s to %s%n"
            .formatted(
                Figures.count(rows),
                Figures.count(found.rows().entities()),
                cutoffs.size(),
                day(cutoffs.get(0)),
                day(cutoffs.get(cutoffs.size() - 1))));
    text.append(
        "%d features of %d kept%n"
            .formatted(found.selection().kept().size(), found.rows().features().size()));
    for (DroppedFeature feature : found.selection().suspicious()) {
      text.append(terminal.red("suspicious: "))
          .append(feature.name())
          .append(": ")
          .append(feature.reason())
          .append('\n');
    }
    TimeTravel.Proof proof = found.proof();
    if (proof != null) {
      text.append(proven(proof));
    }
    return this;
  }

  private static String proven(TimeTravel.Proof proof) {
    return "proved: %s rows at %d cutoffs are the same from data that ends there%n"
        .formatted(Figures.count(proof.rows()), proof.cutoffs().size());
  }

  private static String day(CutoffRows rows) {
    return rows.cutoff().atZone(ZoneOffset.UTC).toLocalDate().toString();
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

  /** What a search came to. */
  RunSummary study(StudyReport study) {
    StudyReport.Tried leader = study.leader();
    text.append(
        "tuned: trial %d of %d is the best, %s %s by cross-validation; the recipe's own has %s%s%n"
            .formatted(
                leader.number(),
                study.trials().size(),
                study.objective() == Goal.ROC_AUC ? "ROC-AUC" : "log-loss",
                metric(leader.value()),
                metric(study.ownTrial().value()),
                study.keepsOwn() ? " and stays: the difference is noise" : ""));
    return this;
  }

  private static String metric(@Nullable Double value) {
    return value == null ? "none" : Figures.metric(value);
  }

  /** How good the model is, beside the baseline and the recipe's last run. */
  RunSummary evaluation(Evaluation evaluation, @Nullable RunComparison comparison) {
    text.append(terminal.bold("test ROC-AUC " + Figures.metric(evaluation.test().rocAuc())));
    Interval interval = evaluation.confidence().get(Metric.ROC_AUC.key());
    if (interval != null) {
      text.append(" (").append(Figures.interval(interval)).append(')');
    }
    evaluation
        .baselines()
        .forEach(
            (name, baseline) ->
                text.append(", ")
                    .append(name)
                    .append(' ')
                    .append(Figures.metric(baseline.rocAuc())));
    if (comparison != null) {
      comparison.deltas().stream()
          .filter(delta -> delta.metric().equals(Metric.ROC_AUC.key()))
          .forEach(delta -> text.append(", last run ").append(Figures.metric(delta.before())));
    }
    text.append('\n');
    bestPossible(evaluation.bestPossible());
    decision(evaluation.decision());
    for (GateResult gate : evaluation.gates().results()) {
      text.append(Figures.gate(terminal, gate)).append('\n');
    }
    return this;
  }

  /** The same for programs. */
  static Map<String, Object> json(RunResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", result.id());
    Path folder = result.folder();
    if (folder != null) {
      json.put("run", folder.toString());
    }
    json.put("stages", result.stages().stream().map(RunSummary::json).toList());
    CleanReport clean = result.clean();
    if (clean != null) {
      json.put("rows_read", clean.read());
      json.put("rows_set_aside", clean.quarantined());
    }
    relational(result, json);
    RunMetrics metrics = result.metrics();
    if (metrics != null) {
      json.put("test", metrics.test());
      json.put("confidence", metrics.confidence());
      json.put("baselines", metrics.baselines());
      if (metrics.bestPossible() != null) {
        json.put("best_possible", metrics.bestPossible());
      }
      json.put("gates", metrics.gates());
    }
    if (metrics != null && metrics.tune() != null) {
      json.put("tune", metrics.tune());
    }
    if (result.folds() != null) {
      json.put("cross_validation", result.folds());
    }
    if (result.promotion() != null) {
      json.put("registry", result.promotion());
    }
    MillraceException stopped = result.stopped();
    if (stopped != null) {
      json.put("stopped", stopped.code());
    }
    return json;
  }

  private static void relational(RunResult result, Map<String, Object> json) {
    TablesReport tables = result.tables();
    if (tables != null) {
      json.put("tables", tables.qualities());
    }
    RelationalFindings features = result.features();
    if (features != null) {
      json.put("cutoffs", features.rows().cutoffs());
      json.put("features_kept", features.selection().kept().size());
      json.put("features_left_out", features.selection().dropped());
      json.put("features_suspicious", features.selection().suspicious());
      if (features.proof() != null) {
        json.put("proof", features.proof());
      }
    }
  }

  private static Map<String, Object> json(StageOutcome stage) {
    return Map.of(
        "stage", stage.stage().label(),
        "cached", stage.cached(),
        "reason", stage.reason(),
        "seconds", stage.seconds());
  }

  /** The mean over folds. */
  RunSummary folds(FoldScores scores) {
    text.append(
        "cross-validation ROC-AUC %s, standard error %s over %d folds%n"
            .formatted(
                Figures.metric(scores.rocAuc().mean()),
                Figures.metric(scores.rocAuc().standardError()),
                scores.folds().size()));
    return this;
  }

  /** What becomes of the model in the registry. */
  RunSummary promotion(Promotion promotion) {
    text.append("registry: ").append(promotion.sentence()).append('\n');
    return this;
  }

  private void bestPossible(@Nullable BestPossible best) {
    if (best != null) {
      text.append("best possible ").append(Figures.metric(best.rocAuc()));
      Double share = best.share();
      if (share != null) {
        text.append(", of whose distance from 0.5 the model has ").append(Figures.percent(share));
      }
      text.append('\n');
    }
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
