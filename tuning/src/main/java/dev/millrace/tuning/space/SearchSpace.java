package dev.millrace.tuning.space;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is searched.
 *
 * @param dimensions at least one, names distinct; a condition names an earlier one
 */
public record SearchSpace(List<Dimension> dimensions) {
  public SearchSpace {
    dimensions = List.copyOf(dimensions);
    Set<String> earlier = new HashSet<>();
    for (Dimension dimension : dimensions) {
      for (Condition condition : dimension.when()) {
        if (!earlier.contains(condition.parameter())) {
          throw new IllegalArgumentException(
              dimension.name()
                  + " depends on '"
                  + condition.parameter()
                  + "', which is not before");
        }
      }
      if (!earlier.add(dimension.name())) {
        throw new IllegalArgumentException("parameter '" + dimension.name() + "' is there twice");
      }
    }
    if (earlier.isEmpty()) {
      throw new IllegalArgumentException("a space needs at least one parameter");
    }
  }

  /**
   * The point with these values, less those that do not exist beside the others.
   *
   * @param values one for every dimension
   */
  public Point pointOf(Map<String, Object> values) {
    Map<String, Object> existing = new LinkedHashMap<>();
    for (Dimension dimension : dimensions) {
      boolean exists =
          dimension.when().stream().allMatch(when -> when.holds(existing.get(when.parameter())));
      if (exists) {
        existing.put(dimension.name(), values.get(dimension.name()));
      }
    }
    return new Point(existing);
  }

  /** Whether a point has a value for every parameter that exists there, and for no other. */
  public boolean contains(Point point) {
    Map<String, Object> all = new LinkedHashMap<>();
    dimensions.forEach(dimension -> all.put(dimension.name(), ""));
    all.putAll(point.values());
    return pointOf(all).values().equals(point.values());
  }
}
