package dev.millrace.serving.fuzz;

/** How a route says that something is wrong. */
enum Form {
  PROBLEM,
  MLFLOW,
  KSERVE,
  /** The request was changed too much to know. */
  ANY
}
