package dev.millrace.pipeline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.pipeline.command.Captured;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What shows only beside the data: one message, an exit code, and nothing half-written. */
class WrongRelationalDataTest {
  @TempDir static Path folder;
  private static RelationalProject project;

  @BeforeAll
  static void make() {
    project = RelationalProject.in(folder);
  }

  @AfterEach
  void forget() {
    AtomicFiles.deleteTree(folder.resolve("runs"));
  }

  private static void mustEnd(int code, UnaryOperator<String> change, String message, String hint) {
    project.recipe(change);

    Captured run = project.run();

    assertThat(run.code()).as(run.err()).isEqualTo(code);
    String error = run.err().substring(run.err().indexOf("error: "));
    assertThat(error).startsWith("error: " + message + "\n").contains(hint).doesNotContain("\tat ");
    assertThat(project.runs()).isEmpty();
    project.mustBeTidy();
  }

  @Test
  void a_column_that_the_table_lacks_is_answered_with_the_nearest() {
    mustEnd(
        2,
        text -> text.replaceFirst("references: .customer_id: c", "references: {custmer_id: c"),
        "Source 'usage', reference: there is no column 'custmer_id'. Did you mean 'customer_id'?",
        "It has: customer_id, day, device, minutes, sessions, errors, loaded_at, month.");
    mustEnd(
        2,
        text -> text.replace("signup_on", "SIGNUP_ON"),
        "Source 'customers', time: there is no column 'SIGNUP_ON'. Did you mean 'signup_on'?",
        "It has: customer_id, signup_on, region, channel,");
  }

  @Test
  void identifiers_that_do_not_meet_stop_with_a_report_that_names_the_reference() {
    project.recipe(text -> text.replace("[trim, upper, alphanumeric]", "[trim, lower]"));

    Captured run = project.run();

    assertThat(run.code()).as(run.err()).isEqualTo(3);
    assertThat(run.err())
        .containsPattern(
            "error: Table 'usage': [0-9]+ of [0-9]+ rows \\([0-9.]+ %\\) were set aside, but at"
                + " most 2 % may be\\. Table 'billing': ")
        .containsPattern(
            "  usage\\.customer_id: no such customers: [0-9]+ rows, first row 1 with 'CU10000'")
        .contains("Identifiers meet as the steps of the key write them: clean.customers.key.text.")
        .doesNotContain("\tat ");
    Path directory = ProjectFolder.directory(run);
    assertThat(directory.resolve("model")).doesNotExist();
    assertThat(ProjectFolder.read(directory.resolve("report.html"))).contains("no such customers");
    project.mustBeTidy();
  }

  @Test
  void an_event_that_never_happens_is_told() {
    mustEnd(
        2,
        text ->
            text.replace("late, failed]", "late, failed, refunded]")
                .replace(
                    "event: customers.cancelled_on",
                    "event: \"billing where status = 'refunded'\""),
        "The label's event never happens: there is no row of billing where status = 'refunded'.",
        "Check the label's table, column and filter in the recipe");
  }

  @Test
  void cutoffs_before_and_after_the_data_are_told_with_those_that_can_be() {
    LocalDate first = LocalDate.parse(project.query("SELECT MIN(signup_on) FROM customers").get(0));
    mustEnd(
        2,
        text ->
            text.replace("from: 2025-03-01", "from: 2015-03-01")
                .replace("tickets.mood:", "tickets.satisfaction:")
                .replaceAll("(?s)  sentiment:.*(  suspicion:)", "$1"),
        "The cutoff 2015-03-01T00:00:00Z lies outside the data: no row of 'customers' was known"
            + " before it (the first became known at "
            + first
            + "T00:00:00Z).",
        "Take cutoffs from " + first.plusDays(1) + " on.");
    mustEnd(
        2,
        text -> text.replace("to: 2025-12-01", "to: 2026-02-01"),
        "The cutoff 2026-01-01T00:00:00Z lies outside the data: what happens in the 30 days after"
            + " it is not known yet, as the newest row became known at 2026-01-01T05:59:00Z.",
        "Take cutoffs up to 2025-12-02, a shorter horizon, or newer data.");
  }

  /** When a score came in is itself known no earlier than the score. */
  @Test
  void a_feature_of_what_was_not_known_is_found_by_going_back_in_time() {
    project.recipe(
        text ->
            text.replace(
                    "rated_at}\n",
                    "rated_at}\n      rated_at: {type: timestamp, missing: allowed}\n")
                .replace(
                    "usage.minutes: [sum]", "usage.minutes: [sum]\n    tickets.rated_at: [last]"));

    Captured run = project.run("--prove");

    assertThat(run.code()).as(run.err()).isEqualTo(3);
    assertThat(run.err())
        .containsPattern(
            "error: Leakage: of customers 'CU[0-9]{5}' at cutoff 2025-[0-9-]+T00:00:00Z"
                + " last\\(tickets.rated_at, 30d\\) is [0-9.]+, but from the data of that time")
        .contains("Say in the recipe when the values behind it became known ('known' of the table")
        .doesNotContain("\tat ");
    assertThat(project.runs()).isEmpty();
    project.mustBeTidy();
  }

  @Test
  void nobody_to_ask_is_told() {
    mustEnd(
        2,
        text -> text.replace("min_age: 30d", "min_age: 9000d"),
        "No row of 'customers' is asked about at any of 10 cutoffs from 2025-03-01T00:00:00Z.",
        "Ask about more of them ('eligible' in the recipe), or choose other cutoffs.");
  }

  @Test
  void a_table_without_rows_is_named() {
    Path empty = ProjectFolder.write(folder.resolve("empty.csv"), "score,customer,at\n");
    mustEnd(
        2,
        text ->
            text.replace(
                    "  truth: {type", "  surveys: {type: csv, path: empty.csv}\n  truth: {type")
                .replace(
                    "clean:\n",
                    "clean:\n  surveys: {time: at, references: {customer: customers}}\n"),
        "Source 'surveys': " + empty + " has column names but no rows.",
        "");
    project.execute("CREATE TABLE IF NOT EXISTS nobody AS SELECT * FROM customers WHERE 1 = 0");
    mustEnd(
        2,
        text -> text.replace("table: customers", "table: nobody"),
        "Source 'customers': jdbc:h2:file:" + folder.resolve("company") + " nobody has no rows.",
        "Check what writes it.");
  }
}
