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
   * Stops where the policy of a table asks for it; call it when the report is safely written.
   *
   * @param rules of every table of the report
   * @throws dev.millrace.contract.error.MillraceException as {@link CleanReport#enforce} of the
   *     first table that fails, naming all that do with their worst rules
   */
  public void enforce(List<TableRules> rules) {
    new TablesEnforcement(this, rules).run();
  }

  /** The quality of each source, in the order of the tables. */
  public List<SourceQuality> qualities() {
    return tables.stream().map(TableReport::quality).toList();
  }

  /**
   * One table.
   *
   * @param clean its columns are profiled without positive rates (0)
   */
  public record TableReport(String table, CleanReport clean, SourceQuality quality) {}
}
