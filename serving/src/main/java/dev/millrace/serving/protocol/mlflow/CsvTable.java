package dev.millrace.serving.protocol.mlflow;

import dev.millrace.serving.protocol.RowReader;
import dev.millrace.serving.request.Refusal;
import dev.millrace.serving.request.RowProblem;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A body in CSV, names in its first record.
 *
 * @param rows names and texts; an empty text is missing
 * @param lines on which each row begins, from 1
 */
record CsvTable(List<Map<String, String>> rows, List<Integer> lines) {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** Reads it, but at most one row more than are allowed. */
  static CsvTable read(Buffer body, int maxRows) throws Refusal {
    String text = decoded(body);
    CsvRecords records =
        new CsvRecords(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    List<String> names = records.next();
    if (names == null) {
      throw Refusal.body("The body is empty.", "Send a line of names and at least one of values.");
    }
    checkNames(names);
    CsvTable table = new CsvTable(new ArrayList<>(), new ArrayList<>());
    List<String> values = records.next();
    while (values != null && table.rows.size() <= maxRows) {
      table.add(names, values, records.line());
      values = records.next();
    }
    RowReader.requireRows(table.rows.size(), maxRows);
    return table;
  }

  /** The same refusal with the line of each row that is to blame. */
  Refusal located(Refusal refusal) {
    if (refusal.problems().isEmpty()) {
      return refusal;
    }
    return Refusal.rows(refusal.problems().stream().map(this::located).toList());
  }

  private RowProblem located(RowProblem problem) {
    int line = lines.get(problem.row() - 1);
    return new RowProblem(
        problem.row(), problem.column(), problem.message() + " (line " + line + ")");
  }

  private void add(List<String> names, List<String> values, int line) throws Refusal {
    if (values.size() != names.size()) {
      throw Refusal.body(
          "Line %d has %d fields, but the first line names %d columns."
              .formatted(line, values.size(), names.size()),
          "Send a field for each column, empty where its value is missing.");
    }
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      row.put(names.get(i), values.get(i));
    }
    rows.add(row);
    lines.add(line);
  }

  private static void checkNames(List<String> names) throws Refusal {
    if (names.contains("")) {
      throw Refusal.body(
          "Line 1: a column has no name.",
          "Begin with a line of names; from pandas write with to_csv(index=False).");
    }
    ColumnNames.check("Line 1", names);
  }

  private static String decoded(Buffer body) throws Refusal {
    try {
      return StandardCharsets.UTF_8
          .newDecoder() // which reports what is malformed
          .decode(ByteBuffer.wrap(body.getBytes()))
          .toString();
    } catch (CharacterCodingException e) {
      throw Refusal.body("The body is not text in UTF-8.", "Send CSV in UTF-8.");
    }
  }
}
