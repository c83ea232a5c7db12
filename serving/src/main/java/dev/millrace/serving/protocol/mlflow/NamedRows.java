package dev.millrace.serving.protocol.mlflow;

import dev.millrace.serving.protocol.JsonBody;
import dev.millrace.serving.protocol.RowReader;
import dev.millrace.serving.request.Refusal;
import dev.millrace.serving.request.RowProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives names to rows that are arrays of values; other rows stay as they are. */
final class NamedRows {
  private static final int MOST_SAID = 300;

  private NamedRows() {}

  static List<?> of(List<?> rows, List<String> names, int maxRows) throws Refusal {
    RowReader.requireRows(rows.size(), maxRows);
    checkWidths(rows, names);
    List<@Nullable Object> named = new ArrayList<>(rows.size());
    for (Object row : rows) {
      named.add(row instanceof List<?> values ? named(values, names) : row);
    }
    return named;
  }

  private static void checkWidths(List<?> rows, List<String> names) throws Refusal {
    List<RowProblem> problems = new ArrayList<>();
    for (int i = 0; i < rows.size() && problems.size() < RowReader.MOST_PROBLEMS; i++) {
      if (rows.get(i) instanceof List<?> values && values.size() != names.size()) {
        String message = "expected %d values (%s), but there are %d.";
        String all = JsonBody.shortened(String.join(", ", names), MOST_SAID);
        problems.add(
            new RowProblem(i + 1, "", message.formatted(names.size(), all, values.size())));
      }
    }
    if (!problems.isEmpty()) {
      throw Refusal.rows(problems);
    }
  }

  private static Map<String, @Nullable Object> named(List<?> values, List<String> names) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      row.put(names.get(i), values.get(i));
    }
    return row;
  }
}
