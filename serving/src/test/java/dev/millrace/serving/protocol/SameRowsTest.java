package dev.millrace.serving.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Days;
import dev.millrace.serving.protocol.kserve.KserveProtocol;
import dev.millrace.serving.protocol.mlflow.MlflowProtocol;
import dev.millrace.serving.request.PredictRequest;
import dev.millrace.serving.request.Protocol;
import dev.millrace.serving.request.Refusal;
import dev.millrace.serving.request.RequestBody;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** A row is the same row, whichever protocol and form brings it. */
class SameRowsTest {
  private static final List<Column> COLUMNS = Subscribers.CONTRACT.columns();
  private static final RowReader READER = new RowReader(Subscribers.CONTRACT);
  private static final Protocol MLFLOW =
      new MlflowProtocol(Subscribers.CHAMPION, Subscribers.REASONS);
  private static final Protocol V2 = new KserveProtocol(Subscribers.CHAMPION, Subscribers.REASONS);

  @Property(tries = 300)
  void all_forms_bring_the_same_rows(@ForAll long seed) throws Refusal {
    Random random = new Random(seed);
    List<List<@Nullable Object>> table = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      table.add(COLUMNS.stream().map(column -> value(column, random)).toList());
    }
    List<Map<String, @Nullable Object>> records = table.stream().map(SameRowsTest::named).toList();
    String expected = Subscribers.written(READER.read(dated(records), 0, 9));
    List<String> names = Subscribers.CONTRACT.columnNames();

    assertSame(expected, json("dataframe_split", Map.of("columns", names, "data", table)));
    assertSame(expected, json("dataframe_records", records));
    assertSame(expected, json("instances", records));
    assertSame(expected, json("instances", table));
    assertSame(expected, json("inputs", columns(table)));
    assertSame(expected, json("inputs", table));
    assertSame(expected, MLFLOW.read(new RequestBody(csv(table), "text/csv", null, 9)));
    assertSame(expected, V2.read(TensorBodies.json(COLUMNS, columns(table), random.nextBoolean())));
    assertSame(expected, V2.read(TensorBodies.binary(COLUMNS, columns(table))));
  }

  private static void assertSame(String expected, PredictRequest request) {
    assertThat(Subscribers.written(request)).isEqualTo(expected);
  }

  private static @Nullable Object value(Column column, Random random) {
    if (column.missing() && random.nextInt(4) == 0) {
      return null;
    }
    return switch (column.type()) {
      case CATEGORY ->
          column.values().isEmpty()
              ? text(random)
              : column.values().get(random.nextInt(column.values().size()));
      case INTEGER -> random.nextInt(601);
      case NUMBER -> Math.exp(20 * random.nextGaussian());
      case BOOLEAN -> random.nextBoolean();
      case DATE -> random.nextInt(40_000) - 10_000;
      case TIMESTAMP -> random.nextLong(40_000L * 86_400_000_000L) / 86_400e6;
    };
  }

  private static String text(Random random) {
    return random
        .ints(1 + random.nextInt(6), 0, 9)
        .mapToObj(i -> List.of("a", "Ü", "\"", ",", "\n", "\r\n", "\uD83D\uDE00", "\\", "x").get(i))
        .collect(Collectors.joining("", "-", "-"));
  }

  private static PredictRequest json(String form, Object table) throws Refusal {
    Buffer body = JsonReply.bytes(Map.of(form, table));
    return MLFLOW.read(new RequestBody(body, "application/json", null, 9));
  }

  private static Buffer csv(List<List<@Nullable Object>> table) {
    StringBuilder csv = new StringBuilder(String.join(",", Subscribers.CONTRACT.columnNames()));
    for (List<@Nullable Object> row : table) {
      csv.append("\r\n")
          .append(row.stream().map(SameRowsTest::field).collect(Collectors.joining(",")));
    }
    return Buffer.buffer(csv.toString());
  }

  private static String field(@Nullable Object value) {
    return value == null ? "" : "\"" + value.toString().replace("\"", "\"\"") + "\"";
  }

  private static Map<String, @Nullable Object> named(List<@Nullable Object> row) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    for (int i = 0; i < COLUMNS.size(); i++) {
      named.put(COLUMNS.get(i).name(), row.get(i));
    }
    return named;
  }

  private static Map<String, List<@Nullable Object>> columns(List<List<@Nullable Object>> table) {
    Map<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
    for (int i = 0; i < COLUMNS.size(); i++) {
      List<@Nullable Object> column = new ArrayList<>();
      for (List<@Nullable Object> row : table) {
        column.add(row.get(i));
      }
      columns.put(COLUMNS.get(i).name(), column);
    }
    return columns;
  }

  private static List<Map<String, @Nullable Object>> dated(
      List<Map<String, @Nullable Object>> records) {
    List<Map<String, @Nullable Object>> dated = new ArrayList<>();
    for (Map<String, @Nullable Object> row : records) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>(row);
      for (Column column : COLUMNS) {
        boolean time = column.type() == ColumnType.DATE || column.type() == ColumnType.TIMESTAMP;
        if (time && copy.get(column.name()) instanceof Number days) {
          copy.put(column.name(), new Days(days.doubleValue()));
        }
      }
      dated.add(copy);
    }
    return dated;
  }
}
