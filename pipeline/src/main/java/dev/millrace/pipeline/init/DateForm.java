package dev.millrace.pipeline.init;

/** Ways to write dates that are looked for. */
enum DateForm {
  ISO_DATE("%Y-%m-%d", "", false),
  ISO_SECONDS("%Y-%m-%d %H:%M:%S", "", true),
  ISO_T_SECONDS("%Y-%m-%dT%H:%M:%S", "", true),
  ISO_MINUTES("%Y-%m-%d %H:%M", "yyyy-MM-dd HH:mm", true),
  DOTTED("%d.%m.%Y", "dd.MM.yyyy", false),
  DAY_FIRST("%d/%m/%Y", "dd/MM/yyyy", false),
  MONTH_FIRST("%m/%d/%Y", "MM/dd/yyyy", false),
  YEAR_FIRST("%Y/%m/%d", "yyyy/MM/dd", false),
  DASHED("%d-%m-%Y", "dd-MM-yyyy", false),
  DOTTED_MINUTES("%d.%m.%Y %H:%M", "dd.MM.yyyy HH:mm", true),
  DOTTED_SECONDS("%d.%m.%Y %H:%M:%S", "dd.MM.yyyy HH:mm:ss", true),
  MONTH_FIRST_MINUTES("%m/%d/%Y %H:%M", "MM/dd/yyyy HH:mm", true);

  private final String strptime;
  private final String pattern;
  private final boolean timestamp;

  DateForm(String strptime, String pattern, boolean timestamp) {
    this.strptime = strptime;
    this.pattern = pattern;
    this.timestamp = timestamp;
  }

  /** For DuckDB. */
  String strptime() {
    return strptime;
  }

  boolean isTimestamp() {
    return timestamp;
  }

  /**
   * For the recipe; empty where it needs none.
   *
   * @param padded whether every day and month has two digits
   */
  String pattern(boolean padded) {
    return padded ? pattern : pattern.replace("dd", "d").replace("MM", "M");
  }

  /** Length of a value with two digits everywhere. */
  int length() {
    return pattern.isEmpty() ? 0 : pattern.length();
  }
}
