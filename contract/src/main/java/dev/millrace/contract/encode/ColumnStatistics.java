package dev.millrace.contract.encode;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an encoding is fitted to: a column's statistics over training rows. Immutable. */
public sealed interface ColumnStatistics {

  /** Training rows without a value. */
  long missing();

  /** Training rows with a value. */
  long present();

  /**
   * Of a numeric column.
   *
   * @param mean arithmetic
   * @param deviation standard deviation of the population, not of a sample
   * @param quantiles at 961 evenly spaced probabilities from 0 to 1, linearly interpolated (type 7
   *     of Hyndman and Fan 1996); empty where there is no value
   */
  record Numbers(long present, long missing, double mean, double deviation, List<Double> quantiles)
      implements ColumnStatistics {

    /** Steps between quantiles; quartiles and most numbers of bins divide it. */
    static final int STEPS = 960;

    public Numbers {
      quantiles = List.copyOf(quantiles);
      int expected = present == 0 ? 0 : STEPS + 1;
      if (quantiles.size() != expected) {
        throw new IllegalArgumentException(
            "expected " + expected + " quantiles, there are " + quantiles.size());
      }
    }

    /** Of the given numbers, NaN for missing ones. */
    public static Numbers of(double... values) {
      double[] sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
      NumbersCollector collector =
          new NumbersCollector(sorted.length, values.length - sorted.length);
      for (double value : sorted) {
        collector.add(value);
      }
      return collector.finish();
    }

    /** The quantile at {@code part / parts}, the nearest that is kept. */
    double quantile(int part, int parts) {
      return quantiles.get((int) Math.round((double) STEPS * part / parts));
    }

    double median() {
      return quantile(1, 2);
    }
  }

  /**
   * Of a category column.
   *
   * @param missingPositives how many of the rows without a value are positive
   * @param categories each once, most rows first, equals in the order of their texts; the rarest
   *     may be left out
   * @param others those left out
   */
  record Categories(long missing, long missingPositives, List<Category> categories, Others others)
      implements ColumnStatistics {
    public Categories {
      categories = categories.stream().sorted(Category.MOST_FREQUENT_FIRST).toList();
    }

    /** Of a column whose categories are all given. */
    public Categories(long missing, long missingPositives, List<Category> categories) {
      this(missing, missingPositives, categories, Others.NONE);
    }

    /**
     * Of the given values, null for missing ones.
     *
     * @param positives whether each row is positive
     */
    public static Categories of(List<@Nullable String> values, List<Boolean> positives) {
      Map<String, Category> counted = new TreeMap<>();
      long missing = 0;
      long missingPositives = 0;
      for (int i = 0; i < values.size(); i++) {
        String value = values.get(i);
        long positive = positives.get(i) ? 1 : 0;
        if (value == null) {
          missing++;
          missingPositives += positive;
        } else {
          counted.merge(value, new Category(value, 1, positive), Category::plus);
        }
      }
      return new Categories(missing, missingPositives, List.copyOf(counted.values()));
    }

    @Override
    public long present() {
      return others.rows() + categories.stream().mapToLong(Category::rows).sum();
    }

    /** How many categories there are, listed or not. */
    public long distinct() {
      return categories.size() + others.categories();
    }

    /** Share of positives of all rows, missing ones too; 0 where there are no rows. */
    double positiveRate() {
      long positives =
          missingPositives
              + others.positives()
              + categories.stream().mapToLong(Category::positives).sum();
      return positives / (double) Math.max(1, present() + missing);
    }
  }

  /**
   * Categories that are not listed, together.
   *
   * @param categories how many there are
   */
  record Others(long categories, long rows, long positives) {
    public static final Others NONE = new Others(0, 0, 0);
  }

  /** One category's rows and how many of them are positive. */
  record Category(String value, long rows, long positives) {
    private static final Comparator<Category> MOST_FREQUENT_FIRST =
        Comparator.comparingLong(Category::rows).reversed().thenComparing(Category::value);

    /** The rows of both, under this name. */
    public Category plus(Category other) {
      return new Category(value, rows + other.rows, positives + other.positives);
    }
  }
}
