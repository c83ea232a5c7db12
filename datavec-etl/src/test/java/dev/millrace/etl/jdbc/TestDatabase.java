package dev.millrace.etl.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A real database with nothing in it.
 *
 * @param url of it
 */
public record TestDatabase(String url, String user, String password) {

  /** What Millrace is told. */
  public Database database() {
    return new Database(url, user, password, Map.of());
  }

  public Database database(String otherUrl, @Nullable String otherPassword) {
    return new Database(otherUrl, user, otherPassword, Map.of());
  }

  public Connection connect() {
    try {
      return DriverManager.getConnection(url, user, password);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  public void run(String... statements) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** Rows as lines, values parted by a bar, missing ones as {@code ~}. */
  public List<String> rows(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> lines = new ArrayList<>();
      while (rows.next()) {
        StringJoiner line = new StringJoiner("|");
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          String value = rows.getString(i);
          line.add(value == null ? "~" : value);
        }
        lines.add(line.toString());
      }
      return lines;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
