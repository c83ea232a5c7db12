package dev.millrace.serving.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.Key;
import dev.millrace.contract.feature.Target;
import io.vertx.core.buffer.Buffer;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FastRowsTest {
  private static final FeatureContract CONTRACT =
      new FeatureContract(
          "churn",
          Key.of("id"),
          new Target("churned", "yes"),
          List.of(
              Column.of("tenure", ColumnType.NUMBER),
              Column.of("plan", ColumnType.CATEGORY),
              Column.of("seen", ColumnType.DATE)));

  private final FastRows rows = new FastRows(CONTRACT);

  @Test
  void names_may_come_in_any_order_and_change_it() {
    assertThat(read("{\"plan\":\"a\",\"tenure\":1}")).isTrue();
    assertThat(read("{\"id\":\"k\",\"seen\":null,\"tenure\":2,\"churned\":\"no\"}")).isTrue();
    assertThat(rows.batch().number(0, 0)).isEqualTo(2);
    assertThat(rows.batch().text(1, 0)).isNull();
    assertThat(rows.batch().number(2, 0)).isNaN();
    assertThat(rows.key(0)).isEqualTo("k");
    assertThat(read("{}")).isTrue();
    assertThat(rows.key(0)).isNull();
  }

  @Test
  void it_gives_up_on_a_name_that_is_unknown_or_comes_twice() {
    assertThat(read("{\"plans\":\"a\"}")).isFalse();
    assertThat(read("{\"plan\":\"a\",\"plan\":\"a\"}")).isFalse();
    assertThat(read("{\"tenure\":1,\"plan\":\"a\",\"id\":1,\"seen\":null,\"churned\":1,\"x\":1}"))
        .isFalse();
  }

  @Test
  void any_number_of_spellings_is_read() {
    for (int i = 0; i < 10 * Spellings.KEPT; i++) {
      assertThat(read("{\"plan\":\"value " + i + "\"}")).isTrue();
      assertThat(rows.batch().text(1, 0)).isEqualTo("value " + i);
    }
  }

  @Test
  void a_batch_grows_and_is_small_again() {
    for (int count : new int[] {10_000, 3, 5_000}) {
      assertThat(readMany(count, count)).isTrue();
      assertThat(rows.batch().rows()).isEqualTo(count);
      assertThat(rows.batch().number(0, count - 1)).isEqualTo(count - 1);
      assertThat(rows.key(count - 1)).isEqualTo("k" + (count - 1));
    }
    assertThat(readMany(11, 10)).isFalse();
  }

  @Test
  void a_usual_row_costs_hardly_more_memory_than_its_key() {
    Buffer body =
        Buffer.buffer(
            "{\"id\":\"7590-VHVEG\",\"tenure\":29.85,\"plan\":\"pro\",\"seen\":\"2026-01-31\"}");
    long bytes = Long.MAX_VALUE;
    for (int round = 0; round < 3; round++) { // the first ones warm up
      bytes = Math.min(bytes, allocatedByReading(body, 10_000));
    }
    assertThat(bytes).isBetween(48L, 100L);
  }

  private long allocatedByReading(Buffer body, int times) {
    int read = 0;
    long before = allocated();
    for (int i = 0; i < times; i++) {
      rows.open(body);
      read += rows.readRow() ? 1 : 0;
    }
    long after = allocated();
    assertThat(read).isEqualTo(times);
    return (after - before) / times;
  }

  private boolean read(String row) {
    rows.open(Buffer.buffer(row));
    return rows.readRow();
  }

  private boolean readMany(int count, int most) {
    String body =
        IntStream.range(0, count)
            .mapToObj(i -> "{\"id\":\"k" + i + "\",\"tenure\":" + i + "}")
            .collect(Collectors.joining(",", "[", "]"));
    rows.open(Buffer.buffer(body));
    return rows.readRows(most);
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
