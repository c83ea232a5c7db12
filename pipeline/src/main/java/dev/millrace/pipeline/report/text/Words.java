package dev.millrace.pipeline.report.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Numbers as people read them: thousands separated by a comma, a real minus sign, three significant
 * digits, percentages. What is not a number is a dash.
 */
public final class Words {
  private static final String NONE = "–";
  private static final MathContext THREE_DIGITS = new MathContext(3);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final int MINUTE = 60;
  private static final int HOUR = 60 * MINUTE;
  private static final int SECONDS_PER_DAY = 24 * HOUR;
  private static final int REPLACEMENT = 0xfffd;
  private static final double SMALLEST_PERCENT = 0.001;
  private static final double SMALLEST_P = 0.001;
  private static final double LARGE = 1000;
  private static final double KILO = 1000;

  private Words() {}

  /** {@code 7,043}. */
  public static String count(long count) {
    return pattern("#,##0", (double) count);
  }

  /** {@code 1 row}, {@code 7,043 rows}: an English plural made by adding an s. */
  public static String count(long count, String noun) {
    return count(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /** A share of 0 to 1 as {@code 26.5%}; what rounds to nothing but is not is {@code <0.1%}. */
  public static String percent(double share) {
    if (!Double.isFinite(share)) {
      return NONE;
    }
    return share > 0 && share < SMALLEST_PERCENT ? "<0.1%" : pattern("0.0", share * 100) + "%";
  }

  /** A share that somebody set: {@code 95%}, {@code 2.5%}. */
  public static String share(double share) {
    return pattern("0.#", share * 100) + "%";
  }

  /** {@link #percent} of a part of a whole; a dash where there is no whole. */
  public static String percent(long part, long whole) {
    return percent((double) part / whole);
  }

  /** A metric near 0 to 1 with three decimals: {@code 0.847}. */
  public static String metric(double value) {
    return Double.isFinite(value) ? pattern("0.000", value) : NONE;
  }

  /** {@link #metric} with its sign: {@code +0.004}. */
  public static String change(double value) {
    return Double.isFinite(value) ? pattern("+0.000;−0.000", value) : NONE;
  }

  /**
   * Three significant digits: {@code 0.0123}, {@code 64.8}, {@code 18,000}; whole from 1,000 on.
   */
  public static String number(double value) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    if (Math.abs(value) >= LARGE) {
      return pattern("#,##0", value);
    }
    return new BigDecimal(value)
        .round(THREE_DIGITS)
        .stripTrailingZeros()
        .toPlainString()
        .replace('-', '−');
  }

  /** {@code p = 0.133}; what is smaller than one in a thousand is {@code p < 0.001}. */
  public static String pValue(double p) {
    return p < SMALLEST_P ? "p < " + metric(SMALLEST_P) : "p = " + metric(p);
  }

  /** {@code 0.829 to 0.866}. */
  public static String range(double low, double high) {
    return metric(low) + " to " + metric(high);
  }

  /** {@code 0.4 s}, {@code 12 s}, {@code 2 min 5 s}, {@code 1 h 3 min}. */
  public static String seconds(double seconds) {
    if (seconds < 10) {
      return pattern("0.0", seconds) + " s";
    }
    long whole = Math.round(seconds);
    if (whole < MINUTE) {
      return whole + " s";
    }
    return whole < HOUR
        ? whole / MINUTE + " min " + whole % MINUTE + " s"
        : whole / HOUR + " h " + whole % HOUR / MINUTE + " min";
  }

  /** {@code 970 kB}, in powers of 1,000. */
  public static String bytes(long bytes) {
    double value = bytes;
    for (String unit : List.of("bytes", "kB", "MB", "GB")) {
      if (value < KILO) {
        return number(value) + " " + unit;
      }
      value /= KILO;
    }
    return number(value) + " TB";
  }

  /** {@code 23 November 2026, 17:21 UTC}. */
  public static String moment(Instant moment) {
    return MOMENT.format(moment);
  }

  /** A moment's day in UTC: {@code 2026-11-23}. */
  public static String date(Instant moment) {
    return LocalDate.ofInstant(moment, ZoneOffset.UTC).toString();
  }

  /** A date column's number, days since 1970-01-01, as {@code 2026-11-23}. */
  public static String day(double daysSince1970) {
    if (!Double.isFinite(daysSince1970)) {
      return NONE;
    }
    return LocalDate.ofInstant(
            Instant.ofEpochSecond(Math.round(daysSince1970 * SECONDS_PER_DAY)), ZoneOffset.UTC)
        .toString();
  }

  /** The text with characters that no page can show (controls, halves of pairs) replaced by �. */
  public static String printable(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c == '\n' || c == '\t' || isPrintable(c) ? c : REPLACEMENT)
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  private static boolean isPrintable(int c) {
    return !Character.isISOControl(c)
        && Character.getType(c) != Character.SURROGATE
        && (c & 0xfffe) != 0xfffe;
  }

  /** The text with a capital at its beginning. */
  public static String capital(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /** At most {@code length} characters, the rest as an ellipsis. */
  public static String cut(String text, int length) {
    int count = text.codePointCount(0, text.length());
    return count <= length ? text : text.substring(0, text.offsetByCodePoints(0, length - 1)) + "…";
  }

  /**
   * At most {@code length} characters, with an ellipsis for what is left out inside: names of
   * features often differ at their end.
   */
  public static String cutInside(String text, int length) {
    int count = text.codePointCount(0, text.length());
    if (count <= length) {
      return text;
    }
    int end = length / 3;
    return text.substring(0, text.offsetByCodePoints(0, length - end - 1))
        + "…"
        + text.substring(text.offsetByCodePoints(text.length(), -end));
  }

  private static String pattern(String pattern, double value) {
    DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
    symbols.setMinusSign('−');
    DecimalFormat format = new DecimalFormat(pattern, symbols);
    format.setRoundingMode(RoundingMode.HALF_UP);
    String text = format.format(value);
    return text.matches("−[0.,]+") ? text.substring(1) : text;
  }
}
