package dev.millrace.tuning.sampler;

import dev.millrace.tuning.trial.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The points of trials on the estimator's scale, by number, and what is worth keeping of them from
 * suggestion to suggestion. For one thread.
 */
final class Observations {
  private final List<TpeDimension> dimensions;
  private final List<Column> columns = new ArrayList<>();
  private final BitSet known = new BitSet();

  Observations(List<TpeDimension> dimensions) {
    this.dimensions = dimensions;
    dimensions.forEach(dimension -> columns.add(new Column()));
  }

  List<TpeDimension> dimensions() {
    return dimensions;
  }

  /** Takes in trials that were not known; the point of a trial does not change. */
  void learn(List<Trial> trials) {
    for (Trial trial : trials) {
      if (!known.get(trial.number())) {
        double[] row = new double[dimensions.size()];
        for (int i = 0; i < row.length; i++) {
          TpeDimension dimension = dimensions.get(i);
          row[i] = dimension.scaled(trial.point().values().get(dimension.parameter().name()));
        }
        add(trial.number(), row);
      }
    }
  }

  /** Takes in one; NaN where a parameter does not exist. */
  void add(int number, double[] row) {
    known.set(number);
    for (int i = 0; i < row.length; i++) {
      columns.get(i).add(number, row[i]);
    }
  }

  Column column(int dimension) {
    return columns.get(dimension);
  }

  /** Whether all of these trials have that dimension. */
  boolean allHave(int[] numbers, int dimension) {
    Column column = columns.get(dimension);
    for (int number : numbers) {
      if (Double.isNaN(column.value(number))) {
        return false;
      }
    }
    return true;
  }

  /** Whether a trial has all of these dimensions. */
  boolean has(int number, int[] wanted) {
    for (int dimension : wanted) {
      if (Double.isNaN(columns.get(dimension).value(number))) {
        return false;
      }
    }
    return true;
  }

  /** One dimension. */
  static final class Column {
    private double[] values = {};
    private double[] sigmas = {};
    private double[] norms = {};
    private int[] order = {};
    private int size;

    double value(int number) {
      return values[number];
    }

    /** Numbers of the trials that have it, by value and then by number; the first {@link #size}. */
    int[] order() {
      return order;
    }

    int size() {
      return size;
    }

    /** The norm kept for a kernel of that width; NaN where there is none. */
    double norm(int number, double sigma) {
      return sigmas[number] == sigma ? norms[number] : Double.NaN;
    }

    void keep(int number, double sigma, double norm) {
      sigmas[number] = sigma;
      norms[number] = norm;
    }

    private void add(int number, double value) {
      if (number >= values.length) {
        int length = Math.max(16, 2 * (number + 1));
        values = longer(values, length);
        sigmas = longer(sigmas, length);
        norms = longer(norms, length);
        order = Arrays.copyOf(order, length);
      }
      values[number] = value;
      if (!Double.isNaN(value)) {
        insert(number, value);
      }
    }

    private void insert(int number, double value) {
      int at = size;
      while (at > 0 && comesAfter(order[at - 1], number, value)) {
        order[at] = order[at - 1];
        at--;
      }
      order[at] = number;
      size++;
    }

    private boolean comesAfter(int other, int number, double value) {
      return values[other] > value || (values[other] == value && other > number);
    }

    private static double[] longer(double[] array, int length) {
      double[] longer = Arrays.copyOf(array, length);
      Arrays.fill(longer, array.length, length, Double.NaN);
      return longer;
    }
  }
}
