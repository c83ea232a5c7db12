package dev.millrace.etl.clean;

import static dev.millrace.contract.feature.ColumnType.CATEGORY;
import static dev.millrace.contract.feature.ColumnType.NUMBER;
import static dev.millrace.etl.clean.Tables.date;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Problem;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.Lab;
import dev.millrace.etl.clean.CleanPolicy.OnDuplicate;
import dev.millrace.etl.clean.CleanPolicy.OnViolation;
import dev.millrace.etl.clean.Tables.Contract;
import dev.millrace.etl.source.Fingerprint;
import dev.millrace.etl.source.LandedTable;
import dev.millrace.etl.source.LandedTable.LandedColumn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablesFaultsTest {
  private static final String CUSTOMERS = "id,since,plan\na,2024-01-01,x\n";

  @TempDir Path folder;
  Tables tables;

  @BeforeEach
  void open() {
    tables = new Tables(folder);
  }

  private static Contract customers() {
    return new Contract("customers").key("id").time(date("since"));
  }

  @Test
  void all_columns_that_are_not_there_are_named_at_once() {
    tables
        .csv(customers().known(date("loadd")).column("plam", CATEGORY), CUSTOMERS)
        .csv(
            new Contract("bills")
                .key("bill")
                .time(date("du"))
                .refers("custmer", "customers")
                .column("amount", NUMBER)
                .knownBy("amount", date("paid")),
            "due,customer,amount\n2024-01-01,a,1\n");

    MillraceException error = Rows.failure(() -> tables.clean());

    assertThat(error.code()).isEqualTo(ErrorCode.COLUMN_NOT_FOUND);
    assertThat(error)
        .hasMessage("Sources 'customers', 'bills' lack 6 columns that their contracts name.");
    assertThat(error.hint())
        .isEqualTo("customers has: id, since, plan. bills has: due, customer, amount.");
    assertThat(error.problems())
        .containsExactly(
            new Problem("customers, known", "there is no column 'loadd'."),
            new Problem("customers, column", "there is no column 'plam'. Did you mean 'plan'?"),
            new Problem("bills, key", "there is no column 'bill'."),
            new Problem("bills, time", "there is no column 'du'. Did you mean 'due'?"),
            new Problem(
                "bills, reference", "there is no column 'custmer'. Did you mean 'customer'?"),
            new Problem("bills, known", "there is no column 'paid'."));
    assertThat(Files.exists(tables.lab().clean())).isFalse();
  }

  @Test
  void one_column_that_is_not_there_is_named_with_the_nearest() {
    tables.csv(customers().column("plam", CATEGORY), CUSTOMERS);

    Lab.assertFails(
        () -> tables.clean(),
        ErrorCode.COLUMN_NOT_FOUND,
        "Source 'customers', column: there is no column 'plam'. Did you mean 'plan'?",
        "It has: id, since, plan.");
  }

  @Test
  void a_reference_to_no_table_is_refused() {
    tables
        .csv(customers(), CUSTOMERS)
        .csv(
            new Contract("bills").time(date("due")).refers("customer", "custmers"),
            "due,customer\n2024-01-01,a\n");

    Lab.assertFails(
        () -> tables.clean(),
        ErrorCode.RECIPE_INVALID,
        "Table 'bills': its column 'customer' refers to 'custmers', which is no table. Did you mean"
            + " 'customers'?",
        "The tables are: customers, bills.");
  }

  @Test
  void a_reference_needs_a_key_of_one_column() {
    tables
        .csv(new Contract("customers").time(date("since")), CUSTOMERS)
        .csv(
            new Contract("bills").time(date("due")).refers("customer", "customers"),
            "due,customer\n2024-01-01,a\n");

    Lab.assertFails(
        () -> tables.clean(),
        ErrorCode.RECIPE_INVALID,
        "Table 'bills': its column 'customer' refers to 'customers', which has no key.",
        "Give 'customers' a 'key' of one column.");
  }

  @Test
  void references_in_a_circle_are_refused() {
    String text = "id,since,other\na,2024-01-01,a\n";
    tables
        .csv(new Contract("a").key("id").time(date("since")).refers("other", "b"), text)
        .csv(new Contract("b").key("id").time(date("since")).refers("other", "c"), text)
        .csv(new Contract("c").key("id").time(date("since")).refers("other", "b"), text);

    Lab.assertFails(
        () -> tables.clean(),
        ErrorCode.RECIPE_INVALID,
        "Tables refer to one another in a circle: b → c → b.",
        "Remove one of these references.");
  }

  @Test
  void a_table_without_a_clock_is_refused() {
    tables.csv(new Contract("customers").key("id"), CUSTOMERS);

    Lab.assertFails(
        () -> tables.clean(),
        ErrorCode.RECIPE_INVALID,
        "Table 'customers' has no time: nobody can tell when its rows were known.",
        "Name its 'time' column, or set 'fixed: true' if its rows never change and were always"
            + " known.");
  }

  @Test
  void a_table_without_rows_is_refused() {
    LandedTable empty =
        new LandedTable(
            "customers",
            List.of(new LandedColumn("id", "VARCHAR"), new LandedColumn("since", "DATE")),
            0,
            0,
            "",
            new Fingerprint("customers", "", List.of()));
    TablesJob job = new TablesJob(folder, List.of(empty), List.of(customers().rules()));

    Lab.assertFails(
        () -> TablesCleaner.clean(job, tables.lab().clean(), Lab.SETTINGS, Progress.silent()),
        ErrorCode.SOURCE_EMPTY,
        "Source 'customers' has no rows.",
        "Check what writes it, or leave it out of the recipe.");
  }

  @Test
  void a_source_cannot_have_the_name_of_a_table_that_cleaning_writes() {
    tables.csv(new Contract("quarantine").fixed(), CUSTOMERS);

    Lab.assertFails(
        () -> tables.clean(),
        ErrorCode.RECIPE_INVALID,
        "A source cannot be called 'quarantine': cleaning writes a table of that name.",
        "Give it another name.");
  }

  @Test
  void sources_may_have_the_names_of_everything_else() {
    for (String name : List.of("violations", "source", "raw", "a \"b\"", "order")) {
      tables.csv(new Contract(name).fixed().key("id").column("plan", CATEGORY), CUSTOMERS);
    }

    tables.clean();

    assertThat(tables.rows("a \"b\"")).containsExactly("1|a|~|~|x");
    assertThat(tables.rows("source")).containsExactly("1|a|~|~|x");
  }

  @Test
  void a_time_format_that_is_none_is_refused() {
    tables.csv(new Contract("customers").time(date("since", "dd/QQ")), CUSTOMERS);

    assertThat(Rows.failure(() -> tables.clean()))
        .hasMessage("Column 'since': 'QQ' in the date format 'dd/QQ' is not known.");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("customers.csv", "landed.duckdb");
  }

  @Test
  void all_tables_that_fail_their_policy_are_named_with_their_worst_rules() {
    CleanPolicy strict =
        new CleanPolicy(OnViolation.FAIL, 1, OnDuplicate.KEEP_FIRST, OnDuplicate.FAIL);
    CleanPolicy none =
        new CleanPolicy(OnViolation.QUARANTINE, 0, OnDuplicate.KEEP_FIRST, OnDuplicate.QUARANTINE);
    tables
        .csv(
            customers().column("n", NUMBER).policy(strict),
            "id,since,n\na,2024-01-01,x\nb,2024-01-01,1\n")
        .csv(new Contract("fine").fixed().policy(none), "a,b\n1,2\n")
        .csv(
            new Contract("bills").time(date("due")).refers("customer", "customers").policy(none),
            "due,customer\n2024-01-01,q\n2024-01-01,b\n");

    TablesReport report = tables.clean();

    MillraceException error = Rows.failure(() -> report.enforce(tables.rules()));
    assertThat(error.code()).isEqualTo(ErrorCode.CONTRACT_VIOLATED);
    assertThat(error)
        .hasMessage(
            "Table 'customers': Rows break the contract, and the policy is to stop (1 row of 2)."
                + " Table 'bills': 1 of 2 rows (50 %) were set aside, but at most 0 % may be.");
    assertThat(error.problems())
        .containsExactly(
            new Problem("customers.n", "not a number: 1 row, first row 1 with 'x'"),
            new Problem("bills.customer", "no such customers: 1 row, first row 1 with 'q'"));
  }

  @Test
  void keys_that_are_used_twice_can_stop_the_run() {
    CleanPolicy strict =
        new CleanPolicy(OnViolation.QUARANTINE, 1, OnDuplicate.KEEP_FIRST, OnDuplicate.FAIL);
    tables.csv(
        customers().policy(strict), "id,since,n\na,2024-01-01,1\na,2024-01-02,2\na,2024-01-03,3\n");

    TablesReport report = tables.clean();

    assertThat(Rows.failure(() -> report.enforce(tables.rules())))
        .hasMessage(
            "Table 'customers': Rows share their key with another, and the policy is to stop (2"
                + " rows of 3).");
  }

  @Test
  void a_reference_that_may_lead_nowhere_fails_no_policy() {
    CleanPolicy strict = new CleanPolicy(OnViolation.FAIL, 0, OnDuplicate.FAIL, OnDuplicate.FAIL);
    tables
        .csv(customers(), CUSTOMERS)
        .csv(
            new Contract("bills")
                .time(date("due"))
                .mayRefer("customer", "customers")
                .policy(strict),
            "due,customer\n2024-01-01,q\n");

    TablesReport report = tables.clean();

    assertThatCode(() -> report.enforce(tables.rules())).doesNotThrowAnyException();
  }
}
