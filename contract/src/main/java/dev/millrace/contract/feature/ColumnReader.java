package dev.millrace.contract.feature;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads single values of one column by the rules of {@link ColumnType}; {@link RowParser} reads
 * whole rows with it. Thread-safe.
 */
public final class ColumnReader {
  private static final Set<String> YES = Set.of("true", "yes", "t", "y", "1");
  private static final Set<String> NO = Set.of("false", "no", "f", "n", "0");
  private static final double EXACT = 0x1p53;

  /**
   * What came of a value; with a rule, the value is of no use.
   *
   * @param number NaN where missing or not numeric
   * @param text null where missing or numeric
   * @param broken the rule it breaks, or null
   */
  public record Reading(double number, @Nullable String text, @Nullable String broken) {
    static Reading of(double number) {
      return new Reading(number, null, null);
    }

    static Reading broken(String rule) {
      return new Reading(Double.NaN, null, rule);
    }
  }

  private final Column column;
  private final List<TimeFormat> formats;
  private final @Nullable Pattern pattern;

  public ColumnReader(Column column) {
    this.column = column;
    this.formats = isTime() ? TimeFormat.of(column) : List.of();
    this.pattern = column.pattern() == null ? null : Pattern.compile(column.pattern());
  }

  /** Reads a text, a number, a truth value or null, which is missing; all else is no value. */
  public Reading read(@Nullable Object value) {
    if (value == null || isMissing(value)) {
      return column.missing() ? Reading.of(Double.NaN) : Reading.broken(Rules.REQUIRED);
    }
    if (!isValue(value)) {
      return Reading.broken(Rules.notA(column.type()));
    }
    return column.isNumeric() ? readNumber(value) : readText(value);
  }

  private boolean isValue(Object value) {
    return value instanceof String
        || value instanceof Number
        || value instanceof Boolean
        || (value instanceof Days && isTime());
  }

  private boolean isTime() {
    return column.type() == ColumnType.DATE || column.type() == ColumnType.TIMESTAMP;
  }

  private static boolean isMissing(Object value) {
    return (value instanceof Number number && Double.isNaN(number.doubleValue()))
        || (value instanceof Days days && Double.isNaN(days.sinceEpoch()))
        || (value instanceof String text && TextRule.TRIM.apply(text).isEmpty());
  }

  private Reading readNumber(Object value) {
    OptionalDouble number =
        switch (column.type()) {
          case BOOLEAN -> flag(value);
          case DATE, TIMESTAMP -> time(value);
          default -> number(value);
        };
    if (number.isEmpty()) {
      return Reading.broken(Rules.notA(column.type()));
    }
    double read = number.getAsDouble();
    Double min = column.min();
    Double max = column.max();
    if (min != null && read < min) {
      return Reading.broken(Rules.min(column.type(), min));
    }
    return max != null && read > max
        ? Reading.broken(Rules.max(column.type(), max))
        : Reading.of(read);
  }

  private OptionalDouble number(Object value) {
    if (value instanceof Boolean) {
      return OptionalDouble.empty();
    }
    OptionalDouble number =
        value instanceof Number given
            ? OptionalDouble.of(given.doubleValue())
            : column.numberStyle().parse((String) value);
    boolean whole = column.type() == ColumnType.INTEGER;
    boolean suits =
        number.isPresent()
            && Double.isFinite(number.getAsDouble())
            && (!whole || isWhole(number.getAsDouble()));
    return suits ? number : OptionalDouble.empty();
  }

  private static boolean isWhole(double number) {
    return number == Math.rint(number) && Math.abs(number) <= EXACT;
  }

  private static OptionalDouble flag(Object value) {
    String text = TextRule.TRIM.apply(written(value)).toLowerCase(Locale.ROOT);
    if (YES.contains(text)) {
      return OptionalDouble.of(1);
    }
    return NO.contains(text) ? OptionalDouble.of(0) : OptionalDouble.empty();
  }

  private OptionalDouble time(Object value) {
    OptionalDouble days =
        value instanceof Days given
            ? given.moment()
            : value instanceof String text ? moment(text) : OptionalDouble.empty();
    return column.type() == ColumnType.DATE && days.isPresent() ? wholeDay(days) : days;
  }

  private OptionalDouble moment(String text) {
    return formats.stream()
        .map(format -> format.parse(text))
        .filter(OptionalDouble::isPresent)
        .findFirst()
        .orElse(OptionalDouble.empty());
  }

  private static OptionalDouble wholeDay(OptionalDouble days) {
    return OptionalDouble.of(Math.floor(days.getAsDouble()));
  }

  private Reading readText(Object value) {
    String text = TextRule.standardise(written(value), column.text(), column.values());
    if (text.isEmpty()) {
      return read(null);
    }
    if (!column.values().isEmpty() && !column.values().contains(text)) {
      return Reading.broken(Rules.NOT_ALLOWED);
    }
    if (pattern != null && !pattern.matcher(text).matches()) {
      return Reading.broken(Rules.pattern(pattern.pattern()));
    }
    return new Reading(Double.NaN, text, null);
  }

  /** A number that is whole without a point, everything else as Java writes it. */
  static String written(Object value) {
    if (value instanceof Number number && isWhole(number.doubleValue())) {
      return Long.toString(number.longValue());
    }
    return value.toString();
  }
}
