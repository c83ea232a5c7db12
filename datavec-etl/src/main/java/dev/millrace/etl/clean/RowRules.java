package dev.millrace.etl.clean;

/** Rules that a row breaks as a whole, beside those of single values in the contract. */
final class RowRules {
  static final String TARGET_MISSING = "target missing";
  static final String DUPLICATE_ROW = "duplicate row";
  static final String DUPLICATE_KEY = "duplicate key";
  static final String MALFORMED_LINE = "malformed line";

  private RowRules() {}
}
