package dev.millrace.etl.clean;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.TimeFormat;
import dev.millrace.contract.feature.TimeFormat.Field;
import dev.millrace.etl.duck.Duck;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** {@link TimeFormat}s as SQL. */
final class TimeSql {
  private static final String MONTHS =
      "['JAN','FEB','MAR','APR','MAY','JUN','JUL','AUG','SEP','OCT','NOV','DEC']";
  private static final String MICROS_PER_DAY = "86400000000.0";

  private final String text;
  private final TimeFormat format;
  private final ZoneId zone;
  private final String parts;

  private TimeSql(String text, TimeFormat format, ZoneId zone) {
    this.text = text;
    this.format = format;
    this.zone = zone;
    String names =
        IntStream.range(0, format.fields().size())
            .mapToObj(i -> "'f" + i + "'")
            .collect(Collectors.joining(", "));
    this.parts =
        "regexp_extract(" + text + ", " + Duck.literal(format.regex()) + ", [" + names + "])";
  }

  /** Whole days since 1970-01-01, NULL where the text is no day in any of the formats. */
  static String days(String text, Column column) {
    String days = "floor(" + fraction(micros(text, column, ZoneOffset.UTC)) + ")";
    if (!column.formats().isEmpty()) {
      return days;
    }
    // by far the commonest spelling, and one that a cast reads ten times faster
    return "CASE WHEN regexp_full_match("
        + text
        + ", '[0-9]{4}-[0-9]{2}-[0-9]{2}') AND NOT starts_with("
        + text
        + ", '0000') THEN CAST(TRY_CAST("
        + text
        + " AS DATE) - DATE '1970-01-01' AS DOUBLE) ELSE "
        + days
        + " END";
  }

  /**
   * Microseconds since 1970-01-01T00:00Z as BIGINT, NULL where the text is no moment in any of the
   * formats.
   *
   * @param zone of moments that are written without one
   */
  static String micros(String text, Column column, ZoneId zone) {
    String collapsed = TextSql.collapsed(text);
    return formats(column).stream()
        .map(format -> new TimeSql(collapsed, format, zone).micros())
        .collect(Collectors.joining(", ", "coalesce(", ")"));
  }

  /** Microseconds as fractional days. */
  static String fraction(String micros) {
    return micros + " / " + MICROS_PER_DAY;
  }

  /** Whether a column lands as times. */
  static boolean isTime(String landedType) {
    return landedType.equals("DATE") || landedType.startsWith("TIMESTAMP");
  }

  /** {@link #micros} of a column that lands as times; a day means its first moment. */
  static String nativeMicros(String value, String landedType, ZoneId zone) {
    if (landedType.contains("ZONE")) {
      return finiteMicros(value, "TIMESTAMPTZ");
    }
    return inZone(finiteMicros(value, "TIMESTAMP"), zone);
  }

  /**
   * Microseconds of the first moment of a day in a zone.
   *
   * @param day SQL of a day since 1970-01-01
   */
  static String startOfDay(String day, ZoneId zone) {
    return inZone("(CAST(" + day + " AS BIGINT) * 86400000000)", zone);
  }

  /**
   * The day of a moment in a zone.
   *
   * @param micros of the moment
   * @return days since 1970-01-01
   */
  static String dayOf(String micros, ZoneId zone) {
    String local =
        zone.normalized() instanceof ZoneOffset offset
            ? "(" + micros + " + " + shift(offset) + ")"
            : "epoch_us(timezone("
                + Duck.literal(zone.getId())
                + ", CAST(make_timestamp("
                + micros
                + ") AS TIMESTAMPTZ)))";
    return "floor(" + fraction(local) + ")";
  }

  /**
   * What a clock in a zone shows, as microseconds in UTC. An hour that a change of the clock leaves
   * out is taken for the one after it; of one that occurs twice the later is meant.
   */
  private static String inZone(String micros, ZoneId zone) {
    if (zone.normalized() instanceof ZoneOffset offset) {
      return offset.getTotalSeconds() == 0 ? micros : "(" + micros + " - " + shift(offset) + ")";
    }
    return "epoch_us(timezone(" + Duck.literal(zone.getId()) + ", make_timestamp(" + micros + ")))";
  }

  private static long shift(ZoneOffset offset) {
    return offset.getTotalSeconds() * 1_000_000L;
  }

  private static String finiteMicros(String value, String type) {
    String moment = "TRY_CAST(" + value + " AS " + type + ")";
    return "CASE WHEN isfinite(" + moment + ") THEN epoch_us(" + moment + ") END";
  }

  private static List<TimeFormat> formats(Column column) {
    try {
      return TimeFormat.of(column);
    } catch (IllegalArgumentException e) {
      throw new MillraceException(
          ErrorCode.RECIPE_INVALID,
          "Column '" + column.name() + "': " + e.getMessage() + ".",
          "Use the letters y M d H m s S and literals, for example dd/MM/yyyy.",
          e);
    }
  }

  private String micros() {
    return "CASE WHEN regexp_full_match("
        + text
        + ", "
        + Duck.literal(format.regex())
        + ") AND "
        + number(Field.HOUR, 0)
        + " < 24 AND "
        + year()
        + " >= 1 THEN "
        + moment("epoch_us(TRY_CAST(" + stamp() + " AS TIMESTAMP)) + " + fraction())
        + " END";
  }

  private String moment(String shown) {
    String local = inZone("(" + shown + ")", zone);
    return format.fields().contains(Field.ZONE)
        ? "CASE WHEN "
            + field(Field.ZONE)
            + " = '' THEN "
            + local
            + " ELSE "
            + shown
            + " - "
            + offset()
            + " END"
        : local;
  }

  private String stamp() {
    return "concat(lpad(CAST("
        + year()
        + " AS VARCHAR), 4, '0'), '-', "
        + month()
        + ", '-', "
        + number(Field.DAY, 1)
        + ", ' ', "
        + number(Field.HOUR, 0)
        + ", ':', "
        + number(Field.MINUTE, 0)
        + ", ':', "
        + number(Field.SECOND, 0)
        + ")";
  }

  private String year() {
    if (!format.fields().contains(Field.SHORT_YEAR)) {
      return number(Field.YEAR, 0);
    }
    String two = number(Field.SHORT_YEAR, 0);
    return "(" + two + " + CASE WHEN " + two + " < 69 THEN 2000 ELSE 1900 END)";
  }

  private String month() {
    return format.fields().contains(Field.MONTH_NAME)
        ? "coalesce(list_position(" + MONTHS + ", upper(" + field(Field.MONTH_NAME) + ")), 0)"
        : number(Field.MONTH, 1);
  }

  private String fraction() {
    return format.fields().contains(Field.FRACTION)
        ? "CAST(left(" + field(Field.FRACTION) + " || '000000', 6) AS BIGINT)"
        : "0";
  }

  /** Microseconds to take off for UTC; NULL for a zone that is none. */
  private String offset() {
    String written = field(Field.ZONE);
    String digits = "rpad(regexp_replace(" + written + ", '[^0-9]', '', 'g'), 4, '0')";
    String minute = "CAST(right(" + digits + ", 2) AS INTEGER)";
    String minutes = "(CAST(left(" + digits + ", 2) AS BIGINT) * 60 + " + minute + ")";
    return "CASE WHEN "
        + minute
        + " < 60 AND "
        + minutes
        + " <= 1080 THEN "
        + minutes
        + " * 60000000 * CASE WHEN starts_with("
        + written
        + ", '-') THEN -1 ELSE 1 END END";
  }

  private String number(Field field, int absent) {
    return format.fields().contains(field)
        ? "coalesce(TRY_CAST(" + field(field) + " AS INTEGER), " + absent + ")"
        : String.valueOf(absent);
  }

  private String field(Field field) {
    return "struct_extract(" + parts + ", 'f" + format.fields().indexOf(field) + "')";
  }
}
