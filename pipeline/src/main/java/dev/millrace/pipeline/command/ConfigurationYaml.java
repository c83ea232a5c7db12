package dev.millrace.pipeline.command;

import dev.millrace.contract.feature.Encoding;
import dev.millrace.models.network.NetworkSpec;
import dev.millrace.models.network.NetworkSpec.Mlp;
import dev.millrace.models.train.FitSpec;
import dev.millrace.tuning.network.Configuration;
import java.util.Locale;

/** A configuration as the sections {@code train} and {@code encode} of a recipe. */
final class ConfigurationYaml {
  private ConfigurationYaml() {}

  /** These sections take the place of the recipe's. */
  static String of(Configuration configuration) {
    return train(configuration.network(), configuration.fit())
        + encode(configuration.encoding().numbers(), configuration.encoding().categories());
  }

  private static String train(NetworkSpec network, FitSpec fit) {
    StringBuilder yaml = new StringBuilder("train:\n");
    line(yaml, "network", network.network());
    if (network instanceof Mlp mlp) {
      line(yaml, "layers", mlp.layers());
      line(yaml, "activation", name(mlp.activation()));
      line(yaml, "dropout", mlp.dropout());
      line(yaml, "input_dropout", mlp.inputDropout());
    }
    line(yaml, "batch", fit.batch());
    line(yaml, "epochs", fit.epochs());
    line(yaml, "learning_rate", fit.learningRate());
    line(yaml, "schedule", name(fit.schedule()));
    line(yaml, "weight_decay", fit.weightDecay());
    line(yaml, "patience", fit.patience());
    line(yaml, "select", name(fit.select()));
    line(yaml, "class_weights", classWeights(fit.classWeights().positive()));
    line(yaml, "label_smoothing", fit.labelSmoothing());
    return yaml.toString();
  }

  /**
   * The limit is of both, and of columns that encode themselves, so it is said only where it has to
   * be; {@code bins} says otherwise for numbers.
   */
  private static String encode(Encoding numbers, Encoding categories) {
    StringBuilder yaml = new StringBuilder("encode:\n");
    line(yaml, "numbers", name(numbers.method()));
    line(yaml, "bins", numbers.limit());
    line(yaml, "categories", name(categories.method()));
    if (categories.limit() != Encoding.of(categories.method()).limit()) {
      line(yaml, "limit", categories.limit());
    }
    line(yaml, "smoothing", categories.smoothing());
    line(yaml, "unseen", name(categories.unseen()));
    line(yaml, "indicator", name(categories.indicator()));
    return yaml.toString();
  }

  private static String classWeights(double positive) {
    if (Double.isNaN(positive)) {
      return "balanced";
    }
    return positive == 1 ? "none" : "{positive: " + positive + "}";
  }

  private static void line(StringBuilder yaml, String key, Object value) {
    yaml.append("  ").append(key).append(": ").append(value).append('\n');
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
