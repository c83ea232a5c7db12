package dev.millrace.serving.protocol;

import java.nio.charset.StandardCharsets;

/**
 * Makes doubles of numbers in JSON, from bytes that end with one that belongs to no number. A
 * number of at most 18 digits that is at most 2^53 without its point is one exact double divided by
 * another (Clinger 1990), which IEEE arithmetic rounds as {@link Double#parseDouble} does; that
 * method itself reads all others. Not thread-safe.
 */
final class DecimalReader {
  private static final int LONGEST = 60;
  private static final int DIGITS_OF_A_LONG = 18;
  private static final long EXACT = 1L << 53;
  private static final double[] TENS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18
  };

  private int at;
  private long mantissa;

  /**
   * The very double that {@link Double#parseDouble} makes of it, except that {@code -0} without a
   * point is 0, as of a whole number; NaN where it is no number in JSON or unusually long.
   */
  double read(byte[] source, int from) {
    boolean negative = source[from] == '-';
    int first = negative ? from + 1 : from;
    at = first;
    mantissa = 0;
    int digits = takeDigits(source);
    if (digits == 0 || (digits > 1 && source[first] == '0')) {
      return Double.NaN;
    }
    boolean whole = source[at] != '.';
    int decimals = whole ? 0 : takeDecimals(source);
    if (decimals == 0 && !whole) {
      return Double.NaN;
    }
    if ((source[at] | 0x20) == 'e') {
      return takeExponent(source) ? slow(source, from) : Double.NaN;
    }
    if (digits + decimals > DIGITS_OF_A_LONG || mantissa > EXACT) {
      return slow(source, from);
    }
    double size = mantissa / TENS[decimals];
    return negative && !(whole && mantissa == 0) ? -size : size;
  }

  /** Behind the number that was read. */
  int end() {
    return at;
  }

  static boolean isDigit(byte letter) {
    return letter >= '0' && letter <= '9';
  }

  private int takeDecimals(byte[] source) {
    at++;
    return takeDigits(source);
  }

  private boolean takeExponent(byte[] source) {
    at++;
    if (source[at] == '+' || source[at] == '-') {
      at++;
    }
    return takeDigits(source) > 0;
  }

  /** Adds digits to the mantissa, which overflows where it will not be used. */
  private int takeDigits(byte[] source) {
    int position = at;
    long value = mantissa;
    for (; isDigit(source[position]); position++) {
      value = value * 10 + (source[position] - '0');
    }
    int taken = position - at;
    mantissa = value;
    at = position;
    return taken;
  }

  private double slow(byte[] source, int from) {
    int length = at - from;
    return length > LONGEST
        ? Double.NaN
        : Double.parseDouble(new String(source, from, length, StandardCharsets.ISO_8859_1));
  }
}
