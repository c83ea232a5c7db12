package dev.millrace.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckSettings;
import dev.millrace.etl.source.Fingerprint;
import dev.millrace.etl.source.Fingerprints;
import dev.millrace.etl.source.Ingest;
import dev.millrace.etl.source.LandedTable;
import dev.millrace.etl.source.SourceSpec;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A folder with small files, landed by the real thing. */
public final class Lab {
  public static final DuckSettings SETTINGS = new DuckSettings("256MB", 2);

  private final Path folder;

  public Lab(Path folder) {
    this.folder = folder;
  }

  public Path folder() {
    return folder;
  }

  public Path write(String name, String text) {
    return write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  public Path write(String name, String text, Charset charset) {
    return write(name, text.getBytes(charset));
  }

  public Path write(String name, byte[] bytes) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  public Path landed() {
    return folder.resolve("landed.duckdb");
  }

  public Path clean() {
    return folder.resolve("clean.duckdb");
  }

  public static SourceSpec.Csv csv(Path... paths) {
    return csv(List.of(), paths);
  }

  public static SourceSpec.Csv csv(List<String> nullValues, Path... paths) {
    return new SourceSpec.Csv("t", texts(paths), nullValues, null, null, null, null, null, 0);
  }

  public static SourceSpec.Csv csvIn(String encoding, Path path) {
    return new SourceSpec.Csv("t", texts(path), List.of(), null, null, null, null, encoding, 0);
  }

  public static SourceSpec.JsonFiles json(Path... paths) {
    return new SourceSpec.JsonFiles("t", texts(paths), List.of());
  }

  public static SourceSpec.Parquet parquet(Path... paths) {
    return new SourceSpec.Parquet("t", texts(paths), List.of());
  }

  public static SourceSpec.Reader reader(
      String className, Path path, List<String> columns, Map<String, String> options) {
    return new SourceSpec.Reader("t", className, texts(path), columns, options, List.of());
  }

  private static List<String> texts(Path... paths) {
    return List.of(paths).stream().map(Path::toString).toList();
  }

  public LandedTable land(SourceSpec spec) {
    Fingerprint fingerprint = Fingerprints.of(spec, Progress.silent());
    return Ingest.land(List.of(spec), List.of(fingerprint), landed(), SETTINGS, Progress.silent())
        .get(0);
  }

  /** The landed rows as lines: row number and values, missing ones as {@code ~}. */
  public List<String> landedRows() {
    return query(landed(), "SELECT * EXCLUDE (__file) FROM raw.t ORDER BY __row");
  }

  /** Rows as lines, values parted by a bar, missing ones as {@code ~}. */
  public static List<String> query(Path database, String sql) {
    try (Connection connection = Duck.openReadOnly(database, SETTINGS);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> lines = new ArrayList<>();
      int width = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        StringJoiner line = new StringJoiner("|");
        for (int i = 1; i <= width; i++) {
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

  /** Runs DuckDB itself, for example to write a Parquet file. */
  public void duck(String sql) {
    try (Connection connection = Duck.inMemory(folder.resolve("spill"), SETTINGS)) {
      Duck.execute(connection, sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** What went wrong, as a person reads it: code, message, hint. */
  public static void assertFails(
      ThrowingCallable call, ErrorCode code, String message, String hint) {
    MillraceException error = catchThrowableOfType(MillraceException.class, call);
    assertThat(error).isNotNull();
    assertThat(error).hasMessage(message);
    assertThat(error.code()).isEqualTo(code);
    assertThat(error.hint()).isEqualTo(hint);
  }
}
