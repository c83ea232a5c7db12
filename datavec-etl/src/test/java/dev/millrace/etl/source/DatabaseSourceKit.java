package dev.millrace.etl.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Json;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.Lab;
import dev.millrace.etl.jdbc.Database;
import dev.millrace.etl.jdbc.TestDatabase;
import dev.millrace.etl.source.LandedTable.LandedColumn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every database has to do as a source. */
abstract class DatabaseSourceKit {
  private static final String CUSTOMERS =
      "CREATE TABLE customers (customer_id INTEGER PRIMARY KEY, plan VARCHAR(20),"
          + " fee DECIMAL(9,2), updated_at TIMESTAMP)";

  @TempDir Path folder;
  Lab lab;
  TestDatabase db;

  abstract TestDatabase newDatabase(Path inFolder);

  @BeforeEach
  void open() {
    lab = new Lab(folder);
    db = newDatabase(folder);
  }

  SourceSpec.Jdbc table(String table, @Nullable String watermark) {
    List<String> key = watermark == null ? List.of() : List.of("customer_id");
    return new SourceSpec.Jdbc(
        "t", db.database(), table, null, List.of(), key, watermark, 2, List.of());
  }

  SourceSpec.Jdbc on(Database database, String table) {
    return new SourceSpec.Jdbc(
        "t", database, table, null, List.of(), List.of(), null, 1000, List.of());
  }

  SourceSpec.Jdbc query(String query) {
    return new SourceSpec.Jdbc(
        "t", db.database(), null, query, List.of(), List.of(), null, 1000, List.of());
  }

  private void customers() {
    db.run(
        CUSTOMERS,
        "INSERT INTO customers VALUES (3, 'basic', 10.50, TIMESTAMP '2024-01-03 10:00:00')",
        "INSERT INTO customers VALUES (1, 'pro', NULL, TIMESTAMP '2024-01-01 10:00:00.123456')",
        "INSERT INTO customers VALUES (2, NULL, 7, TIMESTAMP '2024-01-03 10:00:00')");
  }

  private String print(SourceSpec spec) {
    return Fingerprints.of(spec, Progress.silent()).sha256();
  }

  @Test
  void a_table_lands_with_its_types_under_small_names() {
    customers();

    LandedTable table = lab.land(table("customers", "updated_at"));

    assertThat(table.columns())
        .containsExactly(
            new LandedColumn("customer_id", "INTEGER"),
            new LandedColumn("plan", "VARCHAR"),
            new LandedColumn("fee", "DECIMAL(9,2)"),
            new LandedColumn("updated_at", "TIMESTAMP"));
    assertThat(lab.landedRows())
        .containsExactly(
            "1|1|pro|~|2024-01-01 10:00:00.123456",
            "2|2|~|7.00|2024-01-03 10:00:00.0",
            "3|3|basic|10.50|2024-01-03 10:00:00.0");
    assertThat(table.fingerprint().parts())
        .singleElement()
        .satisfies(part -> assertThat(part.path()).endsWith(" customers"));
  }

  @Test
  void rows_come_in_the_order_of_all_columns_without_a_watermark() {
    customers();
    lab.land(table("customers", null));
    List<String> before = lab.landedRows();
    db.run(
        "UPDATE customers SET fee = 8 WHERE customer_id = 1",
        "UPDATE customers SET fee = NULL WHERE customer_id = 1");

    lab.land(table("customers", null));

    assertThat(lab.landedRows()).isEqualTo(before).hasSize(3);
  }

  @Test
  void named_columns_alone_are_read_beside_key_and_watermark() {
    customers();

    LandedTable table =
        lab.land(
            new SourceSpec.Jdbc(
                "t",
                db.database(),
                "CUSTOMERS",
                null,
                List.of("Plan"),
                List.of("customer_id"),
                "updated_at",
                1000,
                List.of("basic")));

    assertThat(table.columns())
        .extracting(LandedColumn::name)
        .containsExactly("Plan", "customer_id", "updated_at");
    assertThat(Lab.query(lab.landed(), "SELECT \"Plan\" FROM raw.t ORDER BY __row"))
        .containsExactly("pro", "~", "~");
  }

  @Test
  void a_query_lands_like_a_table() {
    customers();

    LandedTable table =
        lab.land(
            query("WITH c AS (SELECT * FROM customers)\nSELECT count(*) AS n FROM c -- all\n"));

    assertThat(table.columns()).containsExactly(new LandedColumn("n", "BIGINT"));
    assertThat(lab.landedRows()).containsExactly("1|3");
  }

  @Test
  void a_fingerprint_by_watermark_sees_new_rows_and_touched_rows() {
    customers();
    SourceSpec spec = table("customers", "updated_at");
    String before = print(spec);

    assertThat(print(spec)).isEqualTo(before);
    db.run("UPDATE customers SET plan = 'x', updated_at = TIMESTAMP '2024-02-01 00:00:00'");
    String touched = print(spec);
    db.run("INSERT INTO customers VALUES (9, 'x', 1, TIMESTAMP '2020-01-01 00:00:00')");

    assertThat(List.of(before, touched, print(spec))).doesNotHaveDuplicates();
  }

  @Test
  void a_fingerprint_without_a_watermark_sees_every_value() {
    customers();
    SourceSpec spec = table("customers", null);
    String before = print(spec);
    db.run("UPDATE customers SET plan = 'y' WHERE customer_id = 3");
    String changed = print(spec);
    db.run("UPDATE customers SET plan = 'basic' WHERE customer_id = 3");

    assertThat(changed).isNotEqualTo(before);
    assertThat(print(spec)).isEqualTo(before);
    assertThat(lab.land(spec).fingerprint().sha256()).isEqualTo(before);
  }

  @Test
  void a_fingerprint_sees_a_new_column() {
    customers();
    SourceSpec spec = table("customers", "updated_at");
    String before = print(spec);

    db.run("ALTER TABLE customers ADD COLUMN country VARCHAR(2)");

    assertThat(print(spec)).isNotEqualTo(before);
  }

  private List<String> landedOnFrom(SourceSpec spec, LandedTable earlier) throws Exception {
    Path before = folder.resolve("earlier.duckdb");
    Files.move(lab.landed(), before, StandardCopyOption.REPLACE_EXISTING);
    Ingest.land(
        List.of(spec),
        List.of(Fingerprints.of(spec, Progress.silent())),
        lab.landed(),
        Lab.SETTINGS,
        Progress.silent(),
        new EarlierLanding(before, List.of(earlier)));
    return lab.landedRows();
  }

  @Test
  void a_landing_goes_on_from_an_earlier_one_with_what_is_new() throws Exception {
    customers();
    SourceSpec spec = table("customers", "updated_at");
    LandedTable earlier = lab.land(spec);
    db.run(
        // at the same moment as the latest, and after it
        "INSERT INTO customers VALUES (4, 'tie', 1, TIMESTAMP '2024-01-03 10:00:00')",
        "UPDATE customers SET plan = 'max', updated_at = TIMESTAMP '2024-01-04 00:00:00'"
            + " WHERE customer_id = 1",
        "INSERT INTO customers VALUES (5, 'none', 1, NULL)");

    assertThat(landedOnFrom(spec, earlier))
        .containsExactly(
            "1|2|~|7.00|2024-01-03 10:00:00.0",
            "2|3|basic|10.50|2024-01-03 10:00:00.0",
            "3|4|tie|1.00|2024-01-03 10:00:00.0",
            "4|1|max|~|2024-01-04 00:00:00.0",
            "5|5|none|1.00|~");
  }

  /** Seen by a row that changed without its watermark: only a landing from nothing reads it. */
  @Test
  void a_landing_that_goes_on_reads_no_old_rows() throws Exception {
    customers();
    SourceSpec spec = table("customers", "updated_at");
    LandedTable earlier = lab.land(spec);
    db.run("UPDATE customers SET plan = 'unseen' WHERE customer_id = 1");

    assertThat(landedOnFrom(spec, earlier)).first().asString().startsWith("1|1|pro|");
  }

  @Test
  void a_deleted_row_makes_a_landing_start_from_nothing() throws Exception {
    customers();
    SourceSpec spec = table("customers", "updated_at");
    LandedTable earlier = lab.land(spec);
    db.run("DELETE FROM customers WHERE customer_id = 1");

    assertThat(landedOnFrom(spec, earlier)).hasSize(2);
  }

  @Test
  void a_column_that_is_left_out_is_not_there_whether_it_is_or_not() {
    customers();
    SourceSpec.Jdbc spec = table("customers", null).without(List.of("Score", "nothing"));
    Fingerprint before = Fingerprints.of(spec, Progress.silent());
    db.run("ALTER TABLE customers ADD score DOUBLE PRECISION", "UPDATE customers SET score = 0.5");

    assertThat(Fingerprints.of(spec, Progress.silent())).isEqualTo(before);
    assertThat(lab.land(spec).columns())
        .extracting(LandedColumn::name)
        .containsExactly("customer_id", "plan", "fee", "updated_at");
  }

  @Test
  void another_specification_makes_a_landing_start_from_nothing() throws Exception {
    customers();
    LandedTable earlier = lab.land(table("customers", "updated_at"));
    db.run("UPDATE customers SET plan = 'seen' WHERE customer_id = 1");
    SourceSpec other =
        new SourceSpec.Jdbc(
            "t",
            db.database(),
            "customers",
            null,
            List.of(),
            List.of("customer_id"),
            "updated_at",
            2,
            List.of("pro"));

    assertThat(landedOnFrom(other, earlier)).first().asString().startsWith("1|1|seen|");
  }

  @Test
  void what_is_written_meanwhile_is_not_seen() {
    customers();
    try (JdbcSession session = JdbcSession.open(table("customers", "updated_at"))) {
      JdbcSession.Standing before = session.standing();
      db.run("INSERT INTO customers VALUES (9, 'x', 1, TIMESTAMP '2025-01-01 00:00:00')");
      List<Object> keys = new ArrayList<>();
      session.read(null, row -> keys.add(row.get(0)));

      assertThat(session.standing()).isEqualTo(before);
      assertThat(keys).containsExactlyInAnyOrder(1L, 2L, 3L);
    }
  }

  @Test
  void an_unknown_table_is_named_with_the_nearest() {
    customers();

    Lab.assertFails(
        () -> lab.land(table("custmers", null)),
        ErrorCode.SOURCE_NOT_FOUND,
        "Source 't': there is no table 'custmers' in the database.",
        "Did you mean 'customers'?");
  }

  @Test
  void unknown_columns_are_named_all_at_once() {
    customers();
    SourceSpec spec =
        new SourceSpec.Jdbc(
            "t",
            db.database(),
            "customers",
            null,
            List.of("plan", "fees"),
            List.of("id"),
            "update_at",
            1000,
            List.of());

    MillraceException error = catchThrowableOfType(MillraceException.class, () -> lab.land(spec));

    assertThat(error.code()).isEqualTo(ErrorCode.COLUMN_NOT_FOUND);
    assertThat(error.problems())
        .extracting(Object::toString)
        .containsExactly(
            "columns: there is no column 'fees'. Did you mean 'fee'?",
            "key: there is no column 'id'.",
            "watermark: there is no column 'update_at'. Did you mean 'updated_at'?");
  }

  @Test
  void an_empty_table_is_refused() {
    db.run(CUSTOMERS);

    Lab.assertFails(
        () -> lab.land(table("customers", null)),
        ErrorCode.SOURCE_EMPTY,
        "Source 't': " + db.database().place() + " customers has no rows.",
        "Check what writes it.");
  }

  @Test
  void a_query_with_a_fault_is_refused_in_the_words_of_the_database() {
    MillraceException error =
        catchThrowableOfType(MillraceException.class, () -> lab.land(query("SELECT nothing at")));

    assertThat(error.code()).isEqualTo(ErrorCode.SOURCE_UNREADABLE);
    assertThat(error.getMessage())
        .startsWith("Source 't': the database " + db.database().place() + " refused a statement: ");
  }

  @Test
  void a_wrong_password_is_told_without_it() {
    customers();
    Database wrong = db.database(lockedUrl(), "hunter2-hunter2");

    MillraceException error =
        catchThrowableOfType(MillraceException.class, () -> lab.land(on(wrong, "customers")));

    assertThat(error.code()).isEqualTo(ErrorCode.SOURCE_UNREADABLE);
    assertThat(error).hasMessageContaining(" refused the login of '");
    assertThat(error.getMessage() + error.hint() + error.getCause())
        .doesNotContain("hunter2-hunter2");
  }

  /** The URL of the database where passwords are checked. */
  abstract String lockedUrl();

  @Test
  void no_secret_reaches_fingerprints_tables_or_texts() {
    customers();
    SourceSpec.Jdbc spec = table("customers", null);

    LandedTable table = lab.land(spec);

    assertThat(Json.line(spec) + spec + Json.line(table) + table)
        .doesNotContain("Gr8")
        .contains("customers");
    assertThat(Lab.query(lab.landed(), "SELECT DISTINCT __file FROM raw.t"))
        .containsExactly(db.database().place() + " customers");
  }
}
