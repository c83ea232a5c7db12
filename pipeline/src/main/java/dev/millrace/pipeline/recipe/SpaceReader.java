package dev.millrace.pipeline.recipe;

import dev.millrace.contract.feature.Encoding.Method;
import dev.millrace.models.network.NetworkSpec;
import dev.millrace.models.network.Nonlinearity;
import dev.millrace.models.train.FitSpec;
import dev.millrace.tuning.network.Configuration;
import dev.millrace.tuning.network.NetworkSpace;
import dev.millrace.tuning.network.StandardSpace;
import dev.millrace.tuning.space.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Reads {@code tune.space}: for each key that is searched, values to choose from or a range. */
final class SpaceReader {
  private static final Set<String> OF_MLP =
      Set.of("layers", "activation", "dropout", "input_dropout");
  private static final Range BATCH = Range.atLeast(1);
  private static final Range WIDTH = Range.closed(1, 65_536);
  private static final Range DEPTH = Range.closed(1, 32);

  private final Fields fields;
  private final Configuration own;
  private final List<Parameter> found = new ArrayList<>();

  /**
   * @param own the recipe's own configuration
   */
  SpaceReader(Fields fields, Configuration own) {
    this.fields = fields;
    this.own = own;
  }

  /** The standard one where there are problems. */
  NetworkSpace read() {
    network();
    fit();
    encode();
    check();
    return found.isEmpty() || !fields.problems().isEmpty()
        ? StandardSpace.around(own)
        : NetworkSpace.of(found, own);
  }

  private void network() {
    read(fields, "network", "network", Searched.names(List.of("mlp", "logistic")));
    if (fields.has("layers")) {
      Fields layers = fields.child("layers", Keys.SPACE_LAYERS);
      read(layers, "depth", "depth", Searched.whole(DEPTH));
      read(layers, "width", "width", Searched.whole(WIDTH));
    }
    read(fields, "activation", "activation", Searched.constants(Nonlinearity.class));
    read(fields, "dropout", "dropout", Searched.share(Range.BELOW_ONE));
    read(fields, "input_dropout", "input_dropout", Searched.share(Range.BELOW_ONE));
  }

  private void fit() {
    read(fields, "learning_rate", "learning_rate", Searched.number(Range.above(0)));
    read(fields, "weight_decay", "weight_decay", Searched.number(Range.atLeast(0)));
    read(fields, "batch", "batch", Searched.whole(BATCH));
    read(fields, "epochs", "epochs", Searched.whole(BATCH));
    read(fields, "patience", "patience", Searched.whole(BATCH));
    read(fields, "schedule", "schedule", Searched.constants(FitSpec.Schedule.class));
    read(fields, "select", "select", Searched.constants(FitSpec.Select.class));
    read(
        fields,
        "class_weights",
        "class_weights",
        Searched.number(Range.above(0)).or(List.of("none", "balanced")));
    read(fields, "label_smoothing", "label_smoothing", Searched.number(Range.BELOW_ONE));
  }

  private void encode() {
    if (!fields.has("encode")) {
      return;
    }
    Fields encode = fields.child("encode", Keys.SPACE_ENCODE);
    read(encode, "numbers", "encode.numbers", methods(true));
    read(encode, "bins", "encode.bins", Searched.whole(Range.atLeast(2)));
    read(encode, "categories", "encode.categories", methods(false));
    read(encode, "limit", "encode.limit", Searched.whole(Range.atLeast(2)));
    read(encode, "smoothing", "encode.smoothing", Searched.number(Range.atLeast(0)));
  }

  private static Searched methods(boolean numbers) {
    return Searched.names(
        Arrays.stream(Method.values())
            .filter(method -> method.takesNumbers() == numbers)
            .map(Choices::name)
            .toList());
  }

  private void read(Fields from, String key, String name, Searched searched) {
    if (from.has(key)) {
      new ParameterReader(from, key, name, searched).read().ifPresent(found::add);
    }
  }

  /** What would be searched in vain. */
  private void check() {
    if (fields.problems().isEmpty() && found.isEmpty()) {
      fields
          .problems()
          .add(fields.place(), "'space' is empty; leave it out to search the standard one");
    }
    if (own.network() instanceof NetworkSpec.Logistic && !fields.has("network")) {
      OF_MLP.stream()
          .filter(fields::has)
          .sorted()
          .forEach(
              key ->
                  fields.problem(
                      key, "'%s' is of mlp, but the recipe trains logistic".formatted(key)));
    }
  }
}
