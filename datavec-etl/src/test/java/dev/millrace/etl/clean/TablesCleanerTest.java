package dev.millrace.etl.clean;

import static dev.millrace.contract.feature.ColumnType.CATEGORY;
import static dev.millrace.contract.feature.ColumnType.DATE;
import static dev.millrace.contract.feature.ColumnType.NUMBER;
import static dev.millrace.etl.clean.Tables.IDENTIFIER;
import static dev.millrace.etl.clean.Tables.date;
import static dev.millrace.etl.clean.Tables.timestamp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.feature.NumberStyle;
import dev.millrace.etl.clean.CleanPolicy.OnDuplicate;
import dev.millrace.etl.clean.CleanPolicy.OnViolation;
import dev.millrace.etl.clean.Tables.Contract;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablesCleanerTest {
  @TempDir Path folder;
  Tables tables;

  @BeforeEach
  void open() {
    tables = new Tables(folder);
  }

  private static Contract customers() {
    return new Contract("customers")
        .key("id", IDENTIFIER)
        .time(date("since"))
        .column("plan", CATEGORY);
  }

  private static Contract tickets() {
    return new Contract("tickets")
        .time(timestamp("opened"))
        .refers("customer", "customers")
        .column("topic", CATEGORY);
  }

  private static final String CUSTOMERS =
      "id,since,plan\nC-1,2024-01-01,basic\nC-2,2024-02-01,plus\n";

  @Test
  void clean_tables_have_row_key_time_known_references_and_columns() {
    tables
        .csv(tickets(), "opened,customer,topic\n2024-03-01T10:30:00Z, c1 ,billing\n")
        .csv(customers(), CUSTOMERS);

    TablesReport report = tables.clean();

    assertThat(report.tables()).extracting(t -> t.table()).containsExactly("tickets", "customers");
    assertThat(tables.rows("customers"))
        .containsExactly(
            "1|C1|2024-01-01 00:00:00.0|2024-01-01 00:00:00.0|basic",
            "2|C2|2024-02-01 00:00:00.0|2024-02-01 00:00:00.0|plus");
    assertThat(tables.rows("tickets"))
        .containsExactly("1|~|2024-03-01 10:30:00.0|2024-03-01 10:30:00.0|C1|billing");
    assertThat(
            tables.query(
                "SELECT column_name || ' ' || data_type FROM information_schema.columns WHERE"
                    + " table_name = 'tickets' ORDER BY ordinal_position"))
        .containsExactly(
            "__row BIGINT",
            "__key VARCHAR",
            "__time TIMESTAMP",
            "__known TIMESTAMP",
            "__ref_customer VARCHAR",
            "topic VARCHAR");
  }

  @Test
  void identifiers_spelled_three_ways_meet() {
    tables
        .csv(customers(), "id,since,plan\ncust-007,2024-01-01,basic\n")
        .csv(
            tickets(),
            """
            opened,customer,topic
            2024-03-01,CUST-007,a
            2024-03-02, Cust 007 ,b
            2024-03-03,cust.007,c
            """);

    tables.clean();

    assertThat(tables.query("SELECT __ref_customer, topic FROM tickets ORDER BY __row"))
        .containsExactly("CUST007|a", "CUST007|b", "CUST007|c");
  }

  @Test
  void identifiers_that_repeat_are_standardised_as_those_that_do_not() {
    String ids = "SELECT 'c-' || i AS id, DATE '2024-01-01' AS since, ' p  q ' AS plan FROM range(";
    tables
        .parquet(customers(), ids + "50) t(i)")
        .parquet(
            tickets().key("no"),
            "SELECT TIMESTAMP '2024-03-01' AS opened, ' C' || (i % 50) AS customer, 'x' || i AS"
                + " topic, i AS no FROM range(1000) t(i)");

    TablesReport report = tables.clean();

    assertThat(Tables.of(report, "tickets").clean().kept()).isEqualTo(1000);
    assertThat(tables.query("SELECT DISTINCT plan FROM customers ORDER BY __row"))
        .containsExactly("p q");
    assertThat(
            tables.query(
                "SELECT __key, __ref_customer, topic FROM tickets WHERE __row IN (1, 1000) ORDER BY"
                    + " __row"))
        .containsExactly("0|C0|x0", "999|C49|x999");
  }

  @Test
  void tickets_of_unknown_customers_are_set_aside_with_their_reason() {
    tables
        .csv(customers(), CUSTOMERS)
        .csv(
            tickets(),
            "opened,customer,topic\n2024-03-01,C-9,a\n2024-03-02,C-2,b\n2024-03-03,,c\n");

    TablesReport report = tables.clean();

    assertThat(tables.query("SELECT topic FROM tickets ORDER BY __row")).containsExactly("b");
    assertThat(tables.quarantine())
        .containsExactly(
            "tickets|1|~|customer|C-9|no such customers", "tickets|3|~|customer|~|required");
    assertThat(Tables.of(report, "tickets").clean().quarantined()).isEqualTo(2);
  }

  @Test
  void a_customer_that_was_set_aside_is_nobodys_partner() {
    tables
        .csv(customers(), CUSTOMERS + "C-3,someday,plus\n")
        .csv(tickets(), "opened,customer,topic\n2024-03-01,C-3,a\n2024-03-02,C-2,b\n");

    tables.clean();

    assertThat(tables.quarantine())
        .containsExactly(
            "customers|3|C3|since|someday|not a date",
            "tickets|1|~|customer|C-3|no such customers");
  }

  @Test
  void a_reference_that_is_not_required_counts_as_missing_where_it_leads_nowhere() {
    Contract tickets =
        new Contract("tickets")
            .time(timestamp("opened"))
            .mayRefer("customer", "customers")
            .column("topic", CATEGORY);
    tables
        .csv(customers(), CUSTOMERS)
        .csv(tickets, "opened,customer,topic\n2024-03-01,C-9,a\n2024-03-02,c2,b\n2024-03-03,,c\n");

    TablesReport report = tables.clean();

    assertThat(tables.query("SELECT __ref_customer, topic FROM tickets ORDER BY __row"))
        .containsExactly("~|a", "C2|b", "~|c");
    assertThat(tables.nulled()).containsExactly("tickets|1|~|customer|C-9|no such customers");
    assertThat(tables.quarantine()).isEmpty();
    assertThat(Tables.of(report, "tickets").clean().kept()).isEqualTo(3);
  }

  @Test
  void a_row_is_known_when_the_partner_it_requires_is() {
    tables
        .csv(customers(), CUSTOMERS)
        .csv(tickets(), "opened,customer,topic\n2024-01-15,C-2,early\n2024-02-15,C-2,late\n");

    tables.clean();

    assertThat(tables.query("SELECT topic, __time, __known FROM tickets ORDER BY __row"))
        .containsExactly(
            "early|2024-01-15 00:00:00.0|2024-02-01 00:00:00.0",
            "late|2024-02-15 00:00:00.0|2024-02-15 00:00:00.0");
  }

  @Test
  void a_reference_to_a_partner_known_later_counts_as_missing_where_it_is_not_required() {
    Contract tickets =
        new Contract("tickets").time(timestamp("opened")).mayRefer("customer", "customers");
    tables
        .csv(customers(), CUSTOMERS)
        .csv(tickets, "opened,customer\n2024-01-15,C-2\n2024-02-15,C-2\n");

    tables.clean();

    assertThat(tables.query("SELECT __known, __ref_customer FROM tickets ORDER BY __row"))
        .containsExactly("2024-01-15 00:00:00.0|~", "2024-02-15 00:00:00.0|C2");
  }

  @Test
  void rows_may_refer_to_a_fixed_table() {
    Contract regions =
        new Contract("regions").key("code", IDENTIFIER).fixed().column("name", CATEGORY);
    tables
        .csv(customers().refers("region", "regions"), "id,since,plan,region\nC-1,2024-01-01,a,n\n")
        .csv(regions, "code,name\nN,North\n");

    tables.clean();

    assertThat(tables.rows("regions")).containsExactly("1|N|~|~|North");
    assertThat(tables.rows("customers"))
        .containsExactly("1|C1|2024-01-01 00:00:00.0|2024-01-01 00:00:00.0|N|a");
  }

  private static final CleanPolicy SET_LATER_ASIDE =
      new CleanPolicy(OnViolation.QUARANTINE, 1, OnDuplicate.KEEP_FIRST, OnDuplicate.QUARANTINE);
  private static final CleanPolicy KEEP_FIRST =
      new CleanPolicy(OnViolation.QUARANTINE, 1, OnDuplicate.KEEP_FIRST, OnDuplicate.KEEP_FIRST);

  @Test
  void of_rows_that_share_a_key_the_one_known_first_stays() {
    String text =
        """
        id,since,loaded,plan
        a,2024-01-01,2024-01-09,late
        A,2024-01-01,2024-01-02,first
        a,2024-01-01,2024-01-02,second
        """;
    tables.csv(customers().known(date("loaded")).policy(KEEP_FIRST), text);

    CleanReport report = tables.cleanFirst();

    assertThat(tables.query("SELECT plan FROM customers ORDER BY __row")).containsExactly("first");
    assertThat(report.dropped()).isEqualTo(2);
    assertThat(report.quarantined()).isZero();
    assertThat(tables.quarantine())
        .containsExactly("customers|1|A|id|a|duplicate key", "customers|3|A|id|a|duplicate key");
  }

  @Test
  void late_duplicates_do_not_change_earlier_rows() {
    tables.csv(
        customers().known(date("loaded")).policy(SET_LATER_ASIDE),
        "id,since,loaded,plan\na,2024-01-01,2024-01-02,first\na,2024-01-01,2024-06-01,late\n");

    CleanReport report = tables.cleanFirst();

    assertThat(tables.query("SELECT plan FROM customers ORDER BY __row")).containsExactly("first");
    assertThat(report.quarantined()).isEqualTo(1);
    assertThat(tables.quarantine()).containsExactly("customers|2|A|id|a|duplicate key");
  }

  @Test
  void a_row_that_breaks_its_contract_does_not_use_up_its_key() {
    tables.csv(customers(), "id,since,plan\na,never,first\na,2024-06-01,second\n");

    tables.clean();

    assertThat(tables.query("SELECT plan FROM customers ORDER BY __row")).containsExactly("second");
    assertThat(tables.quarantine()).containsExactly("customers|1|A|since|never|not a date");
  }

  @Test
  void versions_of_one_thing_all_stay_in_a_table_with_history() {
    tables.csv(
        customers().known(date("loaded")).history(),
        """
        id,since,loaded,plan
        a,2024-01-01,2024-01-02,basic
        a,2024-01-01,2024-02-02,plus
        a,2024-01-01,2024-02-02,again
        """);

    tables.clean();

    assertThat(tables.query("SELECT __known, plan FROM customers ORDER BY __row"))
        .containsExactly("2024-01-02 00:00:00.0|basic", "2024-02-02 00:00:00.0|plus");
    assertThat(tables.quarantine()).containsExactly("customers|3|A|id|a|duplicate key");
  }

  @Test
  void rows_equal_in_every_column_are_kept_once_or_all_as_the_policy_says() {
    String text = "opened,topic\n2024-01-01,a\n2024-01-01,a\n2024-01-01,b\n";
    Contract once = new Contract("once").time(date("opened")).column("topic", CATEGORY);
    Contract all =
        new Contract("all")
            .time(date("opened"))
            .column("topic", CATEGORY)
            .policy(CleanPolicy.standard(null));
    tables.csv(once, text).csv(all, text);

    TablesReport report = tables.clean();

    assertThat(tables.query("SELECT __row, topic FROM once ORDER BY __row"))
        .containsExactly("1|a", "3|b");
    assertThat(tables.query("SELECT __row, topic FROM \"all\" ORDER BY __row"))
        .containsExactly("1|a", "2|a", "3|b");
    assertThat(Tables.of(report, "once").clean().dropped()).isEqualTo(1);
    assertThat(tables.quarantine()).containsExactly("once|2|~||~|duplicate row");
  }

  @Test
  void several_columns_may_make_the_key() {
    tables.csv(
        new Contract("usage")
            .key("id", IDENTIFIER)
            .key("day")
            .time(date("day"))
            .column("n", NUMBER),
        "id,day,n\na,2024-01-01,1\na,2024-01-02,2\n A,2024-01-02,3\n,2024-01-03,4\n");

    tables.clean();

    assertThat(tables.query("SELECT replace(__key, chr(31), '+'), n FROM usage ORDER BY __row"))
        .containsExactly("A+2024-01-01|1.0", "A+2024-01-02|2.0");
    assertThat(tables.query("SELECT row, column_name, value, rule FROM quarantine"))
        .containsExactly("3|id, day| A, 2024-01-02|duplicate key", "4|id|~|required");
  }

  @Test
  void a_value_that_becomes_known_later_has_its_own_time() {
    Contract tickets =
        new Contract("tickets")
            .time(date("opened"))
            .column("score", NUMBER)
            .column("topic", CATEGORY)
            .knownBy("score", timestamp("rated"));
    tables.csv(
        tickets,
        """
        opened,score,rated,topic
        2024-03-01,5,2024-03-04T12:00,a
        2024-03-02,4,,b
        2024-03-03,3,2024-03-01,c
        2024-03-04,2,soon,d
        """);

    tables.clean();

    assertThat(tables.query("SELECT score, topic, __known_score FROM tickets ORDER BY __row"))
        .containsExactly("5.0|a|2024-03-04 12:00:00.0", "~|b|~", "3.0|c|2024-03-03 00:00:00.0");
    assertThat(tables.quarantine()).containsExactly("tickets|4|~|rated|soon|not a timestamp");
  }

  @Test
  void a_row_known_before_its_time_is_known_at_its_time() {
    tables.csv(
        customers().known(date("loaded")), "id,since,loaded,plan\na,2024-02-01,2024-01-01,x\n");

    tables.clean();

    assertThat(tables.query("SELECT __time, __known FROM customers ORDER BY __row"))
        .containsExactly("2024-02-01 00:00:00.0|2024-02-01 00:00:00.0");
  }

  @Test
  void a_row_without_its_time_is_set_aside() {
    tables.csv(
        customers().known(timestamp("loaded")),
        """
        id,since,loaded,plan
        a,,2024-01-01,x
        b,2024-01-01,,x
        c,2024-01-01,1 May,x
        d,2024-01-01,2024-01-01,x
        """);

    tables.clean();

    assertThat(tables.query("SELECT __key FROM customers ORDER BY __row")).containsExactly("D");
    assertThat(tables.quarantine())
        .containsExactly(
            "customers|1|A|since|~|required",
            "customers|2|B|loaded|~|required",
            "customers|3|C|loaded|1 May|not a timestamp");
  }

  @Test
  void all_tables_share_one_quarantine_and_malformed_lines_are_in_it() {
    tables
        .csv(customers(), CUSTOMERS + "C-3\n,2024-01-01,x\n")
        .csv(tickets(), "opened,customer,topic\n2024-03-01,C-9,a\nnow,C-1,b\n2024-03-01,c1,c\n");

    TablesReport report = tables.clean();

    assertThat(tables.quarantine())
        .containsExactly(
            "customers|3|~||line 4 (1 values instead of 3): C-3|malformed line",
            "customers|4|~|id|~|required",
            "tickets|1|~|customer|C-9|no such customers",
            "tickets|2|~|opened|now|not a timestamp");
    assertThat(report.tables())
        .allSatisfy(
            table -> {
              CleanReport clean = table.clean();
              assertThat(clean.read())
                  .isEqualTo(clean.kept() + clean.quarantined() + clean.dropped());
            });
  }

  @Test
  void columns_are_cleaned_by_their_contract_and_profiled_without_answers() {
    tables.csv(
        new Contract("bills")
            .time(date("due"))
            .column(
                Rows.optional("amount", NUMBER).numbers(NumberStyle.MIXED).range(0.0, null).build())
            .column("paid", DATE),
        """
        due;amount;paid
        2024-01-01;1.234,50 €;2024-01-02
        2024-01-02;$1,234.50;
        2024-01-03;-3;
        """);

    CleanReport report = tables.cleanFirst();

    assertThat(tables.query("SELECT amount, paid FROM bills ORDER BY __row"))
        .containsExactly("1234.5|19724.0", "1234.5|~");
    assertThat(tables.quarantine()).containsExactly("bills|3|~|amount|-3|min 0");
    assertThat(report.columns().get(0).bars()).containsExactly(new ColumnProfile.Bar("1235", 2, 0));
    assertThat(report.columns().get(1).missing()).isEqualTo(1);
  }

  @Test
  void a_violation_may_make_a_value_missing() {
    CleanPolicy lenient =
        new CleanPolicy(OnViolation.NULL, 1, OnDuplicate.KEEP_FIRST, OnDuplicate.QUARANTINE);
    tables.csv(
        new Contract("usage").time(date("day")).column("n", NUMBER).policy(lenient),
        "day,n\n2024-01-01,x\n2024-01-02,2\nx,3\n");

    tables.clean();

    assertThat(tables.query("SELECT n FROM usage ORDER BY __row")).containsExactly("~", "2.0");
    assertThat(tables.nulled()).containsExactly("usage|1|~|n|x|not a number");
    assertThat(tables.quarantine()).containsExactly("usage|3|~|day|x|not a date");
  }
}
