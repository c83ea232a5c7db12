package dev.millrace.etl.feature;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Aggregations as one would write them down first: row by row, cutoff by cutoff. */
final class NaiveFeatures {
  private static final MathContext EXACT = MathContext.DECIMAL128;

  /**
   * A row.
   *
   * @param time days, as is known
   * @param row its number in the source
   */
  record Event(
      String entity,
      double time,
      double known,
      long row,
      String key,
      @Nullable Double number,
      @Nullable String text) {}

  private NaiveFeatures() {}

  /** The value of an aggregation, a Double, a String or null. */
  static @Nullable Object value(
      AggregateFunction function,
      List<Event> events,
      String entity,
      double cutoff,
      @Nullable Integer window,
      Predicate<Event> filter,
      boolean ofText) {
    List<Event> all =
        events.stream()
            .filter(e -> e.entity().equals(entity))
            .filter(e -> e.known() < cutoff)
            .filter(e -> window == null || e.time() >= cutoff - window)
            .sorted(Comparator.comparingDouble(Event::time).thenComparingLong(Event::row))
            .toList();
    List<Event> rows = all.stream().filter(filter).toList();
    if (function == AggregateFunction.SHARE) {
      return all.isEmpty() ? null : (double) rows.size() / all.size();
    }
    if (!function.takesColumn()) {
      return ofRows(function, rows, cutoff);
    }
    List<Event> present =
        rows.stream().filter(e -> ofText ? e.text() != null : e.number() != null).toList();
    if (function == AggregateFunction.DISTINCT) {
      Stream<?> values = present.stream().map(e -> ofText ? e.text() : e.number());
      return (double) values.distinct().count();
    }
    if (function == AggregateFunction.LAST) {
      Event last = present.isEmpty() ? null : present.get(present.size() - 1);
      return last == null ? null : ofText ? last.text() : last.number();
    }
    return ofNumbers(function, present, cutoff);
  }

  private static @Nullable Object ofRows(
      AggregateFunction function, List<Event> rows, double cutoff) {
    int n = rows.size();
    return switch (function) {
      case COUNT -> (double) n;
      case RECENCY -> n == 0 ? null : cutoff - rows.get(n - 1).time();
      default -> n < 2 ? null : (rows.get(n - 1).time() - rows.get(0).time()) / (n - 1);
    };
  }

  private static @Nullable Object ofNumbers(
      AggregateFunction function, List<Event> rows, double cutoff) {
    List<BigDecimal> x = rows.stream().map(e -> new BigDecimal(e.number())).toList();
    List<BigDecimal> t = rows.stream().map(e -> new BigDecimal(e.time() - cutoff)).toList();
    int n = x.size();
    if (function == AggregateFunction.SUM) {
      return sum(x).doubleValue();
    }
    if (n == 0) {
      return null;
    }
    return switch (function) {
      case MEAN -> mean(x).doubleValue();
      case MIN -> x.stream().min(Comparator.naturalOrder()).orElseThrow().doubleValue();
      case MAX -> x.stream().max(Comparator.naturalOrder()).orElseThrow().doubleValue();
      case STD -> n < 2 ? null : Math.sqrt(products(x, x).doubleValue() / (n - 1));
      default -> days(rows) < 2 ? null : products(t, x).divide(products(t, t), EXACT).doubleValue();
    };
  }

  private static long days(List<Event> rows) {
    return rows.stream().map(e -> Math.floor(e.time())).distinct().count();
  }

  private static BigDecimal sum(List<BigDecimal> values) {
    return values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal mean(List<BigDecimal> values) {
    return sum(values).divide(BigDecimal.valueOf(values.size()), EXACT);
  }

  /** The sum of products of deviations. */
  private static BigDecimal products(List<BigDecimal> left, List<BigDecimal> right) {
    BigDecimal meanOfLeft = mean(left);
    BigDecimal meanOfRight = mean(right);
    List<BigDecimal> products = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      products.add(
          left.get(i).subtract(meanOfLeft).multiply(right.get(i).subtract(meanOfRight), EXACT));
    }
    return sum(products);
  }
}
