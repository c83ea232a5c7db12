package dev.millrace.etl.source;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.etl.duck.DuckErrors;
import dev.millrace.etl.jdbc.DatabaseErrors;
import dev.millrace.etl.jdbc.DatabaseNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One read-only transaction on the database of a source: everything asked of it is true at the same
 * moment. Rows come one by one. Not thread-safe.
 */
final class JdbcSession implements AutoCloseable {

  /** Takes rows; the list is the taker's to keep. */
  @FunctionalInterface
  interface Rows {
    void take(List<@Nullable Object> row) throws SQLException;
  }

  /**
   * How far the source has come.
   *
   * @param greatest watermark; null without rows or without a watermark
   */
  record Standing(long rows, @Nullable Object greatest) {}

  private final SourceSpec.Jdbc spec;
  private final DatabaseErrors errors;
  private final Connection connection;
  private String from = "";
  private List<JdbcColumn> columns = List.of();
  private String list = "*";
  private @Nullable JdbcColumn watermark;
  private String watermarkSql = "";

  private JdbcSession(SourceSpec.Jdbc spec, DatabaseErrors errors, Connection connection) {
    this.spec = spec;
    this.errors = errors;
    this.connection = connection;
  }

  /**
   * Connects and finds the table and its columns.
   *
   * @throws MillraceException as {@link dev.millrace.etl.jdbc.Database#open} and {@link
   *     DatabaseNames#table}; {@code COLUMN_NOT_FOUND} naming all that are not there; {@code
   *     SOURCE_UNREADABLE} naming the column whose values have no text
   */
  static JdbcSession open(SourceSpec.Jdbc spec) {
    String subject = "Source '" + spec.name() + "'";
    DatabaseErrors errors =
        new DatabaseErrors(spec.database(), subject, ErrorCode.SOURCE_UNREADABLE);
    JdbcSession session = new JdbcSession(spec, errors, spec.database().open(subject));
    try {
      session.begin();
      session.look();
      return session;
    } catch (SQLException e) {
      session.close();
      throw errors.translate(e);
    } catch (MillraceException e) {
      session.close();
      throw e;
    }
  }

  /** The columns that are read, in the order of a row. */
  List<JdbcColumn> columns() {
    return columns;
  }

  /** The column under one of the names of the specification. */
  JdbcColumn column(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  /** Counts the rows and finds the greatest watermark. */
  Standing standing() {
    String greatest = watermark == null ? "" : ", max(" + watermarkSql + ")";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*)" + greatest + " FROM " + from)) {
      row.next();
      return new Standing(row.getLong(1), watermark == null ? null : watermark.read(row, 2));
    } catch (SQLException e) {
      throw errors.translate(e);
    }
  }

  /**
   * Reads rows, in no order.
   *
   * @param since the least watermark of the rows that are read, beside those without one; null for
   *     all rows
   */
  void read(@Nullable Object since, Rows rows) {
    String sql = "SELECT " + list + " FROM " + from;
    if (since != null) {
      sql += " WHERE " + watermarkSql + " >= ? OR " + watermarkSql + " IS NULL";
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(spec.fetchSize());
      if (since != null) {
        statement.setObject(1, since);
      }
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          give(values(result), rows);
        }
      }
    } catch (SQLException e) {
      throw errors.translate(e);
    }
  }

  /** For people, without secrets: the database and the table. */
  static String place(SourceSpec.Jdbc spec) {
    return spec.database().place() + " " + (spec.table() == null ? "(query)" : spec.table());
  }

  @Override
  public void close() {
    try (Connection closing = connection) {
      closing.rollback();
    } catch (SQLException e) {
      // nothing was written, and a connection that is gone needs no closing
    }
  }

  private void begin() throws SQLException {
    connection.setReadOnly(true);
    boolean repeatable =
        connection
            .getMetaData()
            .supportsTransactionIsolationLevel(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setTransactionIsolation(
        repeatable ? Connection.TRANSACTION_REPEATABLE_READ : Connection.TRANSACTION_SERIALIZABLE);
    connection.setAutoCommit(false); // PostgreSQL gives rows one by one only so
  }

  private void look() throws SQLException {
    DatabaseNames names = new DatabaseNames(connection);
    String query = spec.query();
    String table = spec.table();
    if (table != null) {
      from = names.quoted(names.table(table, errors));
    } else {
      // a comment at the end of the query must not swallow the bracket
      from = "(" + String.valueOf(query).strip().replaceAll(";+$", "") + "\n) millrace_rows";
    }
    columns = JdbcChoice.of(spec, described(), names, errors);
    if (!spec.columns().isEmpty() || !spec.without().isEmpty()) {
      list = columns.stream().map(c -> names.quoted(c.label())).collect(Collectors.joining(", "));
    }
    if (spec.watermark() != null) {
      watermark = column(spec.watermark());
      watermarkSql = names.quoted(watermark.label());
    }
  }

  private List<JdbcColumn> described() throws SQLException {
    String sql = "SELECT * FROM " + from + " WHERE 1 = 0";
    try (Statement statement = connection.createStatement();
        ResultSet nothing = statement.executeQuery(sql)) {
      ResultSetMetaData data = nothing.getMetaData();
      List<JdbcColumn> described = new ArrayList<>();
      for (int i = 1; i <= data.getColumnCount(); i++) {
        described.add(JdbcColumn.of(data, i));
      }
      return described;
    }
  }

  private List<@Nullable Object> values(ResultSet row) throws SQLException {
    List<@Nullable Object> values = new ArrayList<>(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      values.add(columns.get(i).read(row, i + 1));
    }
    return values;
  }

  /** What fails while a row is taken is not the source's fault. */
  private static void give(List<@Nullable Object> row, Rows rows) {
    try {
      rows.take(row);
    } catch (SQLException e) {
      throw DuckErrors.translate(e);
    }
  }
}
