package dev.millrace.serving.protocol.kserve;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be asked of the model: one element for each row. */
enum Output {
  /** Calibrated. */
  PROBABILITY(Datatype.FP64),
  /** Whether the probability reaches the threshold of the model that answered. */
  DECISION(Datatype.BOOL),
  /** For sending outcomes later. */
  PREDICTION_ID(Datatype.BYTES),
  /** Costs more than the rest together, so it comes only where it is asked for. */
  REASONS(Datatype.BYTES);

  /** What the metadata declares and a request without {@code outputs} gets. */
  static final List<Output> ALWAYS = List.of(PROBABILITY, DECISION, PREDICTION_ID);

  private final Datatype type;

  Output(Datatype type) {
    this.type = type;
  }

  static Optional<Output> of(String name) {
    return Arrays.stream(values()).filter(output -> output.tensorName().equals(name)).findFirst();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(Output::tensorName).toList();
  }

  String tensorName() {
    return name().toLowerCase(Locale.ROOT);
  }

  Datatype type() {
    return type;
  }
}
