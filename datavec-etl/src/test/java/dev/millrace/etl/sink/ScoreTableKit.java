package dev.millrace.etl.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.etl.Lab;
import dev.millrace.etl.jdbc.TestDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every database has to do as a place for scores. */
abstract class ScoreTableKit {
  private static final Instant JULY = Instant.parse("2024-07-01T10:00:00.123456789Z");
  private static final String SCORES =
      "SELECT id, name, churn_risk, extract(epoch FROM scored_at), model_version, top_reasons"
          + " FROM customers ORDER BY id";

  @TempDir Path folder;
  TestDatabase db;

  abstract TestDatabase newDatabase(Path inFolder);

  /** Ends the database's side of all connections. */
  abstract void kill();

  @BeforeEach
  void open() {
    db = newDatabase(folder);
  }

  private ScoreTarget target(String table, String key) {
    return new ScoreTarget(
        db.database(), table, key, "churn_risk", "scored_at", "model_version", "top_reasons");
  }

  private void customers() {
    db.run(
        "CREATE TABLE customers (id VARCHAR(20) PRIMARY KEY, name VARCHAR(20))",
        "INSERT INTO customers VALUES ('a-1', 'Ann'), ('b-2', 'Bo'), ('c-3', 'Cy')");
  }

  private ScoreCounts write(ScoreTarget target, Instant at, Map<String, Double> scores) {
    try (ScoreTable table = ScoreTable.open(target, at, "churn 3")) {
      scores.forEach((key, score) -> table.add(key, score, "because of " + key));
      return table.commit();
    }
  }

  @Test
  void scores_find_their_rows_and_columns_are_added() {
    customers();

    ScoreCounts counts =
        write(target("customers", "id"), JULY, Map.of("a-1", 0.25, "c-3", 0.1 + 0.2));

    assertThat(counts).isEqualTo(new ScoreCounts(2, 0, 0));
    assertThat(db.rows(SCORES))
        .containsExactly(
            "a-1|Ann|0.25|1719828000.123456|churn 3|because of a-1",
            "b-2|Bo|~|~|~|~",
            "c-3|Cy|0.30000000000000004|1719828000.123456|churn 3|because of c-3");
  }

  @Test
  void the_same_scores_twice_leave_the_same_table() {
    customers();
    Map<String, Double> scores = Map.of("a-1", 0.25, "b-2", 0.75, "new", 0.5);
    ScoreCounts first = write(target("customers", "id"), JULY, scores);
    List<String> rows = db.rows(SCORES);

    ScoreCounts second = write(target("CUSTOMERS", "ID"), JULY, scores);

    assertThat(db.rows(SCORES)).isEqualTo(rows).hasSize(4);
    assertThat(first).isEqualTo(new ScoreCounts(2, 1, 0));
    assertThat(second).isEqualTo(new ScoreCounts(3, 0, 0));
  }

  @Test
  void later_scores_replace_earlier_ones_also_in_one_run() {
    customers();
    write(target("customers", "id"), JULY, Map.of("a-1", 0.25));

    try (ScoreTable table = ScoreTable.open(target("customers", "id"), JULY, "churn 4")) {
      table.add("a-1", 0.5, "x");
      table.add("d-4", 0.5, "x");
      table.add("a-1", 0.75, null);
      table.add("d-4", 1, "y");
      assertThat(table.commit()).isEqualTo(new ScoreCounts(1, 1, 0));
    }

    assertThat(db.rows("SELECT id, churn_risk, model_version, top_reasons FROM customers"))
        .contains("a-1|0.75|churn 4|~", "d-4|1.0|churn 4|y".replace("1.0", one()));
  }

  /** How the database writes a DOUBLE PRECISION of one. */
  abstract String one();

  @Test
  void a_table_that_takes_no_row_of_scores_alone_gets_none() {
    db.run(
        "CREATE TABLE customers (id INTEGER PRIMARY KEY, name VARCHAR(20) NOT NULL)",
        "INSERT INTO customers VALUES (1, 'Ann')");

    ScoreCounts counts = write(target("customers", "id"), JULY, Map.of("1", 0.5, "2", 0.5));

    assertThat(counts).isEqualTo(new ScoreCounts(1, 0, 1));
    assertThat(db.rows("SELECT id, churn_risk FROM customers")).containsExactly("1|0.5");
  }

  @Test
  void keys_may_be_numbers_of_any_kind_and_uuids() {
    String uuid = "123e4567-e89b-42d3-a456-426614174000";
    Map<String, String> keys =
        Map.of("BIGINT", "123456789012", "NUMERIC(20)", "7", "UUID", uuid, "CHAR(5)", "ab");
    keys.forEach(
        (type, key) -> {
          db.run("DROP TABLE IF EXISTS t", "CREATE TABLE t (k " + type + " PRIMARY KEY)");
          db.run("INSERT INTO t VALUES ('" + key + "')");

          assertThat(write(target("t", "k"), JULY, Map.of(key, 0.5)))
              .isEqualTo(new ScoreCounts(1, 0, 0));
        });
  }

  @Test
  void a_key_that_is_no_value_of_its_column_is_named() {
    db.run("CREATE TABLE t (k INTEGER PRIMARY KEY)");

    MillraceException error =
        catchThrowableOfType(
            MillraceException.class, () -> write(target("t", "k"), JULY, Map.of("C-1", 0.5)));

    assertThat(error.code()).isEqualTo(ErrorCode.WRITE_REFUSED);
    assertThat(error)
        .hasMessageStartingWith("Scores for table 't': expected keys of type ")
        .hasMessageEndingWith(", but found 'C-1'.");
  }

  @Test
  void columns_that_are_there_keep_their_types() {
    db.run(
        "CREATE TABLE t (k INTEGER PRIMARY KEY, churn_risk NUMERIC(5,3), scored_at DATE,"
            + " model_version CHAR(10), top_reasons TEXT)",
        "INSERT INTO t (k) VALUES (1)");

    write(target("t", "k"), JULY, Map.of("1", 0.12345));

    assertThat(db.rows("SELECT k, churn_risk, scored_at, trim(model_version) FROM t"))
        .containsExactly("1|0.123|2024-07-01|churn 3");
  }

  @Test
  void a_moment_without_a_zone_is_utc() {
    db.run(
        "CREATE TABLE t (k INTEGER PRIMARY KEY, scored_at TIMESTAMP)",
        "INSERT INTO t (k) VALUES (1)");

    write(target("t", "k"), JULY, Map.of("1", 0.5));

    assertThat(db.rows("SELECT scored_at FROM t")).containsExactly("2024-07-01 10:00:00.123456");
  }

  @Test
  void without_a_commit_nothing_was_written() {
    customers();
    write(target("customers", "id"), JULY, Map.of("a-1", 0.25));
    List<String> before = db.rows(SCORES);

    try (ScoreTable table = ScoreTable.open(target("customers", "id"), JULY, "churn 9")) {
      for (int i = 0; i < 2_500; i++) {
        table.add("n-" + i, 0.5, null);
      }
    }

    assertThat(db.rows(SCORES)).isEqualTo(before);
  }

  @Test
  void a_value_that_the_database_refuses_takes_everything_back() {
    customers();
    db.run("ALTER TABLE customers ADD COLUMN churn_risk DOUBLE PRECISION CHECK (churn_risk < 1)");
    write(target("customers", "id"), JULY, Map.of("a-1", 0.25));
    List<String> before = db.rows(SCORES);

    MillraceException error =
        catchThrowableOfType(
            MillraceException.class,
            () -> {
              try (ScoreTable table = ScoreTable.open(target("customers", "id"), JULY, "9")) {
                for (int i = 0; i < 1_500; i++) {
                  table.add("n-" + i, 0.5, null);
                }
                table.add("a-1", 1, null);
                table.commit();
              }
            });

    assertThat(error.code()).isEqualTo(ErrorCode.WRITE_REFUSED);
    assertThat(error).hasMessageContaining(" refused a statement: ");
    assertThat(db.rows(SCORES)).isEqualTo(before);
  }

  @Test
  void a_connection_that_dies_midway_takes_everything_back() {
    customers();
    write(target("customers", "id"), JULY, Map.of("a-1", 0.25));
    List<String> before = db.rows(SCORES);

    MillraceException error =
        catchThrowableOfType(
            MillraceException.class,
            () -> {
              try (ScoreTable table = ScoreTable.open(target("customers", "id"), JULY, "9")) {
                for (int i = 0; i < 1_500; i++) {
                  table.add("n-" + i, 0.5, null);
                }
                kill();
                table.commit();
              }
            });

    assertThat(error.code()).isEqualTo(ErrorCode.SOURCE_UNREACHABLE);
    assertThat(db.rows(SCORES)).isEqualTo(before);
  }

  @Test
  void an_unknown_table_and_an_unknown_key_are_named() {
    customers();

    Lab.assertFails(
        () -> write(target("customer", "id"), JULY, Map.of()),
        ErrorCode.SOURCE_NOT_FOUND,
        "Scores for table 'customer': there is no table 'customer' in the database.",
        "Did you mean 'customers'?");
    Lab.assertFails(
        () -> write(target("customers", "nam"), JULY, Map.of()),
        ErrorCode.COLUMN_NOT_FOUND,
        "Scores for table 'customers': table 'customers' has no column 'nam' for the key. Did you"
            + " mean 'name'?",
        "It has: id, name.");
  }
}
