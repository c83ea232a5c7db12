package dev.millrace.etl.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.etl.Lab;
import dev.millrace.etl.jdbc.TestDatabase;
import dev.millrace.etl.jdbc.TestDatabases;
import dev.millrace.etl.source.LandedTable.LandedColumn;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class H2SourceTest extends DatabaseSourceKit {
  @Override
  TestDatabase newDatabase(Path inFolder) {
    return TestDatabases.h2(inFolder);
  }

  @Override
  String lockedUrl() {
    return db.url();
  }

  @Test
  void every_type_with_a_text_lands() {
    db.run(
        "CREATE TABLE all_types (a TINYINT, b SMALLINT, c BIGINT, d REAL, e DOUBLE PRECISION,"
            + " f NUMERIC(12,4), g DECFLOAT, h BOOLEAN, i DATE, j TIMESTAMP(9),"
            + " k TIMESTAMP WITH TIME ZONE, l TIME, m UUID, n JSON, o INTEGER ARRAY, p CLOB,"
            + " q CHAR(3), r ENUM('x', 'y'), s NUMERIC)",
        "INSERT INTO all_types VALUES (1, -2, 9007199254740993, 0.5, 1e-3, 12.34, 1.5, true,"
            + " DATE '2024-02-29', TIMESTAMP '2024-02-29 23:59:59.123456789',"
            + " TIMESTAMP WITH TIME ZONE '2024-07-01 02:00:00+02:00', TIME '10:11:12',"
            + " '123e4567-e89b-42d3-a456-426614174000', JSON '{\"a\": 1}', ARRAY[1, 2], 'long',"
            + " 'ab', 'y', 7)");

    LandedTable table = lab.land(on(db.database(), "all_types"));

    assertThat(table.columns())
        .extracting(LandedColumn::type)
        .containsExactly(
            "INTEGER",
            "INTEGER",
            "BIGINT",
            "FLOAT",
            "DOUBLE",
            "DECIMAL(12,4)",
            "DOUBLE",
            "BOOLEAN",
            "DATE",
            "TIMESTAMP",
            "TIMESTAMP WITH TIME ZONE",
            "VARCHAR",
            "VARCHAR",
            "VARCHAR",
            "VARCHAR",
            "VARCHAR",
            "VARCHAR",
            "VARCHAR",
            "DOUBLE");
    assertThat(
            Lab.query(
                lab.landed(),
                "SELECT COLUMNS(c -> c NOT LIKE '\\_\\_%' ESCAPE '\\')::VARCHAR FROM raw.t"))
        .containsExactly(
            "1|-2|9007199254740993|0.5|0.001|12.3400|1.5|true|2024-02-29"
                + "|2024-02-29 23:59:59.123456|2024-07-01 00:00:00+00|10:11:12"
                + "|123e4567-e89b-42d3-a456-426614174000|{\"a\":1}|[1, 2]|long|ab |y|7.0");
  }

  @Test
  void a_column_of_bytes_is_named() {
    db.run("CREATE TABLE t (id INTEGER, photo BLOB)", "INSERT INTO t VALUES (1, X'00')");

    assertThatThrownBy(() -> lab.land(on(db.database(), "t")))
        .hasMessage(
            "Source 't': expected values with a text, but column 'photo' holds BINARY LARGE"
                + " OBJECT.");
  }

  @Test
  void of_tables_with_one_name_the_connections_own_schema_comes_first() {
    db.run(
        "CREATE SCHEMA other",
        "CREATE TABLE other.t (a INTEGER)",
        "INSERT INTO other.t VALUES (2)",
        "CREATE TABLE \"T_2\" (a INTEGER)",
        "CREATE TABLE \"t_2\" (a INTEGER)",
        "INSERT INTO \"t_2\" VALUES (3)");

    lab.land(on(db.database(), "t"));
    assertThat(lab.landedRows()).containsExactly("1|2");
    lab.land(on(db.database(), "Other.T"));
    assertThat(lab.landedRows()).containsExactly("1|2");
    lab.land(on(db.database(), "t_2"));
    assertThat(lab.landedRows()).containsExactly("1|3");
  }
}
