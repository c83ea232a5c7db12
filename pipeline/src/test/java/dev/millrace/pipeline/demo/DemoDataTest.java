package dev.millrace.pipeline.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the data of one company looks like, and that its truth is one. */
class DemoDataTest {
  private static final String AT_RISK =
      "(SELECT t.*, coalesce(c.cancelled < t.date + 30, false) AS leaves"
          + " FROM truth t JOIN customers c USING (id)"
          + " WHERE (c.cancelled IS NULL OR c.cancelled >= t.date) AND t.date <= DATE '2025-12-01')";

  @TempDir static Path folder;
  private static Company company;

  @BeforeAll
  static void write() throws Exception {
    company = Company.write(Company.request(folder.resolve("company"), 2400, 12));
  }

  @AfterAll
  static void close() throws Exception {
    company.close();
  }

  @Test
  void the_truth_is_calibrated_in_every_part_of_its_range() throws Exception {
    String parts =
        "SELECT count(*) AS n, sum(leaves::INT) AS seen, sum(probability) AS expected,"
            + " sum(probability * (1 - probability)) AS variance FROM (SELECT *,"
            + (" ntile(10) OVER (ORDER BY probability) AS part FROM " + AT_RISK + ")")
            + " GROUP BY part";

    // Snapshots of a customer overlap little: one leaves once only. Four deviations are rare.
    assertThat(company.number("SELECT count(*) FROM (" + parts + ")")).isEqualTo(10);
    assertThat(
            company.rows(
                "SELECT * FROM ("
                    + parts
                    + ") WHERE abs(seen - expected) > 4 * sqrt(variance) + 1"))
        .isEmpty();
  }

  @Test
  void every_truth_is_a_probability_of_a_customer_who_is_there() {
    assertThat(
            company.number(
                "SELECT count(*) FROM truth WHERE probability IS NULL OR isnan(probability)"
                    + " OR probability < 0 OR probability >= 1"))
        .isZero();
    assertThat(
            company.number(
                "SELECT count(*) FROM truth t JOIN customers c USING (id)"
                    + " WHERE c.signup >= t.date OR c.cancelled < t.date"))
        .isZero();
    assertThat(company.number("SELECT count(*) FROM truth"))
        .isEqualTo(company.number("SELECT count(DISTINCT (id, date)) FROM truth"));
  }

  @Test
  void as_many_leave_within_a_month_as_a_business_fears() {
    assertThat(company.number("SELECT avg(leaves::INT) FROM " + AT_RISK)).isBetween(0.03, 0.06);
  }

  @Test
  void nobody_does_anything_before_joining_or_after_leaving() {
    for (String table : new String[] {"usage", "truth"}) {
      String day = table.equals("usage") ? "day" : "date";
      assertThat(
              company.number(
                  "SELECT count(*) FROM %s x JOIN customers c USING (id) WHERE x.%s < c.signup OR x.%s > c.cancelled"
                      .formatted(table, day, day)))
          .isZero();
    }
    assertThat(
            company.number(
                "SELECT count(*) FROM usage WHERE year(day) * 12 + month(day)"
                    + " != year((month || '-01')::DATE) * 12 + month((month || '-01')::DATE)"))
        .isZero();
  }

  @Test
  void identifiers_are_spelled_in_three_ways_that_meet() {
    for (String table : new String[] {"usage", "billing", "surveys"}) {
      String column = table.equals("usage") ? "customer_id" : "customer";
      assertThat(
              company.number(
                  "SELECT count(DISTINCT regexp_replace(%s, '[0-9]+', ''))".formatted(column)
                      + " FROM "
                      + table))
          .isEqualTo(3);
      assertThat(
              company.number(
                  "SELECT count(*) FROM " + table + " WHERE id NOT IN (SELECT id FROM customers)"))
          .isZero();
    }
  }

  @Test
  void usage_is_missing_late_and_repeated_as_listed() {
    share("usage", "minutes IS NULL", Mess.MINUTES_MISSING);
    share("usage", "errors IS NULL", Mess.ERRORS_MISSING);
    share(
        "usage",
        "date_diff('day', day, loaded_at) BETWEEN 2 AND 7",
        Mess.USAGE_LATE_BY_DAYS + Mess.USAGE_SENT_AGAIN);
    share("usage", "date_diff('day', day, loaded_at) > 7", Mess.USAGE_LATE_BY_WEEKS);
    repeated("usage", "id, day, device", Mess.USAGE_TWICE + Mess.USAGE_SENT_AGAIN);
    assertThat(
            company.number(
                "SELECT count(*) FROM usage WHERE loaded_at < day + 1"
                    + " OR loaded_at >= TIMESTAMP '2026-01-01 06:00:00'"))
        .isZero();
  }

  @Test
  void billing_is_missing_repeated_and_written_in_many_ways_as_listed() {
    share("billing", "amount IS NULL", Mess.AMOUNT_MISSING);
    share("billing", "invoiced_on NOT LIKE '____-__-__'", Mess.DATE_SPELLED_OTHERWISE);
    repeated("billing", "invoice_id", Mess.INVOICE_TWICE + Mess.INVOICE_SENT_AGAIN);
    assertThat(
            company.number(
                "SELECT count(*) FROM billing WHERE amount IS NOT NULL AND NOT"
                    + " regexp_full_match(amount,"
                    + " '(€|EUR )?[0-9]+[.][0-9]{2}|(€|EUR )?[0-9],[0-9]{3}[.][0-9]{2}"
                    + "|([0-9][.])?[0-9]+,[0-9]{2} €')"))
        .isZero();
    for (String style : new String[] {"%,__ €", "€%", "EUR %", "1.%,__ €", "€1,%"}) {
      assertThat(company.number("SELECT count(*) FROM billing WHERE amount LIKE '" + style + "'"))
          .isPositive();
    }
  }

  @Test
  void tickets_are_of_unknown_customers_uncategorised_and_repeated_as_listed() {
    share("tickets", "id NOT IN (SELECT id FROM customers)", Mess.TICKET_OF_UNKNOWN);
    share("tickets", "category IS NULL", Mess.CATEGORY_MISSING);
    repeated("tickets", "ticket_id", Mess.TICKET_TWICE);
  }

  @Test
  void surveys_are_missing_and_repeated_as_listed() {
    share("surveys", "score IS NULL", Mess.SCORE_MISSING);
    repeated("surveys", "survey_id", Mess.SURVEY_TWICE);
  }

  @Test
  void win_back_calls_give_away_who_has_left() {
    assertThat(
            company.number(
                "SELECT count(*) FROM customers WHERE winback IS NOT NULL"
                    + " AND (cancelled IS NULL OR winback NOT BETWEEN cancelled + 2 AND cancelled + 14)"))
        .isZero();
    assertThat(
            company.number(
                "SELECT avg((winback IS NOT NULL)::INT) FROM customers"
                    + " WHERE cancelled < DATE '2025-12-15'"))
        .isCloseTo(Mess.WINBACK_CALLED, within(0.08));
  }

  @Test
  void what_becomes_known_later_is_empty_until_then() {
    assertThat(
            company.number(
                "SELECT count(*) FROM tickets"
                    + " WHERE (resolved_at IS NULL) != (resolution IS NULL)"
                    + " OR (rated_at IS NULL) != (satisfaction IS NULL)"
                    + " OR rated_at::TIMESTAMPTZ < resolved_at::TIMESTAMPTZ"
                    + " OR resolved_at::TIMESTAMPTZ < opened_at::TIMESTAMPTZ"))
        .isZero();
    assertThat(
            company.number(
                "SELECT count(*) FROM billing WHERE status IS NULL" + " AND plan IS NOT NULL"))
        .isPositive();
  }

  @Test
  void content_customers_write_other_words_than_angry_ones() {
    String angry =
        "(SELECT count(*) FROM tickets WHERE satisfaction %s"
            + " AND regexp_matches(text, 'terrible|unacceptable|losing patience|waste'))";
    String all = "(SELECT count(*) FROM tickets WHERE satisfaction %s)";

    double low =
        company.number("SELECT " + angry.formatted("<= 2") + " / " + all.formatted("<= 2"));
    double high =
        company.number("SELECT " + angry.formatted(">= 4") + " / " + all.formatted(">= 4"));

    assertThat(low).isGreaterThan(3 * high);
  }

  /** That a share of the rows is what was meant, within four deviations. */
  private static void share(String table, String condition, double expected) {
    double rows = company.number("SELECT count(*) FROM " + table);
    double seen = company.number("SELECT count(*) FROM %s WHERE %s".formatted(table, condition));
    double deviation = Math.sqrt(rows * expected * (1 - expected));
    assertThat(seen)
        .describedAs("%s where %s", table, condition)
        .isCloseTo(rows * expected, within(4 * deviation + 0.02 * rows * expected + 1));
  }

  private static void repeated(String table, String key, double expected) {
    double rows = company.number("SELECT count(*) FROM " + table);
    double keys = company.number("SELECT count(DISTINCT (%s)) FROM %s".formatted(key, table));
    double deviation = Math.sqrt(keys * expected);
    assertThat(rows - keys)
        .describedAs("repeated rows of %s", table)
        .isCloseTo(keys * expected, within(4 * deviation + 1));
  }
}
