package dev.millrace.etl.source;

import java.util.List;

/**
 * A source as it lies in DuckDB, untouched: table {@code landed.<source>} with a column {@code
 * __row} (from 1, in reading order) and {@code __file} before the source's own.
 *
 * @param dialect for people: how a text file was understood, for example {@code ", quote \" utf-8"}
 */
public record LandedTable(
    String source, List<LandedColumn> columns, long rows, String dialect, Fingerprint fingerprint) {
  public LandedTable {
    columns = List.copyOf(columns);
  }

  /**
   * @param type DuckDB's type; text files land as VARCHAR throughout, so that cleaning sees what
   *     was written
   */
  public record LandedColumn(String name, String type) {}
}
