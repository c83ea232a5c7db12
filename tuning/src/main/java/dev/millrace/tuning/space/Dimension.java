package dev.millrace.tuning.space;

import java.util.List;

/**
 * A parameter of a space.
 *
 * @param when it exists: where all of these hold; always where there are none
 */
public record Dimension(Parameter parameter, List<Condition> when) {
  public Dimension {
    when = List.copyOf(when);
  }

  /** A parameter that always exists. */
  public static Dimension of(Parameter parameter) {
    return new Dimension(parameter, List.of());
  }

  /** Its name. */
  public String name() {
    return parameter.name();
  }
}
