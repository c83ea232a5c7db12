package dev.millrace.contract.feature;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * How people wrote a number. All styles take a sign, an exponent and surrounding blanks.
 *
 * <p>The exact rule, for Java here and for SQL elsewhere: blanks ({@link TextRule#BLANK}) at both
 * ends go; the rest must match {@link #form()} as a whole, else it is not a number; then everything
 * that matches {@link #clutter()} goes, {@code (} and the minus sign U+2212 become {@code -}, and
 * in European numbers the comma becomes a point. What is left is read as the nearest double; one
 * that is not finite is not a number. Both patterns mean the same to Java and to RE2.
 */
public enum NumberStyle {
  /** {@code 1234.5} only. */
  @JsonProperty("plain")
  PLAIN(Forms.sign(Forms.PLAIN), "[+]"),
  /**
   * Also {@code $1,234.50}, {@code EUR 1,234.50}, {@code (12.50)} for a negative amount, blanks or
   * apostrophes between thousands. A comma is only ever a thousands separator, with three digits
   * after each.
   */
  @JsonProperty("english")
  ENGLISH(Forms.money(Forms.grouped(",", "\\.")), "[+,)'\u2019]|" + Forms.MONEY_CLUTTER),
  /** Also {@code 1.234,50 €}: the point separates thousands, the comma is the decimal sign. */
  @JsonProperty("european")
  EUROPEAN(Forms.money(Forms.grouped("\\.", ",")), "[+.)'\u2019]|" + Forms.MONEY_CLUTTER);

  private final Pattern form;
  private final Pattern clutter;

  NumberStyle(String form, String clutter) {
    this.form = Pattern.compile(form);
    this.clutter = Pattern.compile(clutter);
  }

  /** What the whole trimmed text has to match, in RE2 syntax. */
  public String form() {
    return form.pattern();
  }

  /** What is deleted wherever it occurs, in RE2 syntax. */
  public String clutter() {
    return clutter.pattern();
  }

  /** Reads a number by the rule above; empty where the text is not one. */
  public OptionalDouble parse(String text) {
    String trimmed = TextRule.TRIM.apply(text);
    if (!form.matcher(trimmed).matches()) {
      return OptionalDouble.empty();
    }
    String plain = clutter.matcher(trimmed).replaceAll("").replace('(', '-').replace('\u2212', '-');
    double value = Double.parseDouble(this == EUROPEAN ? plain.replace(',', '.') : plain);
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  /** The grammar, built up. */
  private static final class Forms {
    static final String SIGN = "[+\\-\u2212]";
    static final String EXPONENT = "(?:[eE][+\\-]?[0-9]{1,3})?";
    static final String PLAIN = "(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)" + EXPONENT;
    static final String BLANKS = TextRule.BLANK + "*";
    static final String CURRENCY = "(?:\\p{Sc}|[A-Z]{3})";
    static final String MONEY_CLUTTER = TextRule.BLANK + "|" + CURRENCY;

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
