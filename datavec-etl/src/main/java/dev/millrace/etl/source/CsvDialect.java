package dev.millrace.etl.source;

/**
 * How delimited text is written.
 *
 * @param delimiter between values, 1 to 4 characters
 * @param quote around values; 0 for none
 * @param escape before a quote that belongs to a value; the quote itself where it is doubled
 * @param header whether the first record names the columns
 * @param skip lines before the first record
 */
record CsvDialect(String delimiter, char quote, char escape, boolean header, int skip) {
  /** How Millrace rewrites a file that DuckDB would misread. */
  static final CsvDialect CANONICAL = new CsvDialect(",", '"', '"', false, 0);

  /** For people, for example {@code delimiter ',', quote '"', with a header}. */
  String describe() {
    String shown = delimiter.equals("\t") ? "tab" : "'" + delimiter + "'";
    return "delimiter "
        + shown
        + (quote == 0 ? ", no quotes" : ", quote '" + quote + "'")
        + (escape == quote ? "" : ", escape '" + escape + "'")
        + (header ? ", with a header" : ", no header");
  }
}
