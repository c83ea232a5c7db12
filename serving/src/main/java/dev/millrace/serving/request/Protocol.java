package dev.millrace.serving.request;

/**
 * A wire protocol for one model: reads requests, writes answers and refusals. Each event loop has
 * its own, made anew when the model changes, so that it can keep buffers from call to call: not
 * thread-safe, cheap to make. Never blocks.
 */
public interface Protocol {
  /** {@code v1}, {@code mlflow} or {@code v2}: a label of metrics. */
  String label();

  /**
   * Reads a request.
   *
   * @throws Refusal where the body is not what the protocol says or a row does not fit the
   *     contract; then with every problem of every row
   */
  PredictRequest read(RequestBody body) throws Refusal;

  /** The answer to a request that this protocol read last. */
  Reply answer(PredictRequest request, Predictions predictions);

  /** A refusal, of whatever reason, in this protocol's form. */
  Reply refuse(Refusal refusal);

  /** Forgets the last request, and lets go of the memory that only a large one needs. */
  default void rest() {}
}
