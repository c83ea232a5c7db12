package dev.millrace.tuning.space;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a parameter exists: by the value of another one. */
public sealed interface Condition {

  /** The other one, which comes earlier in the space. */
  String parameter();

  /** Whether the other one's value, null where it does not exist, lets the parameter exist. */
  boolean holds(@Nullable Object value);

  /** The other one is a number of at least that size. */
  record AtLeast(String parameter, double least) implements Condition {
    @Override
    public boolean holds(@Nullable Object value) {
      return value instanceof Number number && number.doubleValue() >= least;
    }
  }

  /** The other one has one of these values. */
  record OneOf(String parameter, List<Object> values) implements Condition {
    public OneOf {
      values = List.copyOf(values);
    }

    @Override
    public boolean holds(@Nullable Object value) {
      return value != null && values.contains(value);
    }
  }
}
