package dev.millrace.serving.protocol.kserve;

import dev.millrace.serving.protocol.JsonBody;
import dev.millrace.serving.protocol.RowReader;
import dev.millrace.serving.request.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a column.
 *
 * @param rows as declared: nothing may be allocated for them before they are seen
 * @param nested whether it is {@code [rows, 1]} and not {@code [rows]}
 */
record Shape(long rows, boolean nested) {

  static Shape read(Part tensor) throws Refusal {
    List<?> sizes = tensor.list("shape");
    boolean nested = sizes.size() == 2 && sizes.get(1) instanceof Integer one && one == 1;
    boolean isColumn = nested || sizes.size() == 1;
    if (isColumn && sizes.get(0) instanceof Number rows && isSize(rows)) {
      return new Shape(rows.longValue(), nested);
    }
    throw Refusal.body(
        "'%s' is to be [rows] or [rows, 1], but it is %s."
            .formatted(tensor.path("shape"), JsonBody.shortened(sizes.toString(), 60)),
        "Send each column as a tensor of its own.");
  }

  private static boolean isSize(Number rows) {
    return (rows instanceof Integer || rows instanceof Long) && rows.longValue() >= 0;
  }

  /** The elements in JSON, flat or nested as the shape says. */
  List<@Nullable Object> elements(Part tensor, int maxRows) throws Refusal {
    List<?> data = tensor.list("data");
    if (data.size() != rows) {
      throw Refusal.body(
          "'%s' has %d elements, but its shape asks for %d."
              .formatted(tensor.path("data"), data.size(), rows),
          "Send one element for each row.");
    }
    RowReader.requireRows(data.size(), maxRows);
    List<@Nullable Object> elements = new ArrayList<>(data.size());
    for (Object element : data) {
      elements.add(
          nested && element instanceof List<?> one && one.size() == 1 ? one.get(0) : element);
    }
    return elements;
  }
}
