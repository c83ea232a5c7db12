package dev.millrace.contract.encode;

import java.util.List;

/**
 * An encoder with what its own training rows need beside it. Target encoding would let a training
 * row see its own label; those rows are encoded out of fold, each by an encoder fitted without its
 * part of the rows.
 *
 * @param encoder for every row that is not a training row, and what the model package holds
 * @param outOfFold by {@link dev.millrace.contract.rows.RowCursor#fold fold}; empty where no column
 *     is target encoded
 */
public record FittedEncoder(Encoder encoder, List<Encoder> outOfFold) {
  public FittedEncoder {
    outOfFold = List.copyOf(outOfFold);
  }

  /** An encoder without out-of-fold parts. */
  public static FittedEncoder of(Encoder encoder) {
    return new FittedEncoder(encoder, List.of());
  }

  /** The encoder for a training row of that fold. */
  public Encoder forTraining(int fold) {
    return outOfFold.isEmpty() ? encoder : outOfFold.get(fold);
  }
}
