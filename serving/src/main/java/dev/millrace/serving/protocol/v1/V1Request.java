package dev.millrace.serving.protocol.v1;

import dev.millrace.serving.request.PredictRequest;

/** A request that remembers how it was asked: one row gets one prediction, a list gets a list. */
interface V1Request extends PredictRequest {
  /** Whether the body held {@code row}, not {@code rows}. */
  boolean single();
}
