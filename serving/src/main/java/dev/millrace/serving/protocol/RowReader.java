package dev.millrace.serving.protocol;

import dev.millrace.contract.error.Problem;
import dev.millrace.contract.feature.BatchBuilder;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.Key;
import dev.millrace.contract.feature.RowParser;
import dev.millrace.serving.request.PredictRequest;
import dev.millrace.serving.request.Refusal;
import dev.millrace.serving.request.RowProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The general reading of rows: from names and values, whatever protocol brought them, to clean rows
 * or to everything that is wrong with them. Thread-safe.
 */
public final class RowReader {
  /** More problems than these are not listed, and what comes after them is not looked at. */
  public static final int MOST_PROBLEMS = 100;

  private static final int LONGEST_MESSAGE = 500;

  private final FeatureContract contract;
  private final RowParser parser;

  public RowReader(FeatureContract contract) {
    this.contract = contract;
    this.parser = new RowParser(contract);
  }

  /**
   * Reads rows, each a map of names to texts, numbers, truth values or null, as {@link JsonBody}
   * gives them. The key is taken from the contract's key column.
   *
   * @param rows at least one; what is not a map is a problem of that row
   * @param reasons as the answering side will find it in the request
   * @throws Refusal 413 {@code TOO_MANY_ROWS}, or 400 with every problem of every row
   */
  public PredictRequest read(List<?> rows, int reasons, int maxRows) throws Refusal {
    requireRows(rows.size(), maxRows);
    BatchBuilder batch = new BatchBuilder(contract);
    @Nullable String[] keys = new String[rows.size()];
    List<RowProblem> problems = new ArrayList<>();
    for (int i = 0; i < rows.size() && problems.size() <= MOST_PROBLEMS; i++) {
      readRow(rows.get(i), i, batch, keys, problems);
    }
    if (!problems.isEmpty()) {
      throw Refusal.rows(limited(problems));
    }
    return new Rows(batch.build(), keys, reasons);
  }

  /** Refuses no rows and too many, for readers that can count before they read. */
  public static void requireRows(int rows, int maxRows) throws Refusal {
    if (rows == 0) {
      throw Refusal.body("There is no row to predict.", "Send at least one row.");
    }
    if (rows > maxRows) {
      throw Refusal.of(
          413,
          "TOO_MANY_ROWS",
          "A request may have %d rows, but this one has %d.".formatted(maxRows, rows),
          "Send them in several requests.");
    }
  }

  @SuppressWarnings("unchecked") // names in JSON are texts
  private void readRow(
      @Nullable Object row,
      int index,
      BatchBuilder batch,
      @Nullable String[] keys,
      List<RowProblem> problems) {
    int number = index + 1;
    if (!(row instanceof Map<?, ?> map)) {
      String came = JsonBody.described(row);
      problems.add(
          new RowProblem(number, "", "a row is an object of names and values, not " + came + "."));
      return;
    }
    if (map.size() > contract.columns().size() + MOST_PROBLEMS) {
      String message = "%d values, but the contract has only %d columns.";
      problems.add(
          new RowProblem(number, "", message.formatted(map.size(), contract.columns().size())));
      return;
    }
    for (Problem problem : parser.add(batch, (Map<String, ?>) map, "")) {
      problems.add(problem(number, problem));
    }
    readKey(map, index, keys, problems);
  }

  private void readKey(
      Map<?, ?> row, int index, @Nullable String[] keys, List<RowProblem> problems) {
    Key key = contract.key();
    if (key == null) {
      return;
    }
    Object value = row.get(key.column());
    if (value instanceof Map || value instanceof List) {
      String message = JsonBody.described(value) + " is not a text.";
      problems.add(new RowProblem(index + 1, key.column(), message));
    } else {
      keys[index] = key.read(value);
    }
  }

  private static RowProblem problem(int row, Problem problem) {
    return new RowProblem(
        row,
        JsonBody.shortened(problem.place(), LONGEST_MESSAGE),
        JsonBody.shortened(problem.message(), LONGEST_MESSAGE));
  }

  private static List<RowProblem> limited(List<RowProblem> problems) {
    if (problems.size() <= MOST_PROBLEMS) {
      return problems;
    }
    List<RowProblem> listed = new ArrayList<>(problems.subList(0, MOST_PROBLEMS));
    int more = problems.size() - MOST_PROBLEMS;
    int last = problems.get(problems.size() - 1).row();
    String message = "%d more up to here are not listed; later rows were not read.";
    listed.add(new RowProblem(last, "", message.formatted(more)));
    return listed;
  }

  private record Rows(ColumnBatch rows, @Nullable String[] keys, int reasons)
      implements PredictRequest {
    @Override
    public @Nullable String key(int row) {
      return keys[row];
    }
  }
}
