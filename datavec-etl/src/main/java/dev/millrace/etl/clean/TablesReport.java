package dev.millrace.etl.clean;

import java.util.List;

/**
 * What cleaning several tables did.
 *
 * @param tables in the order of the job
 */
public record TablesReport(List<TableReport> tables) {
  public TablesReport {
    tables = List.copyOf(tables);
  }

  /**
   * One table.
   *
   * @param clean its columns are profiled without positive rates (0)
   */
  public record TableReport(String table, CleanReport clean, SourceQuality quality) {}
}
