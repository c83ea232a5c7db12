package dev.millrace.contract.feature;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Problem;
import dev.millrace.contract.error.Suggestions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns rows of names and values, as they come from JSON or a form, into clean rows by exactly the
 * rules that cleaned the training rows. Values are texts, numbers, booleans, {@link Days} for dates
 * and moments, or null; a column that is left out is missing. The contract's key and target columns
 * are accepted and not used. Immutable and thread-safe.
 */
public final class RowParser {
  private final FeatureContract contract;
  private final List<ColumnReader> readers;
  private final Set<String> known;

  public RowParser(FeatureContract contract) {
    this.contract = contract;
    this.readers = contract.columns().stream().map(ColumnReader::new).toList();
    this.known = new HashSet<>(contract.columnNames());
    known.add(contract.target().column());
    Key key = contract.key();
    if (key != null) {
      known.add(key.column());
    }
  }

  /**
   * Reads one row.
   *
   * @throws MillraceException {@code CONTRACT_VIOLATED} with every problem of the row
   */
  public ColumnBatch parse(Map<String, ?> row) {
    BatchBuilder batch = new BatchBuilder(contract);
    refuse(add(batch, row, ""), 1);
    return batch.build();
  }

  /**
   * Reads several rows.
   *
   * @throws MillraceException {@code CONTRACT_VIOLATED} with every problem of every row, each with
   *     the row's number from 1
   */
  public ColumnBatch parse(List<? extends Map<String, ?>> rows) {
    BatchBuilder batch = new BatchBuilder(contract);
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      problems.addAll(add(batch, rows.get(i), "row " + (i + 1) + ", "));
    }
    refuse(problems, rows.size());
    return batch.build();
  }

  /**
   * Adds a row to a batch of the same contract. With problems, its broken values are left missing.
   *
   * @param place put before the column in each problem
   * @return everything wrong with the row, in the order of the contract
   */
  public List<Problem> add(BatchBuilder batch, Map<String, ?> row, String place) {
    List<Problem> problems = new ArrayList<>();
    for (String name : row.keySet()) {
      if (!known.contains(name)) {
        String hint = Suggestions.didYouMean(name, contract.columnNames());
        problems.add(new Problem(place + name, "there is no such column." + hint));
      }
    }
    batch.addRow();
    for (int i = 0; i < readers.size(); i++) {
      Column column = contract.columns().get(i);
      Object value = row.get(column.name());
      ColumnReader.Reading reading = readers.get(i).read(value);
      String broken = reading.broken();
      if (broken != null) {
        problems.add(new Problem(place + column.name(), message(column, broken, value)));
      } else if (column.isNumeric()) {
        batch.set(i, reading.number());
      } else {
        batch.set(i, reading.text());
      }
    }
    return problems;
  }

  private static void refuse(List<Problem> problems, int rows) {
    if (!problems.isEmpty()) {
      throw new MillraceException(
          ErrorCode.CONTRACT_VIOLATED,
          (rows == 1 ? "The row does" : "The rows do") + " not fit the contract.",
          "Correct the values named and try again.",
          problems);
    }
  }

  private static String message(Column column, String broken, @Nullable Object value) {
    if (broken.equals(Rules.REQUIRED)) {
      return "required, but it is missing.";
    }
    String shown = value instanceof String ? "'" + value + "'" : String.valueOf(value);
    return isIso(column, value) && broken.equals(Rules.notA(ColumnType.DATE))
        ? "%s is %s (expected %s).".formatted(shown, broken, spellings(column))
        : shown + " is " + reason(column, broken);
  }

  /** A common mistake: a time of day, or a date where the column has other spellings. */
  private static boolean isIso(Column column, @Nullable Object value) {
    return column.type() == ColumnType.DATE
        && value instanceof String text
        && TimeFormat.ISO_TIMESTAMP.parse(text).isPresent();
  }

  private static String spellings(Column column) {
    return column.formats().isEmpty() ? "yyyy-MM-dd" : String.join(" or ", column.formats());
  }

  private static String reason(Column column, String broken) {
    if (broken.equals(Rules.NOT_ALLOWED)) {
      return broken + "; allowed are " + String.join(", ", column.values()) + ".";
    }
    Double min = column.min();
    Double max = column.max();
    if (min != null && broken.equals(Rules.min(column.type(), min))) {
      return "too small (" + broken + ").";
    }
    if (max != null && broken.equals(Rules.max(column.type(), max))) {
      return "too large (" + broken + ").";
    }
    return broken.startsWith("pattern") ? "not of the " + broken + "." : broken + ".";
  }
}
