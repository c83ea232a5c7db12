package dev.millrace.pipeline.init;

import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckErrors;
import dev.millrace.pipeline.init.ColumnSketch.Value;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at the columns of a table in DuckDB, one query for each and one for its values. */
final class Sketcher {
  /** Values looked at; a column of more is not listed in a recipe. */
  static final int VALUES = 13;

  private static final List<String> NULLS =
      List.of(
          "NA", "N/A", "n/a", "#N/A", "NULL", "Null", "null", "None", "none", "NaN", "nan", "?",
          "-", "--");
  private static final String BOOLEANS = "('true','false','yes','no','t','f','y','n','1','0')";
  private static final String PLAIN = "[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?";
  private static final String ENGLISH =
      "\\(?[+-]?\\s*([$€£]|[A-Z]{3})?\\s*[+-]?(\\d{1,3}([, ''’]\\d{3})+|\\d+)(\\.\\d+)?\\s*([$€£]|[A-Z]{3})?\\)?";
  private static final String EUROPEAN =
      "[+-]?\\s*([$€£]|[A-Z]{3})?\\s*(\\d{1,3}([. ]\\d{3})+|\\d+)(,\\d+)?\\s*([$€£]|[A-Z]{3})?";

  private final Connection connection;
  private final String table;

  /**
   * @param table its name as SQL
   */
  Sketcher(Connection connection, String table) {
    this.connection = connection;
    this.table = table;
  }

  ColumnSketch sketch(String column) {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query(column))) {
      row.next();
      return new ColumnSketch(
          column,
          row.getLong("n"),
          row.getLong("blank"),
          row.getLong("differing"),
          row.getLong("folded"),
          nulls(row),
          row.getLong("integers"),
          row.getLong("padded"),
          row.getLong("numbers"),
          row.getLong("english"),
          row.getLong("european"),
          row.getLong("booleans"),
          dates(row),
          row.getLong("shortest"),
          number(row, "low"),
          number(row, "high"),
          values(column));
    } catch (SQLException e) {
      throw DuckErrors.translate(e);
    }
  }

  /** A column's text as cleaning will trim it; NULL where blank. */
  static String text(String column) {
    String cast = "CAST(" + Duck.identifier(column) + " AS VARCHAR)";
    return "nullif(regexp_replace(trim(" + cast + ", E' \\t\\r\\n'), '\\s+', ' ', 'g'), '')";
  }

  private String query(String column) {
    StringBuilder sql = new StringBuilder("SELECT count(*) AS n, count(*) - count(v) AS blank,");
    sql.append(" count(DISTINCT v) AS differing, count(DISTINCT lower(v)) AS folded,");
    sql.append(" min(length(v)) AS shortest,");
    count(sql, "integers", matches("[+-]?\\d{1,15}"));
    count(sql, "padded", matches("[+-]?0\\d+"));
    count(sql, "numbers", matches(PLAIN));
    count(sql, "english", matches(ENGLISH));
    count(sql, "european", matches(EUROPEAN));
    count(sql, "booleans", "lower(v) IN " + BOOLEANS);
    for (int i = 0; i < NULLS.size(); i++) {
      count(sql, "null" + i, "v = " + Duck.literal(NULLS.get(i)));
    }
    for (DateForm form : DateForm.values()) {
      count(sql, form.name(), "try_strptime(v, " + Duck.literal(form.strptime()) + ") IS NOT NULL");
    }
    String plain = "CASE WHEN " + matches(PLAIN) + " THEN try_cast(v AS DOUBLE) END";
    return sql.append(" min(")
        .append(plain)
        .append(") AS low, max(")
        .append(plain)
        .append(") AS high FROM (SELECT ")
        .append(text(column))
        .append(" AS v FROM ")
        .append(table)
        .append(')')
        .toString();
  }

  private List<Value> values(String column) throws SQLException {
    List<Value> values = new ArrayList<>();
    String sql =
        "SELECT v, count(*) FROM (SELECT "
            + text(column)
            + " AS v FROM "
            + table
            + ") WHERE v IS NOT NULL GROUP BY v ORDER BY 2 DESC, 1 LIMIT "
            + VALUES;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(new Value(rows.getString(1), rows.getLong(2)));
      }
    }
    return values;
  }

  private static void count(StringBuilder sql, String name, String condition) {
    sql.append(" count(*) FILTER (").append(condition).append(") AS \"").append(name).append("\",");
  }

  private static String matches(String pattern) {
    return "regexp_full_match(v, '" + pattern + "')";
  }

  private static Map<String, Long> nulls(ResultSet row) throws SQLException {
    Map<String, Long> nulls = new LinkedHashMap<>();
    for (int i = 0; i < NULLS.size(); i++) {
      long found = row.getLong("null" + i);
      if (found > 0) {
        nulls.put(NULLS.get(i), found);
      }
    }
    return nulls;
  }

  private static Map<DateForm, Long> dates(ResultSet row) throws SQLException {
    Map<DateForm, Long> dates = new EnumMap<>(DateForm.class);
    for (DateForm form : DateForm.values()) {
      dates.put(form, row.getLong(form.name()));
    }
    return dates;
  }

  private static @Nullable Double number(ResultSet row, String name) throws SQLException {
    double number = row.getDouble(name);
    return row.wasNull() ? null : (Double) number;
  }
}
