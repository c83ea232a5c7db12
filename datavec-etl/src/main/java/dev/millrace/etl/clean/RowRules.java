package dev.millrace.etl.clean;

/** Rules that a row breaks as a whole, beside those of single values in the contract. */
final class RowRules {
  static final String TARGET_MISSING = "target missing";
  static final String DUPLICATE_ROW = "duplicate row";
  static final String DUPLICATE_KEY = "duplicate key";
  static final String MALFORMED_LINE = "malformed line";

  private static final String NO_PARTNER = "no such ";

  private RowRules() {}

  /** A reference leads nowhere, for example {@code no such customers}. */
  static String noPartner(String table) {
    return NO_PARTNER + table;
  }

  static boolean isNoPartner(String rule) {
    return rule.startsWith(NO_PARTNER);
  }

  static boolean isDuplicate(String rule) {
    return rule.equals(DUPLICATE_ROW) || rule.equals(DUPLICATE_KEY);
  }
}
