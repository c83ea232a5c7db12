package dev.millrace.etl.source;

import dev.millrace.contract.support.Progress;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.source.LandedTable.LandedColumn;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/**
 * The DuckDB file that sources land in, while it is written.
 *
 * @param connection to it
 * @param scratch a folder for rewritten texts; deleted afterwards
 */
record LandingFile(DuckDBConnection connection, Path scratch, Progress progress) {

  void createSchemas() {
    Duck.execute(connection, "CREATE SCHEMA raw");
    Duck.execute(connection, "CREATE SCHEMA malformed");
  }

  /** Makes both tables of a source. */
  void createTables(String source, List<LandedColumn> columns) {
    String own =
        columns.stream()
            .map(column -> ", " + Duck.identifier(column.name()) + " " + column.type())
            .collect(Collectors.joining());
    Duck.execute(
        connection,
        "CREATE TABLE " + landed(source) + " (__row BIGINT, __file VARCHAR" + own + ")");
    Duck.execute(
        connection,
        "CREATE TABLE "
            + malformed(source)
            + " (__row BIGINT, __file VARCHAR, line BIGINT, text VARCHAR, problem VARCHAR)");
  }

  static String landed(String source) {
    return "raw." + Duck.identifier(source);
  }

  static String malformed(String source) {
    return "malformed." + Duck.identifier(source);
  }

  long rows(String source) {
    return Duck.queryLong(connection, "SELECT count(*) FROM " + landed(source));
  }

  long malformedRows(String source) {
    return Duck.queryLong(connection, "SELECT count(*) FROM " + malformed(source));
  }

  /** A value as it lands: missing where it is one of the declared spellings of that. */
  static String value(String expression, List<String> nullValues) {
    List<String> spellings =
        nullValues.stream().map(String::strip).filter(v -> !v.isEmpty()).distinct().toList();
    if (spellings.isEmpty()) {
      return expression;
    }
    String list = spellings.stream().map(Duck::literal).collect(Collectors.joining(", "));
    return "CASE WHEN trim(CAST("
        + expression
        + " AS VARCHAR)) IN ("
        + list
        + ") THEN NULL ELSE "
        + expression
        + " END";
  }
}
