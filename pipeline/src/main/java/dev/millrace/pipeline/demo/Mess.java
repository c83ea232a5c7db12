package dev.millrace.pipeline.demo;

/**
 * How often what is wrong with the data, on purpose; {@code examples/churn/README.md} lists it.
 * Shares of rows.
 */
final class Mess {
  // any table
  /** Of the spellings of an identifier, in the order of {@link Spelling}, by machines. */
  static final double[] SPELLINGS_OF_MACHINES = {0.06, 0.9, 0.04};

  /** The same by people. */
  static final double[] SPELLINGS_OF_PEOPLE = {0.5, 0.25, 0.25};

  // customers
  static final double REGION_MISSING = 0.015;
  static final double REGION_SPELLED_OTHERWISE = 0.05;
  static final double BIRTH_YEAR_MISSING = 0.04;
  static final double WINBACK_CALLED = 0.97;

  // usage
  static final double MINUTES_MISSING = 0.005;
  static final double ERRORS_MISSING = 0.01;
  static final double USAGE_LATE_BY_DAYS = 0.02;
  static final double USAGE_LATE_BY_WEEKS = 0.005;
  static final double USAGE_TWICE = 0.003;
  static final double USAGE_SENT_AGAIN = 0.002;

  // billing
  static final double AMOUNT_MISSING = 0.004;
  static final double INVOICE_TWICE = 0.004;
  static final double INVOICE_SENT_AGAIN = 0.002;
  static final double INVOICE_BROKEN = 0.0005;
  static final double DATE_SPELLED_OTHERWISE = 0.2;

  // tickets
  static final double CATEGORY_MISSING = 0.02;
  static final double TICKET_TWICE = 0.004;
  static final double TICKET_OF_UNKNOWN = 0.008;

  // surveys
  static final double SCORE_MISSING = 0.01;
  static final double SURVEY_TWICE = 0.005;
  static final double SURVEY_BROKEN = 0.001;

  private Mess() {}

  /** A line of CSV that has a value too many, or ends early. */
  static String broken(String line, char delimiter, Chance mess) {
    return mess.of(0.5)
        ? line + delimiter + "?"
        : line.substring(0, line.indexOf(delimiter, line.indexOf(delimiter) + 1));
  }
}
