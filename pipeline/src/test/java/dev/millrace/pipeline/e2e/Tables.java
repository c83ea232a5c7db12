package dev.millrace.pipeline.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** Writes the small table in other formats, and reads what a run wrote. */
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
          "copy (select * from read_csv('%s', types = {'left': 'varchar'})) to '%s' (%s)"
              .formatted(csv, file, options));
      return file;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** Rows set aside as {@code row|key|column|value|rule}. */
  static List<String> quarantine(Path clean) {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("attach '%s' as clean (read_only)".formatted(clean));
      try (ResultSet found =
          statement.executeQuery(
              "select concat_ws('|', row, key, column_name, value, rule) from clean.quarantine"
                  + " order by row")) {
        while (found.next()) {
          rows.add(found.getString(1));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** All rows of a table in the newest output of a stage, values parted by a bar. */
  static List<String> newest(Path stage, String file, String table) {
    try (Stream<Path> outputs = Files.list(stage);
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      Path newest =
          outputs.max(Comparator.comparingLong(path -> path.toFile().lastModified())).orElseThrow();
      statement.execute("attach '%s' as found (read_only)".formatted(newest.resolve(file)));
      try (ResultSet rows = statement.executeQuery("from found." + table + " order by 1")) {
        List<String> texts = new ArrayList<>();
        while (rows.next()) {
          StringJoiner text = new StringJoiner("|");
          for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            text.add(rows.getString(i));
          }
          texts.add(text.toString());
        }
        return texts;
      }
    } catch (SQLException | IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Probabilities by key of a Parquet file that {@code score} wrote. */
  static Map<String, Double> scores(Path parquet) {
    Map<String, Double> scores = new HashMap<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery("select * from read_parquet('%s')".formatted(parquet))) {
      while (found.next()) {
        scores.put(found.getString(1), found.getDouble(2));
      }
      return scores;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** The content of one entry of a zip file. */
  static byte[] zipped(Path zip, String entry) {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      return file.getInputStream(file.getEntry(entry)).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
