package dev.millrace.serving.protocol.kserve;

import dev.millrace.serving.protocol.RowReader;
import dev.millrace.serving.request.Refusal;
import dev.millrace.serving.request.RowProblem;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of a request.
 *
 * @param elements one for each row: numbers, truth values, texts, or null where missing
 */
record InputTensor(String name, Datatype type, List<@Nullable Object> elements) {
  private static final String BINARY_SIZE = "binary_data_size";

  /** Reads one of the request's {@code inputs}, from its JSON or from the bytes behind it. */
  static InputTensor read(Part tensor, BinarySection binary, int maxRows) throws Refusal {
    String name = tensor.text("name");
    Datatype type = datatype(tensor);
    Shape shape = Shape.read(tensor);
    int size = tensor.parameters().bytes(BINARY_SIZE);
    if (size < 0) {
      return new InputTensor(name, type, shape.elements(tensor, maxRows));
    }
    if (tensor.values().containsKey("data")) {
      throw Refusal.body(
          "'%s' has both 'data' and 'binary_data_size'.".formatted(tensor.place()),
          "Send its elements in one way.");
    }
    Buffer bytes = binary.take(name, size);
    return new InputTensor(name, type, elements(name, type, bytes, shape, maxRows));
  }

  private static List<@Nullable Object> elements(
      String name, Datatype type, Buffer bytes, Shape shape, int maxRows) throws Refusal {
    BinaryElements elements = new BinaryElements(name, type, bytes);
    int rows = elements.requireRoom(shape.rows());
    RowReader.requireRows(rows, maxRows);
    return elements.read(rows);
  }

  /** What of its elements is not of its datatype. */
  List<RowProblem> problems() {
    List<RowProblem> problems = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      String problem = JsonElement.problem(type, elements.get(i));
      if (problem != null) {
        problems.add(new RowProblem(i + 1, name, problem));
      }
    }
    return problems;
  }

  private static Datatype datatype(Part tensor) throws Refusal {
    String name = tensor.text("datatype");
    return Datatype.of(name)
        .orElseThrow(() -> Part.wrong(tensor.path("datatype"), "one of " + Datatype.NAMES, name));
  }
}
