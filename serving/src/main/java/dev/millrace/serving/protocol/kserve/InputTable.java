package dev.millrace.serving.protocol.kserve;

import dev.millrace.contract.error.Suggestions;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.Key;
import dev.millrace.serving.protocol.RowReader;
import dev.millrace.serving.protocol.TableValues;
import dev.millrace.serving.request.Refusal;
import dev.millrace.serving.request.RowProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The columns of one request, by name. */
final class InputTable {
  private static final int MOST_UNKNOWN = 20;

  private final Map<String, InputTensor> tensors = new LinkedHashMap<>();

  /** Reads all {@code inputs}; their bytes follow each other in the order of the tensors. */
  static InputTable read(InferBody body, int maxRows) throws Refusal {
    InputTable table = new InputTable();
    List<?> inputs = body.header().list("inputs");
    for (int i = 0; i < inputs.size(); i++) {
      Part tensor = Part.of("inputs[" + i + "]", inputs.get(i));
      table.add(InputTensor.read(tensor, body.binary(), maxRows));
    }
    body.binary().requireEmpty();
    return table;
  }

  private void add(InputTensor tensor) throws Refusal {
    if (tensors.putIfAbsent(tensor.name(), tensor) != null) {
      throw Refusal.body(
          "The input '%s' comes twice.".formatted(tensor.name()), "Send each input once.");
    }
  }

  /** Refuses inputs that the contract does not know, and lacks what it requires. */
  void checkNames(FeatureContract contract) throws Refusal {
    StringJoiner problems = new StringJoiner("\n");
    for (String name : unknown(contract)) {
      String hint = Suggestions.didYouMean(name, contract.columnNames());
      problems.add("There is no input '%s'.%s".formatted(name, hint));
    }
    for (Column column : contract.columns()) {
      if (!column.missing() && !tensors.containsKey(column.name())) {
        problems.add("The input '%s' is required.".formatted(column.name()));
      }
    }
    if (problems.length() > 0) {
      throw Refusal.of(400, "CONTRACT_VIOLATED", problems.toString(), "");
    }
  }

  private Iterable<String> unknown(FeatureContract contract) {
    TreeSet<String> unknown = new TreeSet<>(tensors.keySet());
    contract.columnNames().forEach(unknown::remove);
    unknown.remove(contract.target().column());
    Key key = contract.key();
    if (key != null) {
      unknown.remove(key.column());
    }
    return unknown.stream().limit(MOST_UNKNOWN).toList();
  }

  /** Refuses elements that are not of their tensor's datatype. */
  void checkElements() throws Refusal {
    List<RowProblem> problems =
        tensors.values().stream()
            .flatMap(tensor -> tensor.problems().stream())
            .limit(RowReader.MOST_PROBLEMS)
            .toList();
    if (!problems.isEmpty()) {
      throw Refusal.rows(problems);
    }
  }

  /** The rows as names and values; all columns must be of one length. */
  List<Map<String, @Nullable Object>> rows(TableValues values) throws Refusal {
    int rows = length();
    List<Map<String, @Nullable Object>> table = new ArrayList<>(rows);
    for (int row = 0; row < rows; row++) {
      table.add(row(values, row));
    }
    return table;
  }

  private Map<String, @Nullable Object> row(TableValues values, int row) {
    Map<String, @Nullable Object> read = new HashMap<>();
    tensors.forEach(
        (name, tensor) -> read.put(name, values.read(name, tensor.elements().get(row))));
    return read;
  }

  private int length() throws Refusal {
    int length = -1;
    for (InputTensor tensor : tensors.values()) {
      int size = tensor.elements().size();
      if (length >= 0 && size != length) {
        throw Refusal.body(
            "The inputs have different lengths: '%s' has %d rows, those before it %d."
                .formatted(tensor.name(), size, length),
            "Send as many elements of each input as there are rows.");
      }
      length = size;
    }
    return Math.max(length, 0);
  }
}
