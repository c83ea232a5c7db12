package dev.millrace.pipeline.recipe;

import dev.millrace.models.network.NetworkSpec;
import dev.millrace.models.train.FitSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code train}.
 *
 * @param network what is trained
 * @param fit how
 */
record Training(NetworkSpec network, FitSpec fit) {
  private static final List<String> NETWORKS = List.of("mlp", "logistic");
  private static final List<String> CLASS_WEIGHTS = List.of("none", "balanced");

  static Training read(Fields recipe) {
    Node train = recipe.node("train");
    boolean logistic = train != null && train.peek("network").equals("logistic");
    Fields fields = recipe.child("train", logistic ? Keys.FIT : Keys.MLP);
    fields.choice("network", NETWORKS);
    NetworkSpec network = logistic ? new NetworkSpec.Logistic() : mlp(fields);
    return new Training(network, fit(fields, FitSpec.defaultsFor(network)));
  }

  private static NetworkSpec mlp(Fields fields) {
    NetworkSpec.Mlp standard = NetworkSpec.Mlp.defaults();
    return new NetworkSpec.Mlp(
        layers(fields, standard.layers()),
        fields.choice("activation", standard.activation()),
        fields.share("dropout", standard.dropout(), Range.BELOW_ONE),
        fields.share("input_dropout", standard.inputDropout(), Range.BELOW_ONE));
  }

  private static FitSpec fit(Fields fields, FitSpec standard) {
    return new FitSpec(
        fields.integer("batch", standard.batch(), Range.atLeast(1)),
        fields.integer("epochs", standard.epochs(), Range.atLeast(1)),
        fields.number("learning_rate", standard.learningRate(), Range.above(0)),
        fields.choice("schedule", standard.schedule()),
        fields.number("weight_decay", standard.weightDecay(), Range.atLeast(0)),
        fields.integer("patience", standard.patience(), Range.atLeast(1)),
        fields.choice("select", standard.select()),
        classWeights(fields, standard.classWeights()),
        fields.number("label_smoothing", standard.labelSmoothing(), Range.BELOW_ONE));
  }

  private static List<Integer> layers(Fields fields, List<Integer> fallback) {
    Node node = fields.node("layers");
    if (node == null) {
      return fallback;
    }
    if (!(node instanceof Node.Sequence sequence) || sequence.items().isEmpty()) {
      fields.values().wrong("layers", node, "the width of each hidden layer, like [64, 32]");
      return fallback;
    }
    List<Integer> widths = new ArrayList<>();
    for (Node item : sequence.items()) {
      fields
          .values()
          .integer("layers", item, Range.closed(1, 65_536))
          .ifPresent(width -> widths.add(width.intValue()));
    }
    return widths.size() == sequence.items().size() ? widths : fallback;
  }

  private static FitSpec.ClassWeights classWeights(Fields fields, FitSpec.ClassWeights fallback) {
    if (!fields.has("class_weights")) {
      return fallback;
    }
    if (fields.node("class_weights") instanceof Node.Mapping) {
      Fields weights = fields.child("class_weights", Keys.CLASS_WEIGHTS);
      weights.required("positive", "the weight of a positive row, like 3");
      return new FitSpec.ClassWeights(weights.number("positive", 1, Range.above(0)));
    }
    return fields.choice("class_weights", CLASS_WEIGHTS).equals("balanced")
        ? FitSpec.ClassWeights.balanced()
        : FitSpec.ClassWeights.none();
  }
}
