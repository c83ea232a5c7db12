package dev.millrace.serving.request;

import dev.millrace.contract.feature.ColumnBatch;
import org.jspecify.annotations.Nullable;

/**
 * Rows that were read and found to fit the contract. Confined to the thread that read it until it
 * is answered; the reader may reuse the batch for its next request.
 */
public interface PredictRequest {
  /** At least one row, in the columns of the contract. */
  ColumnBatch rows();

  /** The row's key as text; null where the contract has none or the request left it out. */
  @Nullable String key(int row);

  /** Most reasons asked for each row; 0 for none. */
  int reasons();
}
