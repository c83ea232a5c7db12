package dev.millrace.etl.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contract.support.Progress;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureRowsTest {
  private static final String MARCH = "2024-03-01";

  @TempDir Path folder;
  private Shop shop;

  @BeforeEach
  void fill() {
    shop = Shop.empty(folder);
    shop.row("customers", "a", "2024-01-10", "2024-01-10", "p", "basic", 40, 0, null, null);
    shop.row("customers", "b", "2024-02-20", "2024-02-20", null, null, null, null, null, null);
    shop.row("plans", "p", "2024-01-01", "2024-01-01", 9.5);
  }

  private void usage(String customer, String time, String known, Object... values) {
    Object[] row = new Object[8];
    row[1] = time;
    row[2] = known;
    row[3] = customer;
    System.arraycopy(values, 0, row, 4, values.length);
    shop.row("usage", row);
  }

  private Object one(String feature) {
    return row("a", feature).get(feature);
  }

  private Map<String, Object> row(String customer, String... features) {
    return shop.compute(shop.job(null, MARCH), features).get(customer + " @ " + MARCH + "T00:00");
  }

  @Test
  void each_function_says_what_its_name_says() {
    usage("a", "2024-02-10", "2024-02-10", 10.5, 1, "phone", 19780);
    usage("a", "2024-02-12", "2024-02-12", 20.25, 3, "web", 19790);
    usage("a", "2024-02-20", "2024-02-20", null, 2, "phone", null);
    usage("a", "2024-02-22", "2024-02-22", 30.75, null, null, 19800);
    Map<String, Object> row =
        row(
            "a",
            "count(usage, 30d)",
            "sum(usage.minutes, 30d)",
            "mean(usage.minutes, 30d)",
            "min(usage.minutes, 30d)",
            "max(usage.minutes, 30d)",
            "std(usage.minutes, 30d)",
            "share(usage where device = 'phone', 30d)",
            "trend(usage.sessions, 30d)",
            "last(usage.device, 30d)",
            "last(usage.due)",
            "distinct(usage.device, 30d)",
            "recency(usage, 30d)",
            "gap(usage, 30d)",
            "count(usage where sessions >= 2, 30d)");
    assertThat(row.get("count(usage, 30d)")).isEqualTo(4.0);
    assertThat(row.get("sum(usage.minutes, 30d)")).isEqualTo(61.5);
    assertThat(row.get("mean(usage.minutes, 30d)")).isEqualTo(20.5);
    assertThat(row.get("min(usage.minutes, 30d)")).isEqualTo(10.5);
    assertThat(row.get("max(usage.minutes, 30d)")).isEqualTo(30.75);
    assertThat((Double) row.get("std(usage.minutes, 30d)"))
        .isCloseTo(Math.sqrt((100 + 0.0625 + 10.25 * 10.25) / 2), within(1e-12));
    assertThat(row.get("share(usage where device = 'phone', 30d)")).isEqualTo(0.5);
    // days 0, 2, 10 with 1, 3, 2: the slope is (12 * … ) / …
    assertThat((Double) row.get("trend(usage.sessions, 30d)")).isCloseTo(1.0 / 28, within(1e-12));
    assertThat(row.get("last(usage.device, 30d)")).isEqualTo("phone");
    assertThat(row.get("last(usage.due)")).isEqualTo(19800.0 - 19783);
    assertThat(row.get("distinct(usage.device, 30d)")).isEqualTo(2.0);
    assertThat(row.get("recency(usage, 30d)")).isEqualTo(8.0);
    assertThat(row.get("gap(usage, 30d)")).isEqualTo(4.0);
    assertThat(row.get("count(usage where sessions >= 2, 30d)")).isEqualTo(2.0);
  }

  @Test
  void where_there_are_no_rows_counts_and_sums_are_zero_and_others_missing() {
    usage("a", "2024-02-10", "2024-02-10", 1, 1, "web", null);
    Map<String, Object> row =
        row(
            "b",
            "count(usage, 30d)",
            "sum(usage.minutes, 30d)",
            "distinct(usage.device, 30d)",
            "mean(usage.minutes, 30d)",
            "share(usage where device = 'web', 30d)",
            "recency(usage)");
    assertThat(row)
        .containsEntry("count(usage, 30d)", 0.0)
        .containsEntry("sum(usage.minutes, 30d)", 0.0)
        .containsEntry("distinct(usage.device, 30d)", 0.0)
        .containsEntry("mean(usage.minutes, 30d)", null)
        .containsEntry("share(usage where device = 'web', 30d)", null)
        .containsEntry("recency(usage)", null);
  }

  @Test
  void what_became_known_exactly_at_the_cutoff_is_out_and_the_edge_of_a_window_is_in() {
    usage("a", "2024-02-20", MARCH, 1, 1, null, null);
    usage("a", "2024-02-20", "2024-02-29T23:59:59.999999", 2, 1, null, null);
    usage("a", "2024-01-31", "2024-01-31", 4, 1, null, null);
    usage("a", "2024-01-30T23:59:59.999999", "2024-02-01", 8, 1, null, null);
    assertThat(one("sum(usage.minutes, 30d)")).isEqualTo(6.0);
    assertThat(one("sum(usage.minutes)")).isEqualTo(14.0);
  }

  @Test
  void a_row_that_comes_late_counts_from_the_first_cutoff_after_that() {
    usage("a", "2024-01-15", "2024-02-10", 5, 1, null, null);
    Map<String, Map<String, Object>> rows =
        shop.compute(
            shop.job(null, "2024-02-01", MARCH), "count(usage, 60d)", "recency(usage, 20d)");
    assertThat(rows.get("a @ 2024-02-01T00:00")).containsEntry("count(usage, 60d)", 0.0);
    assertThat(rows.get("a @ 2024-03-01T00:00"))
        .containsEntry("count(usage, 60d)", 1.0)
        .containsEntry("recency(usage, 20d)", null)
        .containsEntry("__known", Timestamp.valueOf("2024-02-10 00:00:00"));
  }

  @Test
  void a_late_column_counts_from_when_it_was_known_but_its_row_before() {
    shop.row("tickets", "1", "2024-02-10", "2024-02-10", "a", "open", 4, "2024-02-20");
    shop.row("tickets", "2", "2024-02-11", "2024-02-11", "a", "open", 2, MARCH);
    shop.row("tickets", "3", "2024-02-12", "2024-02-12", "a", "closed", null, null);
    Map<String, Object> row =
        row(
            "a",
            "count(tickets, 30d)",
            "mean(tickets.score, 30d)",
            "share(tickets where score > 1, 30d)",
            "distinct(tickets.score, 30d)",
            "count(tickets where status = 'open')");
    assertThat(row)
        .containsEntry("count(tickets, 30d)", 3.0)
        .containsEntry("mean(tickets.score, 30d)", 4.0)
        .containsEntry("share(tickets where score > 1, 30d)", 1.0 / 3)
        .containsEntry("distinct(tickets.score, 30d)", 1.0)
        .containsEntry("count(tickets where status = 'open')", 2.0);
  }

  @Test
  void rows_two_steps_away_count_when_the_row_between_is_known() {
    shop.row("tickets", "1", "2024-02-10", "2024-02-10", "a", "open", null, null);
    shop.row("tickets", "2", "2024-02-10", MARCH, "a", "open", null, null);
    shop.row("messages", null, "2024-02-11", "2024-02-11", "1", 10);
    shop.row("messages", null, "2024-02-12", "2024-02-12", "1", 20);
    shop.row("messages", null, "2024-02-12", "2024-02-12", "2", 40);
    assertThat(one("sum(messages.words, 30d)")).isEqualTo(30.0);
  }

  @Test
  void of_versions_the_last_one_known_counts() {
    shop.keepHistory("tickets");
    shop.row("tickets", "1", "2024-02-10", "2024-02-10", "a", "open", null, null);
    shop.row("tickets", "1", "2024-02-20", "2024-02-20", "a", "closed", null, null);
    shop.row("tickets", "1", "2024-03-05", "2024-03-05", "a", "open", null, null);
    Map<String, Map<String, Object>> rows =
        shop.compute(
            shop.job(null, "2024-02-15", MARCH, "2024-04-01"),
            "count(tickets where status = 'open', 90d)",
            "count(tickets, 90d)",
            "count(tickets where status = 'closed')");
    assertThat(rows.values().stream().filter(row -> row.get("__key").equals("a")))
        .extracting(row -> row.get("count(tickets where status = 'open', 90d)"))
        .containsExactly(1.0, 0.0, 1.0);
    assertThat(rows.values().stream().filter(row -> row.get("__key").equals("a")))
        .extracting(row -> row.get("count(tickets, 90d)"))
        .containsExactly(1.0, 1.0, 1.0);
    assertThat(rows.values().stream().filter(row -> row.get("__key").equals("a")))
        .extracting(row -> row.get("count(tickets where status = 'closed')"))
        .containsExactly(0.0, 1.0, 0.0);
  }

  @Test
  void attributes_are_as_known_and_ages_count_from_when_a_value_began() {
    shop.keepHistory("customers");
    shop.row("customers", "a", "2024-02-01", "2024-02-01", "p", "basic", 41, 0, null, null);
    shop.row("customers", "a", "2024-02-10", "2024-02-10", "p", "pro", 41, 0, null, null);
    shop.row("customers", "a", "2024-03-10", "2024-03-10", "p", "max", 42, 0, null, null);
    Map<String, Object> row =
        row(
            "a",
            "customers.plan",
            "customers.age",
            "customers.birthday",
            "plans.price",
            "age(customers)",
            "age(customers.plan)",
            "age(customers.age)",
            "age(plans.price)");
    assertThat(row)
        .containsEntry("customers.plan", "pro")
        .containsEntry("customers.age", 41.0)
        .containsEntry("customers.birthday", -19783.0)
        .containsEntry("plans.price", 9.5)
        .containsEntry("age(customers)", 51.0)
        .containsEntry("age(customers.plan)", 20.0)
        .containsEntry("age(customers.age)", 29.0)
        .containsEntry("age(plans.price)", 60.0);
  }

  @Test
  void an_attribute_that_became_known_late_is_missing_before() {
    shop.row(
        "customers", "c", "2024-01-10", "2024-01-10", null, null, 1, null, 19800, "2024-03-01");
    Map<String, Map<String, Object>> rows =
        shop.compute(
            shop.job(null, MARCH, "2024-03-02"), "customers.cancelled", "age(customers.cancelled)");
    assertThat(rows.get("c @ 2024-03-01T00:00")).containsEntry("customers.cancelled", null);
    assertThat(rows.get("c @ 2024-03-02T00:00"))
        .containsEntry("customers.cancelled", 19800.0 - 19784)
        .containsEntry("age(customers.cancelled)", 1.0);
  }

  @Test
  void expressions_interactions_and_dates_are_made_of_other_features() {
    usage("a", "2024-02-20", "2024-02-20", 6, 0, null, null);
    Map<String, Object> row =
        row(
            "a",
            "sum(usage.minutes, 30d) / sum(usage.sessions, 30d)",
            "-(2 + customers.age) * 3 - least(1, 2) / 4",
            "log1p(sum(usage.minutes)) + abs(0 - 1)",
            "greatest(customers.age, plans.price)",
            "customers.age × plans.price",
            "customers.plan x cutoff.month",
            "cutoff.weekday",
            "cutoff.quarter",
            "cutoff.day_of_year");
    assertThat(row)
        .containsEntry("sum(usage.minutes, 30d) / sum(usage.sessions, 30d)", null)
        .containsEntry("-(2 + customers.age) * 3 - least(1, 2) / 4", -126.25)
        .containsEntry("log1p(sum(usage.minutes)) + abs(0 - 1)", Math.log(7) + 1)
        .containsEntry("greatest(customers.age, plans.price)", 40.0)
        .containsEntry("customers.age × plans.price", 380.0)
        .containsEntry("customers.plan × cutoff.month", "basic × March")
        .containsEntry("cutoff.weekday", "Friday")
        .containsEntry("cutoff.quarter", "Q1")
        .containsEntry("cutoff.day_of_year", "61");
  }

  @Test
  void a_named_expression_can_be_part_of_another() {
    Path file = folder.resolve("named.duckdb");
    FeatureRows.compute(
        shop.job(null, MARCH),
        List.of(
            new FeatureDefinition.Expression("twice \"it\"", "customers.age * 2"),
            new FeatureDefinition.Expression("more", "\"twice \"\"it\"\"\" + 1")),
        FeatureRows.Purpose.REPLAY,
        file,
        Shop.SMALL,
        Progress.silent());
    assertThat(Shop.read(file).get("a @ 2024-03-01T00:00"))
        .containsEntry("twice \"it\"", 80.0)
        .containsEntry("more", 81.0);
  }

  @Test
  void constant_values_have_no_deviation_and_no_slope() {
    for (int day = 10; day < 20; day++) {
      usage("a", "2024-02-" + day, "2024-02-" + day, 1_000_000.1, 1, null, null);
    }
    assertThat(one("std(usage.minutes, 30d)")).isEqualTo(0.0);
    assertThat(one("trend(usage.minutes, 30d)")).isEqualTo(0.0);
  }

  @Test
  void rows_come_by_cutoff_and_key() {
    assertThat(shop.compute(shop.job(null, "2024-02-01", MARCH), "customers.age").keySet())
        .containsExactly("a @ 2024-02-01T00:00", "a @ 2024-03-01T00:00", "b @ 2024-03-01T00:00");
  }

  @Test
  void features_are_described_with_lineage_and_unit() {
    List<FeatureInfo> features =
        FeatureRows.compute(
                shop.job(null, MARCH),
                Shop.features(
                    "mean(usage.minutes, 30d)",
                    "count(tickets where status in ('open', 'new'))",
                    "recency(messages)",
                    "age(customers.plan)",
                    "customers.plan"),
                FeatureRows.Purpose.REPLAY,
                folder.resolve("rows.duckdb"),
                Shop.SMALL,
                Progress.silent())
            .features();
    assertThat(features)
        .extracting(FeatureInfo::description)
        .containsExactly(
            "mean of minutes per row of usage over the 30 days before the cutoff",
            "number of rows of tickets with status among open, new before the cutoff",
            "days since the last row of messages before the cutoff",
            "days that plan of customers has had its value at the cutoff",
            "plan of customers, as known at the cutoff");
    assertThat(features.get(1).lineage())
        .containsExactly("tickets.status", "tickets.at", "tickets.customer");
    assertThat(features.get(2).lineage())
        .containsExactly("messages.at", "messages.ticket", "tickets.customer");
    assertThat(features)
        .extracting(FeatureInfo::unit)
        .containsExactly(null, null, "day", "day", null);
    assertThat(features).extracting(FeatureInfo::category).endsWith(false, true);
  }
}
