package dev.millrace.pipeline.recipe;

import dev.millrace.contract.error.Suggestions;
import dev.millrace.models.evaluate.EvaluateSpec;
import dev.millrace.models.evaluate.EvaluateSpec.DecisionSpec;
import dev.millrace.models.evaluate.EvaluateSpec.Gate;
import dev.millrace.models.evaluate.EvaluateSpec.ThresholdRule;
import dev.millrace.models.evaluate.Metric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code evaluate}: how the model is judged. */
final class EvaluateReader {
  /** The names of test metrics in {@code metrics.json} that a gate can bound. */
  static final List<String> METRICS = Metric.keys();

  private static final EvaluateSpec STANDARD = EvaluateSpec.standard();

  private final Fields fields;

  EvaluateReader(Fields recipe) {
    this.fields = recipe.child("evaluate", Keys.EVALUATE);
  }

  EvaluateSpec read(RowsDraft rows) {
    DecisionSpec decision = decision();
    return new EvaluateSpec(
        fields.choice("calibration", STANDARD.calibration()),
        threshold(decision != null),
        slices(rows),
        fields.integer("bootstrap", STANDARD.bootstrap(), Range.closed(100, 1_000_000)),
        fields.share("confidence", STANDARD.confidence(), Range.INSIDE_UNIT),
        gates(),
        decision);
  }

  private ThresholdRule threshold(boolean hasDecision) {
    if (!fields.has("threshold")) {
      return hasDecision ? new ThresholdRule.ByDecision() : new ThresholdRule.BestF1();
    }
    if (fields.node("threshold") instanceof Node.Mapping given) {
      return bound(given);
    }
    if (fields.choice("threshold", List.of("f1", "decision")).equals("f1")) {
      return new ThresholdRule.BestF1();
    }
    if (!hasDecision) {
      fields.problem(
          "threshold",
          "'threshold: decision' needs the business case; add"
              + " 'decision: {value_of_a_save: …, contact_cost: …, capacity: …}'");
    }
    return new ThresholdRule.ByDecision();
  }

  private ThresholdRule bound(Node.Mapping given) {
    Fields threshold = fields.child("threshold", Keys.THRESHOLD);
    if (given.entries().size() != 1) {
      fields.problem("threshold", "'threshold': expected either 'recall' or 'precision'");
    }
    return threshold.has("recall")
        ? new ThresholdRule.AtRecall(threshold.share("recall", 1, Range.POSITIVE_UNIT))
        : new ThresholdRule.AtPrecision(threshold.share("precision", 1, Range.POSITIVE_UNIT));
  }

  /** Cross-validation on the rows that are not test rows; 0 for none. */
  int folds() {
    int folds = fields.integer("folds", 0, Range.closed(0, 50));
    if (folds == 1) {
      fields.problem("folds", "'folds': expected 0 for none, or at least 2");
    }
    return folds;
  }

  private List<String> slices(RowsDraft rows) {
    List<String> possible = rows.slices();
    List<String> slices = fields.texts("slices", rows.slicesByDefault());
    String what =
        rows.relational()
            ? "a category among 'features.attributes'"
            : "a category or boolean column of 'rows.columns'";
    for (String slice : slices) {
      if (!possible.contains(slice)) {
        fields.problem(
            "slices",
            "'slices': '%s' is not %s.%s"
                .formatted(slice, what, Suggestions.didYouMean(slice, possible)));
      }
    }
    return slices;
  }

  private Map<String, Gate> gates() {
    Map<String, Gate> gates = new LinkedHashMap<>();
    fields
        .entries("gates", "metrics with their bounds, like 'roc_auc: {min: 0.82}'")
        .forEach(
            (metric, entry) -> {
              if (!METRICS.contains(metric)) {
                fields
                    .problems()
                    .add(
                        entry.keyPlace(),
                        "unknown metric '%s'; expected one of %s.%s"
                            .formatted(
                                metric,
                                String.join(", ", METRICS),
                                Suggestions.didYouMean(metric, METRICS)));
              }
              gates.put(metric, gate(metric, entry.value()));
            });
    return gates;
  }

  private Gate gate(String metric, Node node) {
    Fields gate = new Fields(node, Keys.GATE, "evaluate.gates." + metric, fields.problems());
    Double min = gateBound(gate, "min");
    Double max = gateBound(gate, "max");
    if (!gate.has("min") && !gate.has("max")) {
      gate.problem("min", "the gate '%s' needs 'min' or 'max'".formatted(metric));
    }
    if (min != null && max != null && min > max) {
      gate.problem("max", "'max' must not be below 'min'");
    }
    return new Gate(min, max, gate.flag("confident", false));
  }

  private static @Nullable Double gateBound(Fields gate, String key) {
    return gate.has(key) ? (Double) gate.share(key, 0, Range.atLeast(0)) : null;
  }

  private @Nullable DecisionSpec decision() {
    if (!fields.has("decision")) {
      return null;
    }
    Fields decision = fields.child("decision", Keys.DECISION);
    decision.required("value_of_a_save", "what a saved customer is worth, in money");
    decision.required("contact_cost", "what contacting one customer costs, in money");
    return new DecisionSpec(
        decision.number("value_of_a_save", 1, Range.above(0)),
        decision.number("contact_cost", 0, Range.atLeast(0)),
        decision.share("capacity", 1, Range.POSITIVE_UNIT));
  }
}
