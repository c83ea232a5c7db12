package dev.millrace.etl.feature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.Lab;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.table.Reference;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is asked about when, what the answer is, and data that give none. */
class LabelsTest {
  private static final LabelSpec CANCELLED =
      new LabelSpec("customers", "cancelled", null, 10, false);
  private static final LabelSpec TICKET =
      new LabelSpec("tickets", null, new Filter("status", "=", List.of("lost")), 10, true);

  @TempDir Path folder;
  private Shop shop;

  @BeforeEach
  void fill() {
    shop = Shop.empty(folder);
    shop.row("plans", "p", "2024-01-01", "2024-01-01", 9.5);
    // 2024-03-01 is day 19783
    customer("a", "2024-01-01", 19783.0, "2024-03-02");
    customer("b", "2024-01-01", 19792.99, "2024-03-15");
    customer("c", "2024-01-01", 19793.0, "2024-03-15");
    customer("d", "2024-02-20", null, null);
    customer("e", "2024-01-01", 19782.5, "2024-03-05");
    shop.row("usage", null, "2024-02-25", "2024-02-25", "a", 1, 1, null, null);
    shop.row("usage", null, "2024-02-10", "2024-02-10", "b", 1, 1, null, null);
    shop.row("usage", null, "2024-02-28", "2024-03-01", "c", 1, 1, null, null);
    shop.row("tickets", "1", "2024-02-01", "2024-02-01", "a", "lost", 1, "2024-02-02");
    shop.row("tickets", "2", "2024-03-10", "2024-06-01", "a", "lost", null, null);
    shop.row("tickets", "3", "2024-03-02", "2024-03-02", "b", "found", null, null);
    shop.row("messages", null, "2024-02-11", "2024-02-11", "1", 10);
  }

  private void customer(
      String key, String since, @Nullable Double cancelled, @Nullable String known) {
    shop.row("customers", key, since, since, "p", "basic", 40, 0, cancelled, known);
  }

  private Map<String, Map<String, Object>> march(LabelSpec label, Eligibility eligibility) {
    return shop.compute(job(label, eligibility, "2024-03-01"), "customers.age");
  }

  private RowsJob job(LabelSpec label, Eligibility eligibility, String... cutoffs) {
    RowsJob job = shop.job(label, cutoffs);
    return new RowsJob(
        job.clean(), null, job.tables(), "customers", label, eligibility, job.cutoffs(), null);
  }

  private static String labels(Map<String, Map<String, Object>> rows) {
    StringBuilder labels = new StringBuilder();
    rows.values().forEach(r -> labels.append(r.get("__key")).append(r.get("__label")));
    return labels.toString();
  }

  @Test
  void the_event_counts_from_the_cutoff_to_before_the_horizon_and_ends_the_questions() {
    assertThat(labels(march(CANCELLED, Eligibility.everybody()))).isEqualTo("a1b1c0d0");
  }

  @Test
  void events_of_another_table_may_come_again() {
    assertThat(labels(march(TICKET, Eligibility.everybody()))).isEqualTo("a1b0c0d0e0");
  }

  @Test
  void entities_can_be_too_young_or_not_active() {
    assertThat(labels(march(CANCELLED, new Eligibility(10, null, 0)))).isEqualTo("a1b1c0d0");
    assertThat(labels(march(CANCELLED, new Eligibility(11, null, 0)))).isEqualTo("a1b1c0");
    assertThat(labels(march(CANCELLED, new Eligibility(0, "usage", 30)))).isEqualTo("a1b1");
    assertThat(labels(march(CANCELLED, new Eligibility(0, "usage", 5)))).isEqualTo("a1");
  }

  @Test
  void when_scoring_those_are_left_out_of_whom_the_event_is_known() {
    Path file = folder.resolve("scored.duckdb");
    RowsReport report =
        FeatureRows.computeForScoring(
            job(CANCELLED, Eligibility.everybody(), "2024-03-04", "2024-03-10"),
            Shop.features("customers.age"),
            file,
            Shop.SMALL,
            Progress.silent());
    assertThat(Lab.query(file, "SELECT string_agg(__key, '' ORDER BY __row) FROM features"))
        .containsExactly("bcdebcd");
    assertThat(report.cutoffs())
        .containsExactly(
            new CutoffRows(Instant.parse("2024-03-04T00:00:00Z"), 4, 0),
            new CutoffRows(Instant.parse("2024-03-10T00:00:00Z"), 3, 0));
    assertThat(report.entities()).isEqualTo(4);
    assertThat(Lab.query(file, "DESCRIBE features"))
        .extracting(line -> line.substring(0, line.indexOf("|")))
        .containsExactly("__row", "__key", "__cutoff", "__known", "customers.age");
  }

  @Test
  void the_truth_stands_beside_the_answer() {
    shop.table(
        Shop.contract(
            "truth",
            null,
            false,
            Map.of(),
            List.of(new Reference("customer", "customers", true)),
            Shop.number("p")),
        "__key VARCHAR, __time TIMESTAMP, __known TIMESTAMP, \"__ref_customer\" VARCHAR, p DOUBLE");
    shop.row("truth", null, "2024-03-01", "2024-03-01", "b", 0.25);
    RowsJob job = shop.job(CANCELLED, "2024-03-01");
    RowsJob withTruth =
        new RowsJob(
            job.clean(),
            null,
            job.tables(),
            "customers",
            CANCELLED,
            Eligibility.everybody(),
            job.cutoffs(),
            new RowsJob.Truth("truth", "p"));
    Map<String, Map<String, Object>> rows = shop.compute(withTruth, "customers.age");
    assertThat(rows.get("b @ 2024-03-01T00:00")).containsEntry("__truth", 0.25);
    assertThat(rows.get("a @ 2024-03-01T00:00")).containsEntry("__truth", null);
  }

  private void fails(RowsJob job, ErrorCode code, String message, String hint) {
    Lab.assertFails(() -> shop.compute(job, "customers.age"), code, message, hint);
  }

  @Test
  void cutoffs_outside_the_data_are_named_with_its_limits() {
    fails(
        shop.job(CANCELLED, "2024-01-01", "2024-03-01"),
        ErrorCode.RECIPE_INVALID,
        "The cutoff 2024-01-01T00:00:00Z lies outside the data: no row of 'customers' was known"
            + " before it (the first became known at 2024-01-01T00:00:00Z).",
        "Take cutoffs from 2024-01-02 on.");
    fails(
        shop.job(CANCELLED, "2024-03-01", "2024-05-30"),
        ErrorCode.RECIPE_INVALID,
        "The cutoff 2024-05-30T00:00:00Z lies outside the data: what happens in the 10 days after"
            + " it is not known yet, as the newest row became known at 2024-06-01T00:00:00Z.",
        "Take cutoffs up to 2024-05-22, a shorter horizon, or newer data.");
  }

  @Test
  void a_label_event_that_never_happens_is_told() {
    fails(
        shop.job(
            new LabelSpec("tickets", null, new Filter("status", "=", List.of("no")), 10, true),
            "2024-03-01"),
        ErrorCode.TARGET_INVALID,
        "The label's event never happens: there is no row of tickets where status = 'no'.",
        "Check the label's table, column and filter in the recipe, and that the data holds such"
            + " rows.");
    fails(
        shop.job(CANCELLED, "2024-02-01", "2024-02-10"),
        ErrorCode.TARGET_INVALID,
        "The label's event never happens within 10 days after a cutoff to those who are asked about"
            + " (8 rows at 2 cutoffs).",
        "Take other cutoffs, a longer horizon, or check the label's filter.");
  }

  @Test
  void a_table_without_rows_is_named() {
    shop.sql("DELETE FROM messages");
    fails(
        shop.job(CANCELLED, "2024-03-01"),
        ErrorCode.SOURCE_EMPTY,
        "Table 'messages' has no clean rows.",
        "Bring rows, look at what was set aside and why, or leave the source out of the recipe.");
  }

  @Test
  void numbers_too_large_for_exact_sums_are_named() {
    shop.row("usage", null, "2024-02-28", "2024-02-28", "c", 1e30, 1, null, null);
    Lab.assertFails(
        () -> shop.compute(shop.job(CANCELLED, "2024-03-01"), "sum(usage.minutes)"),
        ErrorCode.CONTRACT_VIOLATED,
        "Column 'minutes' of 'usage' holds 1.0E30, but only numbers up to 9007199254740992 are"
            + " summed.",
        "Give the column a 'max' in the recipe, so that such values are set aside.");
  }

  @Test
  void a_row_that_uses_the_future_is_refused() throws Exception {
    Path file = folder.resolve("leak.duckdb");
    try (Connection database = Duck.open(file, Shop.SMALL)) {
      Duck.execute(
          database,
          "CREATE TABLE features AS SELECT 1 AS __row, 'a' AS __key, TIMESTAMP '2024-03-01' AS"
              + " __cutoff, TIMESTAMP '2024-03-01' AS __known");
      Lab.assertFails(
          () -> DataCheck.requireNoLeak(database, "customers"),
          ErrorCode.LEAKAGE,
          "The features of customers 'a' at cutoff 2024-03-01T00:00:00Z use something that became"
              + " known at 2024-03-01T00:00:00Z.",
          "This is a fault of Millrace; please report it with the recipe.");
    }
  }
}
