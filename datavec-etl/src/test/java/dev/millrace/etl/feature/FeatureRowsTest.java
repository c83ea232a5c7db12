package dev.millrace.etl.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
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
}
