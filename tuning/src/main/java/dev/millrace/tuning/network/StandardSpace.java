package dev.millrace.tuning.network;

import dev.millrace.models.network.NetworkSpec;
import dev.millrace.tuning.space.Parameter;
import dev.millrace.tuning.space.Parameter.Choice;
import dev.millrace.tuning.space.Parameter.Real;
import dev.millrace.tuning.space.Parameter.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is searched where a recipe says nothing: the few things that decide most on tables of some
 * thousand rows, with ranges that trials stay quick in. Wide enough to hold the recipe's own
 * configuration.
 */
public final class StandardSpace {
  /** Widest layer; wider ones cost the square and bring nothing on small tables. */
  private static final long WIDEST = 128;

  private StandardSpace() {}

  /** The space around a configuration, which is in it. */
  public static NetworkSpace around(Configuration own) {
    List<Parameter> parameters = new ArrayList<>();
    if (own.network() instanceof NetworkSpec.Mlp) {
      parameters.add(new Whole(FlatConfiguration.DEPTH, 1, 3, 1, false));
      parameters.add(new Whole(FlatConfiguration.WIDTH, 16, WIDEST, 1, true));
      parameters.add(new Choice("activation", List.of("swish", "relu", "selu")));
      parameters.add(new Real("dropout", 0, 0.6, false));
      parameters.add(new Real("input_dropout", 0, 0.2, false));
      parameters.add(new Real("learning_rate", 1e-3, 2e-2, true));
      parameters.add(new Real("weight_decay", 0.05, 5, true));
    } else {
      parameters.add(new Real("learning_rate", 2e-3, 1e-1, true));
      parameters.add(new Real("weight_decay", 0, 1, false));
    }
    parameters.add(new Choice("batch", List.of(128L, 256L, 512L)));
    parameters.add(new Choice(FlatConfiguration.NUMBERS, List.of("bins", "quantile", "robust")));
    parameters.add(new Whole(FlatConfiguration.BINS, 4, 48, 1, true));
    Map<String, Object> flat = FlatConfiguration.of(own).values();
    return NetworkSpace.of(
        parameters.stream().map(parameter -> with(parameter, values(parameter, flat))).toList(),
        own);
  }

  /** The recipe's own values of a parameter: one, or of the width one for each layer. */
  private static List<Object> values(Parameter parameter, Map<String, Object> own) {
    String layer = FlatConfiguration.WIDTH + "_";
    return own.entrySet().stream()
        .filter(
            value ->
                value.getKey().equals(parameter.name())
                    || (parameter.name().equals(FlatConfiguration.WIDTH)
                        && value.getKey().startsWith(layer)))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** The parameter, made wider where it does not hold some values. */
  private static Parameter with(Parameter parameter, List<Object> values) {
    Parameter wider = parameter;
    for (Object value : values) {
      wider = with(wider, value);
    }
    return wider;
  }

  private static Parameter with(Parameter parameter, Object value) {
    if (parameter instanceof Choice choice) {
      if (choice.values().contains(value)) {
        return choice;
      }
      List<Object> more = new ArrayList<>(choice.values());
      more.add(value);
      return new Choice(choice.name(), more);
    }
    double number = ((Number) value).doubleValue();
    if (parameter instanceof Whole whole) {
      return new Whole(
          whole.name(),
          Math.min(whole.low(), (long) number),
          Math.max(whole.high(), (long) number),
          whole.step(),
          whole.log());
    }
    Real real = (Real) parameter;
    boolean log = real.log() && number > 0;
    return new Real(real.name(), Math.min(real.low(), number), Math.max(real.high(), number), log);
  }
}
