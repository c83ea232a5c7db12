package dev.millrace.serving.protocol.kserve;

import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.serving.request.PredictRequest;
import org.jspecify.annotations.Nullable;

/**
 * Rows, and how they are to be answered.
 *
 * @param id as the client calls the request; null where it has no name
 */
record InferRequest(PredictRequest read, @Nullable String id, AskedOutputs asked)
    implements PredictRequest {
  @Override
  public ColumnBatch rows() {
    return read.rows();
  }

  @Override
  public @Nullable String key(int row) {
    return read.key(row);
  }

  @Override
  public int reasons() {
    return asked.reasons();
  }
}
