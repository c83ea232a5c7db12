package dev.millrace.serving.protocol.kserve;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tensor as the answer's JSON has it.
 *
 * @param parameters with {@code binary_data_size} where its elements follow behind the JSON
 * @param data its elements, where they do not
 */
record OutputTensor(
    String name,
    String datatype,
    List<Integer> shape,
    @Nullable Map<String, Integer> parameters,
    @Nullable List<?> data) {

  static OutputTensor inJson(Output output, List<?> elements) {
    return new OutputTensor(
        output.tensorName(), output.type().name(), List.of(elements.size()), null, elements);
  }

  /** Its elements go behind the JSON: little endian, texts after their length in four bytes. */
  static OutputTensor inBinary(Output output, List<?> elements, Buffer binary) {
    int before = binary.length();
    elements.forEach(element -> append(element, binary));
    return new OutputTensor(
        output.tensorName(),
        output.type().name(),
        List.of(elements.size()),
        Map.of("binary_data_size", binary.length() - before),
        null);
  }

  private static void append(Object element, Buffer binary) {
    if (element instanceof Double number) {
      binary.appendLongLE(Double.doubleToLongBits(number));
    } else if (element instanceof Boolean flag) {
      binary.appendByte((byte) (flag ? 1 : 0));
    } else {
      byte[] text = element.toString().getBytes(StandardCharsets.UTF_8);
      binary.appendIntLE(text.length).appendBytes(text);
    }
  }
}
