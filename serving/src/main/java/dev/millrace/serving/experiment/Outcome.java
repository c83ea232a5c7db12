package dev.millrace.serving.experiment;

/**
 * What became of a prediction, as a client says.
 *
 * @param number in its request, from 1
 * @param id of the prediction
 * @param happened whether the row turned out positive
 */
record Outcome(int number, String id, boolean happened) {
  OutcomeProblem problem(String message) {
    return new OutcomeProblem(number, id, message);
  }
}
