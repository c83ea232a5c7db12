package dev.millrace.serving.protocol;

import dev.millrace.contract.feature.Column;
import dev.millrace.serving.request.RequestBody;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Columns as KServe v2 sends them. */
final class TensorBodies {
  private TensorBodies() {}

  /** In JSON, flat or nested. */
  static RequestBody json(
      List<Column> columns, Map<String, List<@Nullable Object>> values, boolean nested) {
    List<Map<String, Object>> inputs = new ArrayList<>();
    for (Column column : columns) {
      List<@Nullable Object> data = values.getOrDefault(column.name(), List.of());
      Map<String, Object> tensor = tensor(column, data.size(), nested);
      tensor.put("data", nested ? data.stream().map(TensorBodies::alone).toList() : data);
      inputs.add(tensor);
    }
    return new RequestBody(JsonReply.bytes(Map.of("inputs", inputs)), null, null, 9);
  }

  /** In binary, behind the JSON. */
  static RequestBody binary(List<Column> columns, Map<String, List<@Nullable Object>> values) {
    List<Map<String, Object>> inputs = new ArrayList<>();
    Buffer binary = Buffer.buffer();
    for (Column column : columns) {
      List<@Nullable Object> data = values.getOrDefault(column.name(), List.of());
      int before = binary.length();
      data.forEach(value -> append(column, value, binary));
      Map<String, Object> tensor = tensor(column, data.size(), false);
      tensor.put("parameters", Map.of("binary_data_size", binary.length() - before));
      inputs.add(tensor);
    }
    Buffer json = JsonReply.bytes(Map.of("inputs", inputs));
    String length = Integer.toString(json.length());
    return new RequestBody(json.appendBuffer(binary), null, length, 9);
  }

  private static List<@Nullable Object> alone(@Nullable Object value) {
    List<@Nullable Object> alone = new ArrayList<>();
    alone.add(value);
    return alone;
  }

  private static Map<String, Object> tensor(Column column, int rows, boolean nested) {
    Map<String, Object> tensor = new LinkedHashMap<>();
    tensor.put("name", column.name());
    tensor.put("datatype", datatype(column));
    tensor.put("shape", nested ? List.of(rows, 1) : List.of(rows));
    return tensor;
  }

  private static String datatype(Column column) {
    return switch (column.type()) {
      case CATEGORY -> "BYTES";
      case INTEGER -> "INT16";
      case DATE -> "INT32";
      case BOOLEAN -> "BOOL";
      case NUMBER, TIMESTAMP -> "FP64";
    };
  }

  private static void append(Column column, @Nullable Object value, Buffer binary) {
    switch (column.type()) {
      case CATEGORY -> {
        byte[] text = String.valueOf(value == null ? "" : value).getBytes(StandardCharsets.UTF_8);
        binary.appendIntLE(text.length).appendBytes(text);
      }
      case INTEGER -> binary.appendShortLE(number(value).shortValue());
      case DATE -> binary.appendIntLE(number(value).intValue());
      case BOOLEAN -> binary.appendByte((byte) (Boolean.TRUE.equals(value) ? 1 : 0));
      case NUMBER, TIMESTAMP ->
          binary.appendLongLE(Double.doubleToLongBits(number(value).doubleValue()));
    }
  }

  private static Number number(@Nullable Object value) {
    return value == null ? Double.NaN : (Number) value;
  }
}
