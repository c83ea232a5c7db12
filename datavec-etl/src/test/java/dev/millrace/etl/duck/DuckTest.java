package dev.millrace.etl.duck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DuckTest {
  private static final DuckSettings SETTINGS = new DuckSettings("64MB", 2);

  @TempDir Path folder;

  @Test
  void a_database_neither_installs_nor_loads_extensions_and_keeps_to_its_limits()
      throws SQLException {
    try (DuckDBConnection database = Duck.open(folder.resolve("a.duckdb"), SETTINGS)) {
      assertThat(setting(database, "autoinstall_known_extensions")).isEqualTo("false");
      assertThat(setting(database, "autoload_known_extensions")).isEqualTo("false");
      assertThat(setting(database, "allow_community_extensions")).isEqualTo("false");
      assertThat(setting(database, "threads")).isEqualTo("2");
      assertThat(setting(database, "memory_limit")).isEqualTo("61.0 MiB");
      assertThat(setting(database, "TimeZone")).isEqualTo("UTC");
      assertThat(setting(database, "temp_directory"))
          .isEqualTo(folder.resolve("a.duckdb.tmp").toString());
    }
  }

  @Test
  void a_duplicate_connection_reads_times_as_utc_too() throws SQLException {
    try (DuckDBConnection database = Duck.inMemory(folder, SETTINGS);
        var second = database.duplicate()) {
      assertThat(setting(second, "TimeZone")).isEqualTo("UTC");
    }
  }

  @Test
  void a_url_fails_without_touching_the_network() throws SQLException {
    try (DuckDBConnection database = Duck.inMemory(folder, SETTINGS)) {
      assertThatThrownBy(
              () -> Duck.queryLong(database, "SELECT * FROM read_csv('http://localhost:1/x.csv')"))
          .isInstanceOf(MillraceException.class)
          .hasMessageContaining("httpfs");
    }
  }

  @Test
  void statements_take_parameters_and_quoted_names() throws SQLException {
    try (DuckDBConnection database = Duck.inMemory(folder, SETTINGS)) {
      String name = Duck.identifier("odd \" name");
      Duck.execute(database, "CREATE TABLE t (" + name + " VARCHAR)");
      Duck.execute(database, "INSERT INTO t VALUES (?), (" + Duck.literal("it's") + ")", "a;b");
      assertThat(Duck.queryLong(database, "SELECT count(*) FROM t WHERE " + name + " = ?", "a;b"))
          .isEqualTo(1);
      assertThat(Duck.queryText(database, "SELECT max(" + name + ") FROM t")).isEqualTo("it's");
      assertThat(Duck.queryText(database, "SELECT * FROM t WHERE false")).isNull();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_full_disk_is_called_by_its_name() throws SQLException {
    try (DuckDBConnection database = Duck.inMemory(folder, SETTINGS)) {
      assertThatThrownBy(
              () ->
                  Duck.execute(database, "COPY (FROM range(1000000)) TO '/dev/full' (FORMAT csv)"))
          .isInstanceOfSatisfying(
              MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DISK_FULL));
    }
  }

  @Test
  void too_little_memory_is_called_by_its_name() throws SQLException {
    try (DuckDBConnection database = Duck.inMemory(folder, new DuckSettings("16MB", 1))) {
      assertThatThrownBy(
              () -> Duck.queryText(database, "SELECT list(range::VARCHAR) FROM range(10000000)"))
          .isInstanceOfSatisfying(
              MillraceException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.MEMORY_EXCEEDED));
    }
  }

  @Test
  void a_file_that_is_no_database_is_named() throws Exception {
    Path file = Files.writeString(folder.resolve("no.duckdb"), "x".repeat(20_000));
    assertThatThrownBy(() -> Duck.openReadOnly(file, SETTINGS))
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("not a valid DuckDB database file");
  }

  @Test
  void the_useless_first_line_of_an_error_is_left_out() {
    SQLException error =
        new SQLException(
            "Invalid Input Error: Attempting to execute an unsuccessful or closed pending query"
                + " result\nError: Conversion Error: Could not convert string 'x' to INT32");
    assertThat(DuckErrors.message(error))
        .isEqualTo("Conversion Error: Could not convert string 'x' to INT32");
  }

  @Test
  void a_fault_in_our_sql_is_an_internal_fault_with_its_cause() throws SQLException {
    try (DuckDBConnection database = Duck.inMemory(folder, SETTINGS)) {
      assertThatThrownBy(() -> Duck.execute(database, "SELEKT 1"))
          .isInstanceOfSatisfying(
              MillraceException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL_FAULT))
          .hasCauseInstanceOf(SQLException.class);
    }
  }

  @Test
  void settings_without_a_unit_are_refused() {
    assertThatThrownBy(() -> new DuckSettings("512", 1)).hasMessageContaining("such as 512MB");
    assertThatThrownBy(() -> new DuckSettings("512MB", 0)).hasMessageContaining("threads");
  }

  private static String setting(java.sql.Connection database, String name) {
    return String.valueOf(
        Duck.queryText(database, "SELECT current_setting(" + Duck.literal(name) + ")"));
  }
}
