package dev.millrace.contract.encode;

import dev.millrace.contract.encode.ColumnStatistics.Categories;
import dev.millrace.contract.encode.ColumnStatistics.Category;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.Encoding;
import dev.millrace.contract.feature.Encoding.Method;
import dev.millrace.contract.feature.Encoding.Unseen;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Fits the encodings of categories. */
final class FitCategories {
  private FitCategories() {}

  /**
   * @param rates what target encoding takes its rates from: the statistics, or those without a part
   */
  static ColumnEncoding fit(
      Column column, Categories statistics, Categories rates, boolean indicator) {
    Encoding encoding = column.encoding();
    List<String> known = known(column, statistics);
    int mostFrequent = known.indexOf(statistics.categories().get(0).value());
    CategoryRules rules =
        new CategoryRules(known, encoding.unseen(), Math.max(0, mostFrequent), indicator);
    return switch (encoding.method().resolved(statistics.distinct())) {
      case ONE_HOT -> new OneHotEncoding(column.name(), rules);
      case ORDINAL -> new OrdinalEncoding(column.name(), rules);
      case TARGET -> target(column, rules, statistics, rates);
      case ROBUST, QUANTILE, STANDARD, BINS, AUTO ->
          throw new IllegalArgumentException(encoding.method() + " takes no categories");
    };
  }

  /** The most frequent categories of the training rows, as declared or else in text order. */
  private static List<String> known(Column column, Categories statistics) {
    List<String> declared = column.values();
    if (column.encoding().method() == Method.ORDINAL && !declared.isEmpty()) {
      return declared;
    }
    int limit = column.encoding().limit();
    checkLimit(column, statistics, limit);
    return statistics.categories().stream()
        .limit(limit)
        .map(Category::value)
        .sorted(Comparator.<String>comparingInt(declared::indexOf).thenComparing(v -> v))
        .toList();
  }

  private static void checkLimit(Column column, Categories statistics, int limit) {
    long found = statistics.distinct();
    if (found > limit && column.encoding().unseen() == Unseen.FAIL) {
      throw new MillraceException(
          ErrorCode.RECIPE_INVALID,
          "Column '"
              + column.name()
              + "' has "
              + found
              + " categories, more than its limit of "
              + limit
              + ", and 'unseen: fail' would refuse the rest.",
          "Set 'limit: " + found + "' or more for the column, or 'unseen: ignore'.");
    }
  }

  private static TargetEncoding target(
      Column column, CategoryRules rules, Categories all, Categories part) {
    double smoothing = column.encoding().smoothing();
    double overall = all.positiveRate();
    List<Category> known = inOrder(rules.categories(), all);
    double spread = spread(known, smoothedRates(known, overall, smoothing), overall);
    double[] rates =
        smoothedRates(inOrder(rules.categories(), part), part.positiveRate(), smoothing);
    return new TargetEncoding(column.name(), rules, rates, overall, spread);
  }

  private static double[] smoothedRates(List<Category> known, double overall, double smoothing) {
    return known.stream()
        .mapToDouble(
            category -> {
              double weight = category.rows() + smoothing;
              double positives = category.positives() + smoothing * overall;
              return weight == 0 ? overall : positives / weight;
            })
        .toArray();
  }

  /** Root mean square distance of the rows' rates from the overall rate; 1 where there is none. */
  private static double spread(List<Category> known, double[] rates, double overall) {
    double sum = 0;
    long rows = 0;
    for (int i = 0; i < rates.length; i++) {
      double distance = rates[i] - overall;
      sum += known.get(i).rows() * distance * distance;
      rows += known.get(i).rows();
    }
    double spread = Math.sqrt(sum / rows);
    return spread > 0 ? spread : 1;
  }

  /** The statistics of the known categories, zeros for those that are not in them. */
  private static List<Category> inOrder(List<String> known, Categories statistics) {
    Map<String, Category> byValue = new HashMap<>();
    statistics.categories().forEach(category -> byValue.put(category.value(), category));
    return known.stream()
        .map(value -> byValue.getOrDefault(value, new Category(value, 0, 0)))
        .toList();
  }
}
