package dev.millrace.contract.feature;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A spelling of dates or moments. The exact rule, for Java here and for SQL elsewhere: the trimmed
 * text must match {@link #regex()} as a whole, whose groups hold {@link #fields()} in order; a
 * field that is absent is 0, and 1 for month and day; the fields must make a real day of the years
 * 1 to 9999 and a time before 24:00:00. Immutable and thread-safe.
 *
 * <p>A format knows the letters {@code yyyy}, {@code yy} (69 to 99 are 19xx, else 20xx), {@code MM}
 * and {@code dd} (two digits), {@code M} and {@code d} (one or two), {@code MMM} (Jan to Dec in any
 * case), {@code HH}, {@code H}, {@code mm}, {@code ss}, {@code S…} (one to nine digits of a
 * second), {@code 'quoted literals'}, and takes all that are no letters as they are.
 */
public final class TimeFormat {

  /** What a group of the pattern holds; all but {@link #MONTH_NAME} and {@link #ZONE} digits. */
  public enum Field {
    YEAR,
    /** Two digits. */
    SHORT_YEAR,
    MONTH,
    /** Jan to Dec in any case. */
    MONTH_NAME,
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    /** Digits after the decimal point; those beyond microseconds are cut off. */
    FRACTION,
    /** {@code Z}, {@code +02}, {@code +0200} or {@code +02:00}; UTC where absent. */
    ZONE
  }

  private static final Pattern TOKEN = Pattern.compile("'([^']*)'|([A-Za-z])\\2*|[^A-Za-z']");
  private static final String MONTHS = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";
  private static final int PIVOT = 69;
  private static final int MICROS = 6;
  private static final double MICROS_PER_DAY = 86_400e6;

  /** ISO 8601: {@code 2026-03-31}. */
  public static final TimeFormat ISO_DATE = of("yyyy-MM-dd");

  /**
   * ISO 8601: {@code 2026-03-31T09:30:15.25+02:00}; a blank for the T, and everything from the time
   * on, from the seconds on, the fraction and the zone may be left out.
   */
  public static final TimeFormat ISO_TIMESTAMP =
      new TimeFormat(
          "([0-9]{4})-([0-9]{2})-([0-9]{2})"
              + "(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\\.([0-9]{1,9}))?)?"
              + " ?(Z|[+\\-][0-9]{2}(?::?[0-9]{2})?)?)?",
          List.of(
              Field.YEAR,
              Field.MONTH,
              Field.DAY,
              Field.HOUR,
              Field.MINUTE,
              Field.SECOND,
              Field.FRACTION,
              Field.ZONE));

  private final Pattern pattern;
  private final List<Field> fields;

  private TimeFormat(String regex, List<Field> fields) {
    this.pattern = Pattern.compile(regex);
    this.fields = List.copyOf(fields);
  }

  /**
   * Reads a format.
   *
   * @throws IllegalArgumentException naming the letters it does not know
   */
  public static TimeFormat of(String format) {
    StringBuilder regex = new StringBuilder();
    List<Field> fields = new ArrayList<>();
    Matcher token = TOKEN.matcher(format);
    int at = 0;
    for (; token.find() && token.start() == at; at = token.end()) {
      if (token.group(1) != null) {
        regex.append(literal(token.group(1)));
      } else if (token.group(2) != null) {
        regex.append(field(token.group(), format, fields));
      } else {
        regex.append(literal(token.group()));
      }
    }
    if (at < format.length() || fields.isEmpty()) {
      throw new IllegalArgumentException("'" + format + "' is not a date format");
    }
    return new TimeFormat(regex.toString(), fields);
  }

  /** The spellings of a column: its formats, or ISO 8601. */
  public static List<TimeFormat> of(Column column) {
    if (!column.formats().isEmpty()) {
      return column.formats().stream().map(TimeFormat::of).toList();
    }
    return List.of(column.type() == ColumnType.DATE ? ISO_DATE : ISO_TIMESTAMP);
  }

  /** What the whole trimmed text has to match, in RE2 syntax. */
  public String regex() {
    return pattern.pattern();
  }

  /** What the pattern's groups hold, from group 1. */
  public List<Field> fields() {
    return fields;
  }

  /**
   * Days since 1970-01-01T00:00Z, with a fraction to the microsecond: microseconds since then
   * divided by 86,400,000,000 as doubles. Empty where the text does not match.
   */
  public OptionalDouble parse(String text) {
    Matcher matcher = pattern.matcher(TextRule.TRIM.apply(text));
    if (!matcher.matches()) {
      return OptionalDouble.empty();
    }
    try {
      Parts parts = new Parts();
      for (int i = 0; i < fields.size(); i++) {
        String value = matcher.group(i + 1);
        if (value != null) {
          parts.set(fields.get(i), value);
        }
      }
      return OptionalDouble.of(parts.micros() / MICROS_PER_DAY);
    } catch (DateTimeException e) {
      return OptionalDouble.empty(); // well spelt, but no such day, time or zone
    }
  }

  private static String field(String letters, String format, List<Field> fields) {
    boolean fraction = letters.matches("S+");
    Field field =
        switch (letters) {
          case "yyyy" -> Field.YEAR;
          case "yy" -> Field.SHORT_YEAR;
          case "MM", "M" -> Field.MONTH;
          case "MMM" -> Field.MONTH_NAME;
          case "dd", "d" -> Field.DAY;
          case "HH", "H" -> Field.HOUR;
          case "mm" -> Field.MINUTE;
          case "ss" -> Field.SECOND;
          default -> {
            if (!fraction) {
              throw new IllegalArgumentException(
                  "'" + letters + "' in the date format '" + format + "' is not known");
            }
            yield Field.FRACTION;
          }
        };
    if (fields.contains(field)) {
      throw new IllegalArgumentException("'" + format + "' holds '" + letters + "' twice");
    }
    fields.add(field);
    if (field == Field.MONTH_NAME) {
      return "([A-Za-z]{3})";
    }
    return fraction
        ? "([0-9]{1,9})"
        : "([0-9]{" + (letters.length() == 1 ? "1,2" : letters.length()) + "})";
  }

  private static String literal(String text) {
    return text.replaceAll("[^A-Za-z0-9 ]", "\\\\$0");
  }

  /** The fields of one text. */
  private static final class Parts {
    private int year;
    private int month = 1;
    private int day = 1;
    private int hour;
    private int minute;
    private int second;
    private int micro;
    private ZoneOffset zone = ZoneOffset.UTC;

    void set(Field field, String value) {
      switch (field) {
        case YEAR -> year = Integer.parseInt(value);
        case SHORT_YEAR -> {
          int ofCentury = Integer.parseInt(value);
          year = ofCentury < PIVOT ? 2000 + ofCentury : 1900 + ofCentury;
        }
        case MONTH -> month = Integer.parseInt(value);
        case MONTH_NAME -> {
          int at = MONTHS.indexOf(value.toUpperCase(Locale.ROOT));
          month = at % 3 == 0 ? at / 3 + 1 : 0;
        }
        case DAY -> day = Integer.parseInt(value);
        case HOUR -> hour = Integer.parseInt(value);
        case MINUTE -> minute = Integer.parseInt(value);
        case SECOND -> second = Integer.parseInt(value);
        case FRACTION -> micro = Integer.parseInt((value + "000000").substring(0, MICROS));
        case ZONE -> zone = ZoneOffset.of(value);
      }
    }

    double micros() {
      if (year < 1) {
        throw new DateTimeException("year " + year);
      }
      LocalTime time = LocalTime.of(hour, minute, second);
      long seconds = LocalDate.of(year, month, day).toEpochSecond(time, zone);
      return seconds * 1_000_000L + micro;
    }
  }
}
