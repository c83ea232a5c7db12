package dev.millrace.tuning.space;

import java.util.HashSet;
import java.util.List;

/** One thing that is searched for, by name. */
public sealed interface Parameter {

  /** As in the recipe, for example {@code learning_rate}. */
  String name();

  /**
   * A real number in {@code [low, high]}.
   *
   * @param log whether its logarithm is uniform; {@code low} is then greater than 0
   */
  record Real(String name, double low, double high, boolean log) implements Parameter {
    public Real {
      require(Double.isFinite(low) && Double.isFinite(high) && low < high, name, low, high);
      require(!log || low > 0, name, low, high);
    }
  }

  /**
   * A whole number {@code low + i * step} in {@code [low, high]}; both ends belong to it. At most
   * 2³¹ - 1 of them.
   *
   * @param step at least 1; 1 where {@code log}
   * @param log whether its logarithm is uniform; {@code low} is then at least 1
   */
  record Whole(String name, long low, long high, long step, boolean log) implements Parameter {
    public Whole {
      require(low < high && step >= 1 && (high - low) % step == 0, name, low, high);
      require(!log || (low >= 1 && step == 1), name, low, high);
      require((high - low) / step < Integer.MAX_VALUE, name, low, high);
    }

    /** How many values there are. */
    public int count() {
      return (int) ((high - low) / step + 1);
    }
  }

  /**
   * One of some values without an order.
   *
   * @param values at least one, distinct; each a String, Boolean, Long or Double
   */
  record Choice(String name, List<Object> values) implements Parameter {
    public Choice {
      values = List.copyOf(values);
      if (values.isEmpty() || new HashSet<>(values).size() != values.size()) {
        throw new IllegalArgumentException(name + " needs distinct values, not " + values);
      }
    }
  }

  private static void require(boolean kept, String name, Number low, Number high) {
    if (!kept) {
      throw new IllegalArgumentException(name + " cannot range from " + low + " to " + high);
    }
  }
}
