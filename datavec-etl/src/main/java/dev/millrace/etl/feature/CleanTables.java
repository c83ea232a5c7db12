package dev.millrace.etl.feature;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckErrors;
import dev.millrace.etl.table.TableContract;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The clean tables of a job as SQL relations. Times that are missing, of tables that are always
 * known, read as the beginning of time; a row is never known before it happened.
 */
final class CleanTables {
  /** When rows without a clock became known. */
  static final String EVER = "TIMESTAMP '0001-01-01'";

  private final Map<String, TableContract> contracts = new HashMap<>();
  private final Set<String> withTexts = new HashSet<>();

  /**
   * Attaches the files of the job.
   *
   * @param database stays open as long as this is used
   */
  CleanTables(Connection database, RowsJob job) throws SQLException {
    job.tables().forEach(table -> contracts.put(table.name(), table));
    Duck.execute(database, "ATTACH " + Duck.literal(job.clean()) + " AS clean (READ_ONLY)");
    if (job.texts() != null) {
      Duck.execute(database, "ATTACH " + Duck.literal(job.texts()) + " AS texts (READ_ONLY)");
      readTextTables(database);
    }
  }

  private void readTextTables(Connection database) {
    String sql = "SELECT table_name FROM duckdb_tables() WHERE database_name = 'texts'";
    try (PreparedStatement statement = database.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        withTexts.add(rows.getString(1));
      }
    } catch (SQLException e) {
      throw DuckErrors.translate(e);
    }
  }

  /** The contract of a table that is known to exist. */
  TableContract contract(String table) {
    TableContract contract = contracts.get(table);
    if (contract == null) {
      throw new IllegalArgumentException("there is no table " + table);
    }
    return contract;
  }

  /** A column that is known to exist. */
  Column column(String table, String name) {
    return contract(table).columns().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no column " + name + " in " + table));
  }

  /** All rows, columns made of texts included. */
  String rows(String table) {
    String name = Duck.identifier(table);
    String known =
        " EXCLUDE (__known), coalesce(greatest(__known, __time), " + EVER + ") AS __known FROM ";
    if (!withTexts.contains(table)) {
      return "(SELECT *" + known + "clean.main." + name + ")";
    }
    return "(SELECT *"
        + known
        + "(SELECT * FROM clean.main."
        + name
        + " LEFT JOIN texts.main."
        + name
        + " USING (__row)))";
  }

  /**
   * The rows of a table with a history as versions: one for each key and known time, the last of
   * several, with {@code __until}, when the next one became known.
   */
  String versions(String table) {
    return "(SELECT *, lead(__known) OVER (PARTITION BY __key ORDER BY __known) AS __until FROM"
        + " (SELECT * FROM "
        + rows(table)
        + " WHERE __key IS NOT NULL QUALIFY row_number() OVER (PARTITION BY __key, __known ORDER BY"
        + " __row DESC) = 1))";
  }

  /** Rows, or versions with {@code __until} where the table has a history. */
  String current(String table) {
    return isVersioned(table) ? versions(table) : rows(table);
  }

  /** Whether several rows are versions of one thing. */
  boolean isVersioned(String table) {
    return contract(table).history() && !contract(table).key().isEmpty();
  }

  /**
   * A date or timestamp column as microseconds since 1970-01-01T00:00Z; a date is its first moment
   * in the table's zone.
   *
   * @param sql the column: days since 1970-01-01
   */
  String micros(String table, String column, String sql) {
    String micros = "CAST(round(" + sql + " * 86400000000) AS BIGINT)";
    boolean date = column(table, column).type() == ColumnType.DATE;
    if (!date || contract(table).zone().normalized().equals(ZoneOffset.UTC)) {
      return micros;
    }
    String zone = Duck.literal(contract(table).zone().getId());
    return "epoch_us(timezone(" + zone + ", make_timestamp(" + micros + ")))";
  }

  /** Whether a column becomes known later than its row. */
  boolean isLate(String table, String column) {
    return contract(table).knownBy().containsKey(column);
  }

  /** The column that says when a late column became known. */
  static String knownColumn(String column) {
    return Duck.identifier("__known_" + column);
  }

  /** The column that holds a reference. */
  static String reference(String column) {
    return Duck.identifier("__ref_" + column);
  }
}
