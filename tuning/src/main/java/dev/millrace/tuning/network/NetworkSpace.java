package dev.millrace.tuning.network;

import static dev.millrace.tuning.network.FlatConfiguration.BINS;
import static dev.millrace.tuning.network.FlatConfiguration.CATEGORIES;
import static dev.millrace.tuning.network.FlatConfiguration.DEPTH;
import static dev.millrace.tuning.network.FlatConfiguration.NETWORK;
import static dev.millrace.tuning.network.FlatConfiguration.NUMBERS;
import static dev.millrace.tuning.network.FlatConfiguration.SMOOTHING;
import static dev.millrace.tuning.network.FlatConfiguration.WIDTH;

import dev.millrace.models.network.NetworkSpec;
import dev.millrace.models.train.FitSpec;
import dev.millrace.tuning.space.Condition;
import dev.millrace.tuning.space.Dimension;
import dev.millrace.tuning.space.Parameter;
import dev.millrace.tuning.space.Point;
import dev.millrace.tuning.space.SearchSpace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The configurations that are searched through. A parameter is named as its key in {@code train},
 * or {@code encode.} with its key there; {@code depth} is the number of hidden layers, and {@code
 * width} becomes {@code width_1}, {@code width_2} and so on, each there only where the network is
 * so deep. What depends on the network or the encoding exists only beside it.
 *
 * @param space whose points are configurations
 * @param own what holds where the space says nothing
 */
public record NetworkSpace(SearchSpace space, Configuration own) {
  private static final Set<String> OF_MLP =
      Set.of(DEPTH, WIDTH, "activation", "dropout", "input_dropout");

  /** What others depend on comes first. */
  private static final List<String> FIRST = List.of(NETWORK, DEPTH, NUMBERS, CATEGORIES);

  /**
   * The space of some parameters.
   *
   * @param parameters at least one, names distinct, values of the kinds that configurations have
   */
  public static NetworkSpace of(List<Parameter> parameters, Configuration own) {
    Map<String, Parameter> byName = new LinkedHashMap<>();
    parameters.stream()
        .sorted(Comparator.comparing(parameter -> !FIRST.contains(parameter.name())))
        .sorted(Comparator.comparing(parameter -> !parameter.name().equals(NETWORK)))
        .forEach(parameter -> byName.put(parameter.name(), parameter));
    long deepest =
        Optional.ofNullable(byName.get(DEPTH)).map(NetworkSpace::greatest).orElse(layers(own));
    return new NetworkSpace(
        new SearchSpace(
            byName.values().stream()
                .flatMap(parameter -> dimensions(parameter, byName, deepest))
                .toList()),
        own);
  }

  /** The configuration of a point. */
  public Configuration configuration(Point point) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.putAll(FlatConfiguration.of(beside(point)).values());
    values.putAll(point.values());
    return new FlatConfiguration(values).configuration(own.encoding());
  }

  /** The point of {@link #own}, or the one nearest to it where that is not in the space. */
  public Point nearestToOwn() {
    Map<String, Object> flat = FlatConfiguration.of(own).values();
    Map<String, Object> values = new LinkedHashMap<>();
    for (Dimension dimension : space.dimensions()) {
      values.put(dimension.name(), nearest(dimension.parameter(), flat.get(dimension.name())));
    }
    return space.pointOf(values);
  }

  /** Whether {@link #own} itself is in the space. */
  public boolean containsOwn() {
    return configuration(nearestToOwn()).equals(own);
  }

  /** The most epochs that any configuration trains. */
  public int mostEpochs() {
    return space.dimensions().stream()
        .filter(dimension -> dimension.name().equals("epochs"))
        .map(dimension -> (int) greatest(dimension.parameter()))
        .findFirst()
        .orElse(mostOwnEpochs());
  }

  private int mostOwnEpochs() {
    return Stream.of(own.fit(), FitSpec.defaultsFor(new NetworkSpec.Logistic()), FitSpec.defaults())
        .mapToInt(FitSpec::epochs)
        .max()
        .orElseThrow();
  }

  private static long layers(Configuration configuration) {
    return configuration.network() instanceof NetworkSpec.Mlp mlp ? mlp.layers().size() : 1;
  }

  /** What holds beside a point: of another network than the recipe's, that network's defaults. */
  private Configuration beside(Point point) {
    Object network = point.values().getOrDefault(NETWORK, own.network().network());
    if (network.equals(own.network().network())) {
      return own;
    }
    NetworkSpec other =
        network.equals("logistic") ? new NetworkSpec.Logistic() : NetworkSpec.Mlp.defaults();
    return new Configuration(other, FitSpec.defaultsFor(other), own.encoding());
  }

  private static Stream<Dimension> dimensions(
      Parameter parameter, Map<String, Parameter> all, long deepest) {
    List<Condition> when = conditions(parameter.name(), all);
    if (!parameter.name().equals(WIDTH)) {
      return Stream.of(new Dimension(parameter, when));
    }
    List<Dimension> widths = new ArrayList<>();
    for (long layer = 1; layer <= deepest; layer++) {
      List<Condition> deep = new ArrayList<>(when);
      if (layer > 1 && all.containsKey(DEPTH)) {
        deep.add(new Condition.AtLeast(DEPTH, layer));
      }
      widths.add(new Dimension(named(parameter, FlatConfiguration.width(layer)), deep));
    }
    return widths.stream();
  }

  private static List<Condition> conditions(String name, Map<String, Parameter> all) {
    if (OF_MLP.contains(name) && all.containsKey(NETWORK)) {
      return List.of(new Condition.OneOf(NETWORK, List.of("mlp")));
    }
    if (name.equals(BINS) && all.containsKey(NUMBERS)) {
      return List.of(new Condition.OneOf(NUMBERS, List.of("bins")));
    }
    return name.equals(SMOOTHING) && all.containsKey(CATEGORIES)
        ? List.of(new Condition.OneOf(CATEGORIES, List.of("target", "auto")))
        : List.of();
  }

  private static Parameter named(Parameter parameter, String name) {
    if (parameter instanceof Parameter.Whole whole) {
      return new Parameter.Whole(name, whole.low(), whole.high(), whole.step(), whole.log());
    }
    if (parameter instanceof Parameter.Real real) {
      return new Parameter.Real(name, real.low(), real.high(), real.log());
    }
    return new Parameter.Choice(name, ((Parameter.Choice) parameter).values());
  }

  private static long greatest(Parameter parameter) {
    if (parameter instanceof Parameter.Whole whole) {
      return whole.high();
    }
    return ((Parameter.Choice) parameter)
        .values().stream().mapToLong(value -> ((Number) value).longValue()).max().orElseThrow();
  }

  private static Object nearest(Parameter parameter, @Nullable Object to) {
    if (parameter instanceof Parameter.Real real) {
      double value = to instanceof Number number ? number.doubleValue() : real.low();
      return Math.min(real.high(), Math.max(real.low(), value));
    }
    if (parameter instanceof Parameter.Whole whole) {
      long value = to instanceof Number number ? number.longValue() : whole.low();
      long clamped = Math.min(whole.high(), Math.max(whole.low(), value));
      return whole.low()
          + Math.round((clamped - whole.low()) / (double) whole.step()) * whole.step();
    }
    List<Object> values = ((Parameter.Choice) parameter).values();
    return to != null && values.contains(to) ? to : nearest(values, to);
  }

  /** The first one, where they are no numbers. */
  private static Object nearest(List<Object> values, @Nullable Object to) {
    if (!(to instanceof Number number)) {
      return values.get(0);
    }
    return values.stream()
        .filter(value -> value instanceof Number)
        .min(
            Comparator.comparingDouble(
                value -> Math.abs(((Number) value).doubleValue() - number.doubleValue())))
        .orElse(values.get(0));
  }
}
