package dev.millrace.etl.source;

import java.util.List;

/**
 * A source as it lies in DuckDB, untouched: table {@code raw.<source>} with a column {@code __row}
 * (from 1, in reading order) and {@code __file} before the source's own.
 *
 * <p>Lines of a text file that are no row (too few or too many values, a broken quote) are in table
 * {@code malformed.<source>} ({@code __row}, {@code __file}, {@code line}, {@code text}, {@code
 * problem}); they are counted in row numbers too. Millrace's cleaning sets them aside.
 *
 * @param rows in the table
 * @param malformed lines set aside while reading
 * @param dialect for people: how a text file was understood, for example {@code ", quote \" utf-8"}
 */
public record LandedTable(
    String source,
    List<LandedColumn> columns,
    long rows,
    long malformed,
    String dialect,
    Fingerprint fingerprint) {
  public LandedTable {
    columns = List.copyOf(columns);
  }

  /**
   * A column as it landed.
   *
   * @param type DuckDB's type; text files land as VARCHAR throughout, so that cleaning sees what
   *     was written
   */
  public record LandedColumn(String name, String type) {}
}
