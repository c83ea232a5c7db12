package dev.millrace.etl.feature;

import java.util.List;
import java.util.stream.Stream;

/** The meaning of an expression over features. */
sealed interface Arithmetic {

  /** A constant. */
  record Constant(double value) implements Arithmetic {}

  /** A feature that is written out. */
  record Value(FeatureDefinition feature) implements Arithmetic {}

  /** A feature that the recipe gave a name. */
  record Named(String name) implements Arithmetic {}

  /** With the other sign. */
  record Negated(Arithmetic value) implements Arithmetic {}

  /** Two values joined by {@code + - *} or {@code /}. */
  record Operation(String sign, Arithmetic left, Arithmetic right) implements Arithmetic {}

  /** {@code abs}, {@code log1p}, {@code least} or {@code greatest}. */
  record Call(String function, List<Arithmetic> arguments) implements Arithmetic {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** All constants, features and names in it, in reading order. */
  default Stream<Arithmetic> leaves() {
    if (this instanceof Negated negated) {
      return negated.value().leaves();
    }
    if (this instanceof Operation operation) {
      return Stream.concat(operation.left().leaves(), operation.right().leaves());
    }
    if (this instanceof Call call) {
      return call.arguments().stream().flatMap(Arithmetic::leaves);
    }
    return Stream.of(this);
  }
}
