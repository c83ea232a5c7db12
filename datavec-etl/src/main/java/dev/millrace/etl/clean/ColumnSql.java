package dev.millrace.etl.clean;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.Rules;
import dev.millrace.etl.duck.Duck;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of one column, in layers that build on one another: {@code n<i>} as landed, {@code x<i>}
 * as text, {@code p<i>} the clean value, {@code r<i>} the rules it broke (a list, NULL for none).
 *
 * @param landedType DuckDB's type of the landed column
 * @param zone of moments that are written without one
 * @param standardised where the first layer holds the standardised text of a category already; null
 *     where it does not
 */
record ColumnSql(
    Column column, String landedType, int index, ZoneId zone, @Nullable String standardised) {

  /** Types all of whose values are whole doubles. */
  private static final String SMALL_WHOLE = "U?(TINYINT|SMALLINT|INTEGER)";

  /** What a layer makes of the one before it. */
  String layer(int layer) {
    return switch (layer) {
      case 0 -> RowHead.landed(column.name()) + " AS n" + index;
      case 1 -> text("n" + index, landedType) + " AS x" + index;
      case 2 -> parsedValue() + " AS p" + index;
      case 3 -> rules();
      default -> throw new IllegalArgumentException("there is no layer " + layer);
    };
  }

  /** {@code x}: what was written, for people too; a NaN of a computed column is missing. */
  static String text(String expression, String landedType) {
    if (landedType.equals("VARCHAR")) {
      return expression;
    }
    String text = "CAST(" + expression + " AS VARCHAR)";
    if (!landedType.matches("DOUBLE|FLOAT|DECIMAL.*")) {
      return text;
    }
    String number = "CAST(" + expression + " AS DOUBLE)";
    return "CASE WHEN isnan("
        + number
        + ") THEN NULL WHEN "
        + isWhole(number)
        + " THEN CAST(CAST("
        + expression
        + " AS BIGINT) AS VARCHAR) ELSE "
        + text
        + " END";
  }

  /** The rules a value broke, as a list; NULL for none, which is quick to tell. */
  private String rules() {
    List<Check> checks = checks();
    StringBuilder sql = new StringBuilder("CASE WHEN p" + index + " IS NULL THEN ");
    String missing = column.missing() ? "NULL" : "[" + Duck.literal(Rules.REQUIRED) + "]";
    if (column.isNumeric()) {
      String blank = TextSql.trimmed("x" + index) + " IS NULL";
      String rule = "[" + Duck.literal(Rules.notA(column.type())) + "]";
      sql.append("CASE WHEN ").append(blank).append(" THEN ").append(missing);
      sql.append(" ELSE ").append(rule).append(" END");
    } else {
      sql.append(missing);
    }
    if (!checks.isEmpty()) {
      String any = checks.stream().map(Check::condition).collect(Collectors.joining(" OR "));
      String all = checks.stream().map(Check::sql).collect(Collectors.joining(", "));
      sql.append(" WHEN ").append(any).append(" THEN list_filter([").append(all);
      sql.append("], lambda rule: rule IS NOT NULL)");
    } else {
      sql.append(" ELSE NULL");
    }
    return sql.append(" END AS r").append(index).toString();
  }

  private List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    String p = "p" + index;
    Double min = column.min();
    if (min != null && column.isNumeric()) {
      checks.add(new Check(p + " < " + number(min), Rules.min(column.type(), min)));
    }
    Double max = column.max();
    if (max != null && column.isNumeric()) {
      checks.add(new Check(p + " > " + number(max), Rules.max(column.type(), max)));
    }
    if (!column.values().isEmpty() && !column.isNumeric()) {
      String list = column.values().stream().map(Duck::literal).collect(Collectors.joining(", "));
      checks.add(new Check(p + " NOT IN (" + list + ")", Rules.NOT_ALLOWED));
    }
    String pattern = column.pattern();
    if (pattern != null && !column.isNumeric()) {
      String matches = "regexp_full_match(" + p + ", " + Duck.literal(pattern) + ")";
      checks.add(new Check("NOT " + matches, Rules.pattern(pattern)));
    }
    return checks;
  }

  /** A condition that must not hold, and what it is called. */
  private record Check(String condition, String rule) {
    String sql() {
      return "CASE WHEN " + condition + " THEN " + Duck.literal(rule) + " END";
    }
  }

  private String parsedValue() {
    String x = "x" + index;
    String trimmed = TextSql.trimmed(x);
    return switch (column.type()) {
      case CATEGORY ->
          standardised == null
              ? TextSql.standardised(x, column.text(), column.values())
              : standardised;
      case NUMBER -> number();
      case INTEGER ->
          landedType.matches(SMALL_WHOLE)
              ? number()
              : "CASE WHEN " + isWhole(number()) + " THEN " + number() + " END";
      case BOOLEAN ->
          "CASE WHEN lower("
              + trimmed
              + ") IN ('true', 'yes', 't', 'y', '1') THEN 1e0 WHEN lower("
              + trimmed
              + ") IN ('false', 'no', 'f', 'n', '0') THEN 0e0 END";
      case DATE -> TimeSql.isTime(landedType) ? nativeDay() : TimeSql.days(x, column);
      case TIMESTAMP ->
          TimeSql.isTime(landedType)
              ? TimeSql.fraction(TimeSql.nativeMicros("n" + index, landedType, zone))
              : TimeSql.fraction(TimeSql.micros(x, column, zone));
    };
  }

  /** A column that lands as numbers needs no reading; its own spelling is not the contract's. */
  private String number() {
    String n = "CAST(n" + index + " AS DOUBLE)";
    if (landedType.matches(SMALL_WHOLE)) {
      return n;
    }
    return landedType.matches("U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|DOUBLE|FLOAT|DECIMAL.*")
        ? "CASE WHEN isfinite(" + n + ") THEN " + n + " END"
        : NumberSql.parsed("x" + index, column.numberStyle());
  }

  /** A number as SQL; written plainly it would be a DECIMAL. */
  static String number(double value) {
    return "CAST('" + value + "' AS DOUBLE)";
  }

  private static String isWhole(String number) {
    return "(" + number + " = floor(" + number + ") AND abs(" + number + ") <= 9007199254740992)";
  }

  private String nativeDay() {
    return "CAST(date_diff('day', DATE '1970-01-01', CAST(n" + index + " AS DATE)) AS DOUBLE)";
  }
}
