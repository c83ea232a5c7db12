package dev.millrace.contract.feature;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * How people wrote a number. All styles take a sign, an exponent and surrounding blanks.
 *
 * <p>The exact rule, for Java here and for SQL elsewhere: blanks ({@link TextRule#BLANK}) at both
 * ends go; the rest must match the form of one of {@link #readings()} as a whole, else it is not a
 * number; then, by the first reading that it matches, everything that matches its clutter goes,
 * {@code (} and the minus sign U+2212 become {@code -}, and where the reading has a decimal comma
 * the comma becomes a point. What is left is read as the nearest double; one that is not finite is
 * not a number. All patterns mean the same to Java and to RE2.
 */
public enum NumberStyle {
  /** {@code 1234.5} only. */
  @JsonProperty("plain")
  PLAIN(new Reading(Forms.sign(Forms.PLAIN), "[+]", false)),
  /**
   * Also {@code $1,234.50}, {@code EUR 1,234.50}, {@code (12.50)} for a negative amount, blanks or
   * apostrophes between thousands. A comma is only ever a thousands separator, with three digits
   * after each.
   */
  @JsonProperty("english")
  ENGLISH(new Reading(Forms.money(Forms.grouped(",", "\\.")), Forms.POINT_CLUTTER, false)),
  /** Also {@code 1.234,50 €}: the point separates thousands, the comma is the decimal sign. */
  @JsonProperty("european")
  EUROPEAN(new Reading(Forms.money(Forms.grouped("\\.", ",")), Forms.COMMA_CLUTTER, true)),
  /**
   * Amounts written in several ways in one column: {@code 1.234,50 €}, {@code $1,234.50}, {@code
   * EUR 19,90}, {@code 19.90}, {@code (12.50)}. Each is read by its own points and commas:
   *
   * <ul>
   *   <li>where both signs occur, the last is the decimal sign (once, with at least one digit after
   *       it) and the other separates thousands, with three digits after each;
   *   <li>where one of them occurs twice or more, it separates thousands: {@code 1.234.567};
   *   <li>where one occurs once, it is the decimal sign if one, two, or more than three digits
   *       follow; with exactly three ({@code 1.234}) nobody can tell, and with none ({@code 5.}) it
   *       is not finished: neither is a number.
   * </ul>
   *
   * <p>Blanks or apostrophes may separate thousands beside a decimal sign. An exponent counts as
   * none of the digits.
   */
  @JsonProperty("mixed")
  MIXED(
      new Reading(Forms.money(Forms.clear(",", "\\.")), Forms.POINT_CLUTTER, false),
      new Reading(Forms.money(Forms.clear("\\.", ",")), Forms.COMMA_CLUTTER, true));

  private final List<Reading> readings;

  NumberStyle(Reading... readings) {
    this.readings = List.of(readings);
  }

  /** The ways to read a text, in the order in which they are tried. */
  public List<Reading> readings() {
    return readings;
  }

  /** Reads a number by the rule above; empty where the text is not one. */
  public OptionalDouble parse(String text) {
    String trimmed = TextRule.TRIM.apply(text);
    for (Reading reading : readings) {
      if (reading.form.matcher(trimmed).matches()) {
        double value = Double.parseDouble(reading.plain(trimmed));
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
      }
    }
    return OptionalDouble.empty();
  }

  /** One way to read a text. */
  public static final class Reading {
    private final Pattern form;
    private final Pattern clutter;
    private final boolean decimalComma;

    private Reading(String form, String clutter, boolean decimalComma) {
      this.form = Pattern.compile(form);
      this.clutter = Pattern.compile(clutter);
      this.decimalComma = decimalComma;
    }

    /** What the whole trimmed text has to match, in RE2 syntax. */
    public String form() {
      return form.pattern();
    }

    /** What is deleted wherever it occurs, in RE2 syntax. */
    public String clutter() {
      return clutter.pattern();
    }

    /** Whether the comma is the decimal sign. */
    public boolean decimalComma() {
      return decimalComma;
    }

    private String plain(String text) {
      String bare = clutter.matcher(text).replaceAll("").replace('(', '-').replace('\u2212', '-');
      return decimalComma ? bare.replace(',', '.') : bare;
    }
  }

  /** The grammar, built up. */
  private static final class Forms {
    static final String SIGN = "[+\\-\u2212]";
    static final String EXPONENT = "(?:[eE][+\\-]?[0-9]{1,3})?";
    static final String PLAIN = "(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)" + EXPONENT;
    static final String BLANKS = TextRule.BLANK + "*";
    static final String CURRENCY = "(?:\\p{Sc}|[A-Z]{3})";
    static final String POINT_CLUTTER = "[+,)'\u2019]|" + TextRule.BLANK + "|" + CURRENCY;
    static final String COMMA_CLUTTER = "[+.)'\u2019]|" + TextRule.BLANK + "|" + CURRENCY;

    private Forms() {}

    static String sign(String number) {
      return SIGN + "?" + number;
    }

    /** Digits in groups of three by one kind of separator, or not in groups at all. */
    static String grouped(String separator, String point) {
      String groups = "";
      for (String between : new String[] {separator, TextRule.BLANK, "['\u2019]"}) {
        groups += (groups.isEmpty() ? "" : "|") + "(?:" + between + "[0-9]{3})+";
      }
      String whole = "(?:[0-9]{1,3}(?:" + groups + ")|[0-9]+)";
      return "(?:" + whole + "(?:" + point + "[0-9]*)?|" + point + "[0-9]+)" + EXPONENT;
    }

    /** Digits whose points and commas can be meant in one way only. */
    static String clear(String separator, String point) {
      String decimals = point + "(?:[0-9]{1,2}|[0-9]{4,})";
      String whole =
          String.format(
              "(?:[0-9]{1,3}(?:(?:%s[0-9]{3})+|(?:%s[0-9]{3})+)|[0-9]+)",
              TextRule.BLANK, "['\u2019]");
      String groups = "[0-9]{1,3}(?:" + separator + "[0-9]{3})";
      return "(?:"
          + (whole + "(?:" + decimals + ")?")
          + ("|" + decimals)
          + ("|" + groups + "+" + point + "[0-9]+")
          + ("|" + groups + "{2,}")
          + ")"
          + EXPONENT;
    }

    /** A currency before or after, a sign before or after the currency, or parentheses. */
    static String money(String number) {
      String before = "(?:" + CURRENCY + BLANKS + ")?";
      String after = "(?:" + BLANKS + CURRENCY + ")?";
      return "(?:"
          + ("(?:" + SIGN + BLANKS + before + "|" + before + SIGN + "?)" + number + after)
          + "|"
          + ("\\(" + before + number + after + "\\)")
          + ")";
    }
  }
}
