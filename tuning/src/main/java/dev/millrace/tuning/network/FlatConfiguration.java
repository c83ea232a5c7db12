package dev.millrace.tuning.network;

import dev.millrace.contract.feature.Encoding;
import dev.millrace.contract.feature.Encoding.Method;
import dev.millrace.models.network.NetworkSpec;
import dev.millrace.models.network.NetworkSpec.Mlp;
import dev.millrace.models.network.Nonlinearity;
import dev.millrace.models.train.FitSpec;
import dev.millrace.models.train.FitSpec.ClassWeights;
import dev.millrace.models.train.FitSpec.Schedule;
import dev.millrace.models.train.FitSpec.Select;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A configuration as values by the names of parameters: Double, Long or String, as they stand in a
 * point. What a network does not have is not among them.
 */
record FlatConfiguration(Map<String, Object> values) {
  static final String NETWORK = "network";
  static final String DEPTH = "depth";
  static final String WIDTH = "width";
  static final String NUMBERS = "encode.numbers";
  static final String BINS = "encode.bins";
  static final String CATEGORIES = "encode.categories";
  static final String LIMIT = "encode.limit";
  static final String SMOOTHING = "encode.smoothing";

  private static final String BALANCED = "balanced";
  private static final String NONE = "none";

  /** The name of the width of a layer, from 1. */
  static String width(long layer) {
    return WIDTH + "_" + layer;
  }

  static FlatConfiguration of(Configuration configuration) {
    FlatConfiguration flat = new FlatConfiguration(new LinkedHashMap<>());
    flat.put(configuration.network());
    flat.put(configuration.fit());
    flat.put(configuration.encoding());
    return flat;
  }

  /** Back again; every value that a configuration has needs to be there. */
  Configuration configuration(EncodingChoice rest) {
    return new Configuration(network(), fit(), encoding(rest));
  }

  private void put(NetworkSpec network) {
    values.put(NETWORK, network.network());
    if (network instanceof Mlp mlp) {
      values.put(DEPTH, (long) mlp.layers().size());
      for (int i = 0; i < mlp.layers().size(); i++) {
        values.put(width(i + 1), (long) mlp.layers().get(i));
      }
      values.put("activation", name(mlp.activation()));
      values.put("dropout", mlp.dropout());
      values.put("input_dropout", mlp.inputDropout());
    }
  }

  private void put(FitSpec fit) {
    values.put("learning_rate", fit.learningRate());
    values.put("weight_decay", fit.weightDecay());
    values.put("batch", (long) fit.batch());
    values.put("epochs", (long) fit.epochs());
    values.put("patience", (long) fit.patience());
    values.put("schedule", name(fit.schedule()));
    values.put("select", name(fit.select()));
    values.put("class_weights", classWeights(fit.classWeights().positive()));
    values.put("label_smoothing", fit.labelSmoothing());
  }

  private void put(EncodingChoice encoding) {
    values.put(NUMBERS, name(encoding.numbers().method()));
    values.put(BINS, (long) encoding.numbers().limit());
    values.put(CATEGORIES, name(encoding.categories().method()));
    values.put(LIMIT, (long) encoding.categories().limit());
    values.put(SMOOTHING, encoding.categories().smoothing());
  }

  private NetworkSpec network() {
    if (text(NETWORK).equals(new NetworkSpec.Logistic().network())) {
      return new NetworkSpec.Logistic();
    }
    return new Mlp(
        layers(),
        constant(Nonlinearity.class, "activation"),
        number("dropout"),
        number("input_dropout"));
  }

  /** A layer whose width nobody says is as wide as the one before. */
  private List<Integer> layers() {
    List<Integer> layers = new ArrayList<>();
    for (int layer = 1; layer <= whole(DEPTH); layer++) {
      layers.add(values.containsKey(width(layer)) ? whole(width(layer)) : layers.get(layer - 2));
    }
    return layers;
  }

  private FitSpec fit() {
    return new FitSpec(
        whole("batch"),
        whole("epochs"),
        number("learning_rate"),
        constant(Schedule.class, "schedule"),
        number("weight_decay"),
        whole("patience"),
        constant(Select.class, "select"),
        classWeights(),
        number("label_smoothing"));
  }

  private EncodingChoice encoding(EncodingChoice rest) {
    Encoding numbers = rest.numbers();
    Encoding categories = rest.categories();
    return new EncodingChoice(
        new Encoding(
            constant(Method.class, NUMBERS),
            numbers.unseen(),
            numbers.indicator(),
            whole(BINS),
            numbers.smoothing()),
        new Encoding(
            constant(Method.class, CATEGORIES),
            categories.unseen(),
            categories.indicator(),
            whole(LIMIT),
            number(SMOOTHING)));
  }

  private static Object classWeights(double positive) {
    if (Double.isNaN(positive)) {
      return BALANCED;
    }
    return positive == 1 ? NONE : (Object) positive;
  }

  private ClassWeights classWeights() {
    Object weight = value("class_weights");
    if (weight instanceof Number number) {
      return new ClassWeights(number.doubleValue());
    }
    return weight.equals(BALANCED) ? ClassWeights.balanced() : ClassWeights.none();
  }

  private Object value(String name) {
    return Optional.ofNullable(values.get(name))
        .orElseThrow(() -> new IllegalArgumentException("there is no value of '" + name + "'"));
  }

  private String text(String name) {
    return (String) value(name);
  }

  private double number(String name) {
    return ((Number) value(name)).doubleValue();
  }

  private int whole(String name) {
    return Math.toIntExact(((Number) value(name)).longValue());
  }

  private <E extends Enum<E>> E constant(Class<E> type, String name) {
    return Enum.valueOf(type, text(name).toUpperCase(Locale.ROOT));
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
