package dev.millrace.etl.clean;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.TextRule;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.clean.TablesReport.TableReport;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckFile;
import dev.millrace.etl.duck.DuckSettings;
import dev.millrace.etl.source.LandedTable;
import dev.millrace.etl.table.TableContract;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;

/**
 * Holds landed tables against their contracts, tables that others refer to first. What comes out is
 * a DuckDB file with
 *
 * <ul>
 *   <li>a table for each contract, named as its source: {@code __row BIGINT} (in the source),
 *       {@code __key VARCHAR} (standardised; several columns joined by U+001F; NULL without a key),
 *       {@code __time} and {@code __known TIMESTAMP} (UTC; NULL for a fixed table), {@code
 *       "__ref_<column>" VARCHAR} for each reference (standardised as the key it leads to; NULL for
 *       none), the contract's columns (DOUBLE or VARCHAR, NULL for missing), and {@code
 *       "__known_<column>" TIMESTAMP} for each column of {@code knownBy} (never before the row's
 *       own; the value is NULL where it is). Rows lie about in reading order; nothing may depend on
 *       it;
 *   <li>{@code quarantine}: {@code table_name, row, file, key, column_name, value, rule}, a line
 *       for every rule that a row set aside or dropped has broken;
 *   <li>{@code nulled}: the same for values of kept rows that became missing.
 * </ul>
 *
 * <p><b>When a row is known.</b> {@code __known} is the greatest of its time, its known time, and
 * the first known time of each partner that it requires; a reference that is not required counts as
 * missing where its partner became known after the row. So the clean rows known before any moment
 * are the same whether or not the landed tables hold rows that became known later.
 *
 * <p><b>Repeated rows.</b> Of rows that are equal in every landed column the first stays, as the
 * policy says. Of rows with the same key that are otherwise in order the one known first stays (the
 * first in the source where several were), whatever the policy; in a table with history only rows
 * that became known at the same time repeat one another.
 *
 * <p>The same tables and contracts give the same rows, whatever the settings.
 */
public final class TablesCleaner {
  private TablesCleaner() {}

  /**
   * Cleans all tables. Nothing stops because of broken rows: ask the report with {@link
   * TablesReport#enforce}.
   *
   * @param destination of the DuckDB file; appears whole or not at all
   * @throws MillraceException {@code COLUMN_NOT_FOUND} naming all columns that are not there,
   *     {@code SOURCE_EMPTY}, {@code RECIPE_INVALID} for references that lead to no table or in a
   *     circle, for a table without a clock, and for formats and patterns that are none
   */
  public static TablesReport clean(
      TablesJob job, Path destination, DuckSettings settings, Progress progress) {
    List<TableRules> ordered = TableOrder.parentsFirst(job.tables());
    TablesCheck.require(job);
    return DuckFile.write(
        destination,
        settings,
        (connection, scratch) -> {
          Cleaner.attach(connection, job.landed());
          for (TableRules rules : ordered) {
            PatternCheck.require(connection, rules.contract().columns());
          }
          CleanRun.createQuarantine(connection, true);
          Map<String, TableReport> reports = new HashMap<>();
          for (TableRules rules : ordered) {
            TableReport report = clean(connection, job, rules, progress);
            reports.put(report.table(), report);
          }
          return inOrder(job, reports);
        });
  }

  private static TableReport clean(
      DuckDBConnection connection, TablesJob job, TableRules rules, Progress progress)
      throws SQLException {
    TableContract contract = rules.contract();
    LandedTable landed = job.source(contract.name());
    List<Column> columns = contract.columns();
    TableHead head = new TableHead(connection, landed, rules, keyText(job));
    CleanSql sql = new CleanSql(landed, rules.policy(), head, columns, contract.zone());
    String into = "main." + Duck.identifier(contract.name());
    CleanRun run = new CleanRun(connection, sql, into, true);
    run.check(true, progress);
    run.write(progress);
    long kept = Duck.queryLong(connection, "SELECT count(*) FROM " + into);
    CleanReport report =
        run.report(Profiler.plain(connection, into, kept).profile(columns, progress));
    return new TableReport(
        contract.name(), report, new QualityQuery(connection, sql, head, into).of(report));
  }

  private static Map<String, List<TextRule>> keyText(TablesJob job) {
    Map<String, List<TextRule>> text = new HashMap<>();
    for (TableRules rules : job.tables()) {
      TableContract contract = rules.contract();
      if (contract.key().size() == 1) {
        text.put(contract.name(), contract.key().get(0).text());
      }
    }
    return text;
  }

  private static TablesReport inOrder(TablesJob job, Map<String, TableReport> reports) {
    return new TablesReport(
        job.tables().stream().map(rules -> reports.get(rules.contract().name())).toList());
  }
}
