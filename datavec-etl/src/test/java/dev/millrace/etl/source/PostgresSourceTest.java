package dev.millrace.etl.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.etl.Lab;
import dev.millrace.etl.jdbc.TestDatabase;
import dev.millrace.etl.jdbc.TestDatabases;
import dev.millrace.etl.source.LandedTable.LandedColumn;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PostgresSourceTest extends DatabaseSourceKit {
  @Override
  TestDatabase newDatabase(Path inFolder) {
    return TestDatabases.postgres();
  }

  @Override
  String lockedUrl() {
    return TestDatabases.guardedUrl();
  }

  @Test
  void every_type_with_a_text_lands() {
    db.run(
        "CREATE TYPE mood AS ENUM ('x', 'y')",
        "CREATE TABLE all_types (b SMALLINT, c BIGINT, d REAL, e DOUBLE PRECISION,"
            + " f NUMERIC(12,4), g NUMERIC, h BOOLEAN, i DATE, j TIMESTAMP, k TIMESTAMPTZ, l TIME,"
            + " m UUID, n JSONB, o INTEGER[], p TEXT, q CHAR(3), r mood, s BIT(4), t INET,"
            + " u INTERVAL, v MONEY)",
        "INSERT INTO all_types VALUES (-2, 9007199254740993, 0.5, 1e-3, 12.34, 1.5, true,"
            + " '2024-02-29', '2024-02-29 23:59:59.123456', '2024-07-01 02:00:00+02', '10:11:12',"
            + " '123e4567-e89b-42d3-a456-426614174000', '{\"a\": 1}', '{1,2}', 'long', 'ab', 'y',"
            + " '0110', '10.0.0.1', '2 hours', 12.5)",
        "INSERT INTO all_types (d, f, g, i, j, k)"
            + " VALUES ('NaN', 'NaN', 'NaN', 'infinity', '-infinity', 'infinity')");

    LandedTable table = lab.land(on(db.database(), "all_types"));

    assertThat(table.columns())
        .extracting(LandedColumn::type)
        .containsExactly(
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
            "VARCHAR",
            "VARCHAR",
            "VARCHAR",
            "DOUBLE");
    assertThat(
            Lab.query(
                lab.landed(),
                "SELECT COLUMNS(c -> c NOT LIKE '\\_\\_%' ESCAPE '\\')::VARCHAR FROM raw.t"))
        .containsExactly(
            "-2|9007199254740993|0.5|0.001|12.3400|1.5|true|2024-02-29"
                + "|2024-02-29 23:59:59.123456|2024-07-01 00:00:00+00|10:11:12"
                + "|123e4567-e89b-42d3-a456-426614174000|{\"a\": 1}|{1,2}|long|ab |y|0110|10.0.0.1"
                + "|02:00:00|12.5",
            "~|~|nan|~|~|nan|~|~|~|~|~|~|~|~|~|~|~|~|~|~|~");
  }

  @Test
  void a_column_of_bytes_is_named_and_may_be_left_out() {
    db.run("CREATE TABLE t (id INTEGER, photo BYTEA)", "INSERT INTO t VALUES (1, '\\x00')");

    assertThatThrownBy(() -> lab.land(on(db.database(), "t")))
        .hasMessage("Source 't': expected values with a text, but column 'photo' holds bytea.");
    lab.land(query("SELECT id FROM t"));
    assertThat(lab.landedRows()).containsExactly("1|1");
  }

  /**
   * Without a cursor the driver brings all rows into the heap: 400 MB here, beside a small limit.
   */
  @Test
  void rows_come_one_by_one() {
    SourceSpec.Jdbc wide =
        query("SELECT i, repeat('x', 20000) AS text FROM generate_series(1, 50000) s(i)");
    Runtime runtime = Runtime.getRuntime();
    long[] most = new long[1];
    try (JdbcSession session = JdbcSession.open(wide)) {
      session.read(
          null,
          row -> {
            if ((long) row.get(0) % 5_000 == 0) {
              System.gc();
              most[0] = Math.max(most[0], runtime.totalMemory() - runtime.freeMemory());
            }
          });
    }
    assertThat(most[0]).isLessThan(300L << 20);
  }
}
