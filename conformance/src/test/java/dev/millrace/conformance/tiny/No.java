package dev.millrace.conformance.tiny;

import java.util.List;

/** Why a request is refused. */
final class No extends Exception {
  private static final long serialVersionUID = 1L;

  /** Something wrong with a row, counted from 1. */
  record Problem(int row, String column, String message) {
    @Override
    public String toString() {
      return "row " + row + ", " + column + ": " + message;
    }
  }

  final int status;
  final transient List<Problem> problems;

  No(int status, String message) {
    super(message);
    this.status = status;
    this.problems = List.of();
  }

  No(List<Problem> problems) {
    super("The rows do not fit the contract.");
    this.status = 400;
    this.problems = problems;
  }

  /** With all problems, one for each line. */
  String told() {
    StringBuilder told = new StringBuilder(getMessage());
    problems.forEach(problem -> told.append('\n').append(problem));
    return told.toString();
  }
}
