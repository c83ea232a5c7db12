package dev.millrace.etl.feature;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.etl.feature.FeatureDefinition.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * Aggregations as SQL over {@link Lanes}, where {@code cut} is the cutoff in microseconds. Sums are
 * exact and become doubles at the very end. Slopes and deviations of values that are all the same
 * are 0, not what rounding leaves.
 */
final class AggregateSql {
  private static final String DAY = "86400000000.0";

  /** Fractions are kept in units of 2^-60. */
  private static final String FINE = "1152921504606846976";

  /** Fractions that are multiplied by large numbers are kept in units of 2^-52: exact from 1 on. */
  private static final String COARSE = "4503599627370496";

  /** Rows of a source are numbered below this. */
  private static final String ROWS = "1099511627776";

  private final CleanTables clean;
  private final PreparedTable rows;
  private final Lanes lanes;

  AggregateSql(CleanTables clean, PreparedTable rows, Lanes lanes) {
    this.clean = clean;
    this.rows = rows;
    this.lanes = lanes;
  }

  /** The value of a feature in a window; of {@code SHARE} the rows that the filter lets pass. */
  String value(Aggregate aggregate) {
    String filter = filter(aggregate.filter());
    return switch (aggregate.function()) {
      case COUNT, SHARE -> lanes.count("entity", filter);
      case RECENCY -> since(latest("entity", filter, aggregate.window()));
      case GAP -> gap(filter);
      case DISTINCT -> throw new IllegalArgumentException("distinct values are no state");
      default -> ofColumn(aggregate, filter);
    };
  }

  /** All rows in a window. */
  String allRows() {
    return lanes.count("entity", "");
  }

  private String ofColumn(Aggregate aggregate, String filter) {
    Column column = clean.column(rows.table(), String.valueOf(aggregate.column()));
    String value = rows.column(column.name());
    return switch (aggregate.function()) {
      case SUM -> sum(column, value, filter);
      case MEAN -> sum(column, value, filter) + " / " + lanes.count(value, filter);
      case MIN -> plain(column, lanes.min(value, filter));
      case MAX -> plain(column, lanes.max(value, filter));
      case STD -> deviation(column, value, filter);
      case TREND -> trend(column, value, filter);
      case LAST -> last(column, value, filter, aggregate.window());
      default -> throw new IllegalArgumentException(aggregate.function() + " takes a table");
    };
  }

  private String filter(@Nullable Filter filter) {
    if (filter == null) {
      return "";
    }
    Column column = clean.column(rows.table(), filter.column());
    String sql = rows.column(column.name());
    return " FILTER (WHERE " + FilterSql.condition(filter, column, sql) + ")";
  }

  /** A date becomes days from the cutoff to it. */
  private String plain(Column column, String value) {
    return FeatureCheck.isTime(column)
        ? "(" + clean.micros(rows.table(), column.name(), value) + " - cut) / " + DAY
        : value;
  }

  private String sum(Column column, String value, String filter) {
    return inDouble(column, lanes.whole(whole(value), filter), fraction(column, value, filter));
  }

  private String fraction(Column column, String value, String filter) {
    return isWhole(column) ? "" : lanes.whole(fraction(value, FINE), filter);
  }

  private static String inDouble(Column column, String whole, String fraction) {
    return isWhole(column)
        ? "CAST(" + whole + " AS DOUBLE)"
        : "(CAST(" + whole + " AS DOUBLE) + CAST(" + fraction + " AS DOUBLE) / " + FINE + ".0)";
  }

  /**
   * Sums of values and of their squares are moved by {@code k}, a whole number near the mean, while
   * what is large in them is still whole numbers: of {@code x = w + f}, whole part and fraction,
   * {@code (x - k)²} is {@code (w - k)² + 2 (w - k) f + f²}.
   */
  private String deviation(Column column, String value, String filter) {
    String n = lanes.count(value, filter);
    String sum = movedSum(column, value, filter);
    return "CASE WHEN "
        + n
        + " < 2 THEN NULL WHEN "
        + constant(value, filter)
        + " THEN 0 ELSE sqrt(greatest(0, ("
        + movedSquares(column, value, filter)
        + " - "
        + sum
        + " * ("
        + sum
        + " / "
        + n
        + ")) / ("
        + n
        + " - 1))) END";
  }

  /** A whole number near the mean of the whole parts; a division of 128 bits would be slow. */
  private String middle(String whole, String n, String filter) {
    String mean = "CAST(" + lanes.whole(whole, filter) + " AS DOUBLE) / " + n;
    return "CAST(CAST(round(" + mean + ") AS BIGINT) AS HUGEINT)";
  }

  private String movedSum(Column column, String value, String filter) {
    String n = lanes.count(value, filter);
    String wholes = lanes.whole(whole(value), filter);
    String sum =
        "CAST(" + wholes + " - " + n + " * " + middle(whole(value), n, filter) + " AS DOUBLE)";
    return isWhole(column)
        ? sum
        : "(" + sum + " + " + inUnits(fraction(column, value, filter), FINE) + ")";
  }

  private String movedSquares(Column column, String value, String filter) {
    String n = lanes.count(value, filter);
    String middle = middle(whole(value), n, filter);
    String wide = "CAST(" + whole(value) + " AS HUGEINT) * ";
    String squares = movedSquares(whole(value), wide + whole(value), n, filter);
    if (isWhole(column)) {
      return squares;
    }
    String coarse = fraction(value, COARSE);
    String crossed =
        lanes.whole(wide + coarse, filter) + " - " + middle + " * " + lanes.whole(coarse, filter);
    String rest = "(" + value + " - trunc(" + value + "))";
    String squaredRest = lanes.whole(fraction("(" + rest + " * " + rest + ")", FINE), filter);
    return squares
        + " + 2 * "
        + inUnits("(" + crossed + ")", COARSE)
        + " + "
        + inUnits(squaredRest, FINE);
  }

  /** The sum of squares of whole numbers, moved by one near their mean. */
  private String movedSquares(String whole, String square, String n, String filter) {
    String middle = middle(whole, n, filter);
    return "CAST("
        + lanes.whole(square, filter)
        + " - 2 * "
        + middle
        + " * "
        + lanes.whole(whole, filter)
        + " + "
        + n
        + " * "
        + middle
        + " * "
        + middle
        + " AS DOUBLE)";
  }

  /** The least-squares slope, of times and values that are moved as for deviations. */
  private String trend(Column column, String value, String filter) {
    String present = Lanes.present(value, filter);
    String n = lanes.count(value, filter);
    String first = lanes.min("t", present);
    String last = lanes.max("t", present);
    String times = lanes.whole("t", present);
    String middle = middle("t", n, present);
    String t = "CAST(" + times + " - " + n + " * " + middle + " AS DOUBLE)";
    return "CASE WHEN "
        + first
        + " // 86400000000 = "
        + last
        + " // 86400000000 THEN NULL WHEN "
        + constant(value, filter)
        + " THEN 0 ELSE "
        + DAY
        + " * ("
        + n
        + " * "
        + movedProducts(column, value, filter)
        + " - "
        + t
        + " * "
        + movedSum(column, value, filter)
        + ") / ("
        + n
        + " * "
        + movedSquares("t", "CAST(t AS HUGEINT) * t", n, present)
        + " - "
        + t
        + " * "
        + t
        + ") END";
  }

  /** The sum of products of times and values, both moved. */
  private String movedProducts(Column column, String value, String filter) {
    String present = Lanes.present(value, filter);
    String n = lanes.count(value, filter);
    String times = lanes.whole("t", present);
    String middle = middle("t", n, present);
    String wide = "CAST(t AS HUGEINT) * ";
    String products =
        "CAST("
            + lanes.whole(wide + whole(value), filter)
            + " - "
            + middle
            + " * "
            + lanes.whole(whole(value), filter)
            + " - "
            + middle(whole(value), n, filter)
            + " * ("
            + times
            + " - "
            + n
            + " * "
            + middle
            + ") AS DOUBLE)";
    if (isWhole(column)) {
      return products;
    }
    String coarse = fraction(value, COARSE);
    String moved =
        lanes.whole(wide + coarse, filter) + " - " + middle + " * " + lanes.whole(coarse, filter);
    return "(" + products + " + " + inUnits("(" + moved + ")", COARSE) + ")";
  }

  private static String inUnits(String sum, String units) {
    return "CAST(" + sum + " AS DOUBLE) / " + units + ".0";
  }

  private String constant(String value, String filter) {
    return lanes.min(value, filter) + " = " + lanes.max(value, filter);
  }

  private String last(Column column, String value, String filter, @Nullable Window window) {
    String last = lanes.last(value, "CAST(t AS HUGEINT) * " + ROWS + " + __row", filter);
    String latest = latest(value, filter, window);
    return "CASE WHEN " + latest + " IS NOT NULL THEN " + plain(column, last) + " END";
  }

  /** When the last row was; NULL where that is before the window. */
  private String latest(String value, String filter, @Nullable Window window) {
    String latest = lanes.max("t", Lanes.present(value, filter));
    return window == null
        ? latest
        : "CASE WHEN "
            + latest
            + " >= cut - "
            + window.days() * Timeline.DAY
            + " THEN "
            + latest
            + " END";
  }

  private static String since(String time) {
    return "(cut - " + time + ") / " + DAY;
  }

  private String gap(String filter) {
    String n = lanes.count("entity", filter);
    return "CASE WHEN "
        + n
        + " > 1 THEN ("
        + lanes.max("t", filter)
        + " - "
        + lanes.min("t", filter)
        + ") / "
        + DAY
        + " / ("
        + n
        + " - 1) END";
  }

  private static boolean isWhole(Column column) {
    return column.type() != ColumnType.NUMBER;
  }

  private static String whole(String value) {
    return "CAST(trunc(" + value + ") AS BIGINT)";
  }

  private static String fraction(String value, String units) {
    return "CAST((" + value + " - trunc(" + value + ")) * " + units + ".0 AS BIGINT)";
  }
}
