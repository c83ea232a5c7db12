package dev.millrace.serving.request;

/**
 * One thing wrong with a row of a request.
 *
 * @param row from 1
 * @param column as the request spelled it; empty where the whole row is meant
 * @param message what was expected and what came
 */
public record RowProblem(int row, String column, String message) {
  /** {@code row 2, tenure: -3 is too small (min 0).} */
  @Override
  public String toString() {
    return "row " + row + (column.isEmpty() ? "" : ", " + column) + ": " + message;
  }
}
