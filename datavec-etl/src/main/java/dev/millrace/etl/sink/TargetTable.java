package dev.millrace.etl.sink;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.Suggestions;
import dev.millrace.etl.jdbc.DatabaseErrors;
import dev.millrace.etl.jdbc.DatabaseNames;
import dev.millrace.etl.jdbc.DatabaseTable;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table that scores can be written into: found, and with all columns of the scores.
 *
 * @param update SQL with probability, moment, version, reasons and key to be put in
 * @param insert the same for a new row
 * @param takesRows whether a row of these columns alone may be added
 */
record TargetTable(
    TargetColumn key,
    TargetColumn scoredAt,
    TargetColumn modelVersion,
    TargetColumn reasons,
    String update,
    String insert,
    boolean takesRows) {

  /** Finds the table, and adds the columns that it lacks. */
  static TargetTable prepare(Connection connection, ScoreTarget target, DatabaseErrors errors)
      throws SQLException {
    return new Preparation(connection, target, errors).prepare();
  }

  private static final class Preparation {
    private final Connection connection;
    private final ScoreTarget target;
    private final DatabaseErrors errors;
    private final DatabaseNames names;
    private final DatabaseTable found;
    private final String table;

    Preparation(Connection connection, ScoreTarget target, DatabaseErrors errors)
        throws SQLException {
      this.connection = connection;
      this.target = target;
      this.errors = errors;
      this.names = new DatabaseNames(connection);
      this.found = names.table(target.table(), errors);
      this.table = names.quoted(found);
    }

    TargetTable prepare() throws SQLException {
      requireKey();
      addMissing();
      List<TargetColumn> all = columns();
      TargetColumn key = column(all, target.key());
      TargetColumn probability = column(all, target.probability());
      TargetColumn scoredAt = column(all, target.scoredAt());
      TargetColumn modelVersion = column(all, target.modelVersion());
      TargetColumn reasons = column(all, target.reasons());
      List<String> quoted =
          Stream.of(probability, scoredAt, modelVersion, reasons, key)
              .map(column -> names.quoted(column.name()))
              .toList();
      String settings =
          quoted.subList(0, 4).stream().map(c -> c + " = ?").collect(Collectors.joining(", "));
      return new TargetTable(
          key,
          scoredAt,
          modelVersion,
          reasons,
          "UPDATE " + table + " SET " + settings + " WHERE " + quoted.get(4) + " = ?",
          "INSERT INTO " + table + " (" + String.join(", ", quoted) + ") VALUES (?, ?, ?, ?, ?)",
          takesRows());
    }

    private void requireKey() throws SQLException {
      List<String> there = columns().stream().map(TargetColumn::name).toList();
      if (names.meant(target.key(), there).isPresent()) {
        return;
      }
      List<String> shown = there.stream().map(names::shown).toList();
      throw errors.error(
          ErrorCode.COLUMN_NOT_FOUND,
          "table '"
              + target.table()
              + "' has no column '"
              + target.key()
              + "' for the key."
              + Suggestions.didYouMean(target.key(), shown),
          "It has: " + String.join(", ", shown) + ".");
    }

    private void addMissing() throws SQLException {
      List<String> there = columns().stream().map(TargetColumn::name).toList();
      add(there, target.probability(), "DOUBLE PRECISION");
      add(there, target.scoredAt(), momentType());
      add(there, target.modelVersion(), "VARCHAR(255)");
      add(there, target.reasons(), "VARCHAR(4000)");
    }

    private void add(List<String> there, String column, String type) throws SQLException {
      if (names.meant(column, there).isPresent()) {
        return;
      }
      try (Statement statement = connection.createStatement()) {
        String name = names.quoted(names.spelled(column));
        statement.execute("ALTER TABLE " + table + " ADD COLUMN " + name + " " + type);
      }
    }

    private String momentType() throws SQLException {
      try (ResultSet types = names.metaData().getTypeInfo()) {
        while (types.next()) {
          TargetColumn type =
              new TargetColumn("", types.getInt("DATA_TYPE"), types.getString("TYPE_NAME"));
          if (type.isZoned()) {
            return "TIMESTAMP WITH TIME ZONE";
          }
        }
        return "TIMESTAMP";
      }
    }

    private List<TargetColumn> columns() throws SQLException {
      try (Statement statement = connection.createStatement();
          ResultSet nothing = statement.executeQuery("SELECT * FROM " + table + " WHERE 1 = 0")) {
        ResultSetMetaData data = nothing.getMetaData();
        List<TargetColumn> columns = new ArrayList<>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
          columns.add(
              new TargetColumn(
                  data.getColumnName(i), data.getColumnType(i), data.getColumnTypeName(i)));
        }
        return columns;
      }
    }

    private TargetColumn column(List<TargetColumn> all, String wanted) {
      String name =
          names.meant(wanted, all.stream().map(TargetColumn::name).toList()).orElseThrow();
      return all.stream().filter(column -> column.name().equals(name)).findFirst().orElseThrow();
    }

    /** Whether every other column may be left out of a new row. */
    private boolean takesRows() throws SQLException {
      List<String> given =
          Stream.of(
                  target.key(),
                  target.probability(),
                  target.scoredAt(),
                  target.modelVersion(),
                  target.reasons())
              .toList();
      DatabaseMetaData data = names.metaData();
      String escape = data.getSearchStringEscape();
      String name = found.name().replace("_", escape + "_").replace("%", escape + "%");
      try (ResultSet rows = data.getColumns(found.catalog(), found.schema(), name, "%")) {
        while (rows.next()) {
          String column = rows.getString("COLUMN_NAME");
          boolean forced =
              rows.getInt("NULLABLE") == DatabaseMetaData.columnNoNulls
                  && rows.getString("COLUMN_DEF") == null
                  && !"YES".equals(rows.getString("IS_AUTOINCREMENT"))
                  && !"YES".equals(rows.getString("IS_GENERATEDCOLUMN"));
          if (forced && given.stream().noneMatch(column::equalsIgnoreCase)) {
            return false;
          }
        }
        return true;
      }
    }
  }
}
