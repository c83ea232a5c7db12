package dev.millrace.contract.encode;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a fitted encoding does to a column, as plain figures, for those who write it down in another
 * language. Immutable.
 */
public sealed interface ColumnFormula {

  /**
   * Numbers; a boolean is 0 or 1.
   *
   * @param impute stands for a missing number
   * @param indicator whether a last feature is 1 for a missing number and 0 otherwise
   * @param curves give the features before that, in order
   */
  record Numbers(double impute, boolean indicator, List<Curve> curves) implements ColumnFormula {
    public Numbers {
      curves = List.copyOf(curves);
    }
  }

  /**
   * Categories: a row of features for each.
   *
   * @param known by category, in the order of the encoding
   * @param missing for a missing category
   * @param unseen for any other; null where that is an error
   */
  record Categories(
      Map<String, List<Float>> known, List<Float> missing, @Nullable List<Float> unseen)
      implements ColumnFormula {}

  /** A function of a number that is not NaN; computed in doubles, then rounded to floats. */
  sealed interface Curve {

    /** {@link RobustScale}; 0 where the factor is 0. */
    record Robust(double median, double factor) implements Curve {}

    /** {@code (x - mean) / deviation}, cut off at the limit; 0 where the deviation is 0. */
    record Standard(double mean, double deviation, double limit) implements Curve {}

    /** The broken line through points, x ascending, constant beyond its ends. */
    record Line(List<Double> x, List<Double> y) implements Curve {
      public Line {
        x = List.copyOf(x);
        y = List.copyOf(y);
      }
    }

    /**
     * A feature for each bin between two edges: how far the value is through it, 0 to 1, times the
     * weight.
     */
    record Bins(List<Double> edges, double weight) implements Curve {
      public Bins {
        edges = List.copyOf(edges);
      }
    }
  }
}
