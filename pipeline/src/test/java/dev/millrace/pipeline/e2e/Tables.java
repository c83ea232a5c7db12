package dev.millrace.pipeline.e2e;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The small table in other formats, written by DuckDB. */
final class Tables {
  private Tables() {}

  static Path parquet(Path csv) {
    return copy(csv, ".parquet", "format parquet");
  }

  static Path jsonLines(Path csv) {
    return copy(csv, ".jsonl", "format json");
  }

  static Path jsonArray(Path csv) {
    return copy(csv, ".json", "format json, array true");
  }

  private static Path copy(Path csv, String ending, String options) {
    String name = csv.getFileName().toString().replace(".csv", ending);
    Path file = csv.resolveSibling(name);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "copy (select * from read_csv('%s')) to '%s' (%s)".formatted(csv, file, options));
      return file;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
