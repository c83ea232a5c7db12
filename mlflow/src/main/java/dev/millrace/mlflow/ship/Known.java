package dev.millrace.mlflow.ship;

/** What a delivery learned of whether the server had it before. */
enum Known {
  /** It did not, so it cannot have anything that comes after it. */
  NEW,
  /** It did. */
  THERE,
  /** It was sent without looking, which is harmless. */
  UNKNOWN
}
