package dev.millrace.tuning.space;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A point of a space. Serializable because Arbiter's candidates are.
 *
 * @param values of the parameters that exist there, in the order of the space: Double for a {@link
 *     Parameter.Real}, Long for a {@link Parameter.Whole}, one of its values for a {@link
 *     Parameter.Choice}
 */
public record Point(Map<String, Object> values) implements Serializable {
  public Point {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
