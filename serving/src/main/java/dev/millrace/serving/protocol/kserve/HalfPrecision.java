package dev.millrace.serving.protocol.kserve;

/** Numbers of IEEE 754's binary16. */
final class HalfPrecision {
  private static final int FRACTION_BITS = 10;
  private static final int FRACTION_MASK = 0x3ff;
  private static final int EXPONENT_MASK = 0x1f;
  private static final int EXPONENT_BIAS = 15;
  private static final int SIGN = 0x8000;

  private HalfPrecision() {}

  /** The number that sixteen bits mean; the bits above them are not looked at. */
  static double number(int bits) {
    double size = size(bits >> FRACTION_BITS & EXPONENT_MASK, bits & FRACTION_MASK);
    return (bits & SIGN) == 0 ? size : -size;
  }

  private static double size(int exponent, int fraction) {
    if (exponent == EXPONENT_MASK) {
      return fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    }
    return exponent == 0
        ? Math.scalb((double) fraction, 1 - EXPONENT_BIAS - FRACTION_BITS)
        : Math.scalb(
            (double) (fraction + FRACTION_MASK + 1), exponent - EXPONENT_BIAS - FRACTION_BITS);
  }
}
