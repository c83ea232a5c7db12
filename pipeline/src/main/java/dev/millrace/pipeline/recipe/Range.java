package dev.millrace.pipeline.recipe;

/** An interval of numbers, with open or closed ends. */
record Range(double low, boolean lowOpen, double high, boolean highOpen) {
  static final Range ANY = new Range(-Double.MAX_VALUE, false, Double.MAX_VALUE, false);

  /** A share of rows or the like: 0 to 1. */
  static final Range UNIT = closed(0, 1);

  /** Strictly between 0 and 1. */
  static final Range INSIDE_UNIT = new Range(0, true, 1, true);

  /** 0 up to, but not, 1. */
  static final Range BELOW_ONE = new Range(0, false, 1, true);

  /** Above 0, up to 1. */
  static final Range POSITIVE_UNIT = new Range(0, true, 1, false);

  static Range closed(double low, double high) {
    return new Range(low, false, high, false);
  }

  static Range atLeast(double low) {
    return new Range(low, false, Double.MAX_VALUE, false);
  }

  static Range above(double low) {
    return new Range(low, true, Double.MAX_VALUE, false);
  }

  boolean contains(double value) {
    return (lowOpen ? value > low : value >= low) && (highOpen ? value < high : value <= high);
  }

  /** For people: {@code of at least 1}, {@code above 0 and at most 1}. */
  String describe() {
    String from = low == -Double.MAX_VALUE ? "" : (lowOpen ? "above " : "of at least ") + show(low);
    String to = high == Double.MAX_VALUE ? "" : (highOpen ? "below " : "at most ") + show(high);
    return from.isEmpty() || to.isEmpty() ? from + to : from + " and " + to;
  }

  private static String show(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
