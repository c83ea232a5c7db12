package dev.millrace.monitoring;

import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.rows.TrainingRows;
import java.nio.file.Path;
import java.util.List;

/**
 * What rows and scores looked like in training; the file {@code reference-profile.bin} of a model
 * package. The same rows give the same bytes.
 *
 * @param features of the training rows, in the order of the contract
 * @param scores calibrated probabilities of the validation rows: those of training rows are too
 *     sure of themselves to be compared with any others
 */
public record ReferenceProfile(List<ColumnProfile> features, NumberProfile scores) {
  public ReferenceProfile {
    features = List.copyOf(features);
  }

  /** Reads the training rows twice: for the edges of bins, and to count. */
  public static ReferenceProfile of(
      FeatureContract contract, TrainingRows training, NumberProfile scores) {
    throw new UnsupportedOperationException("to come");
  }

  /** The profile of calibrated probabilities. */
  public static NumberProfile scores(double[] probabilities) {
    throw new UnsupportedOperationException("to come");
  }

  /** The content of the file. */
  public byte[] toBytes() {
    throw new UnsupportedOperationException("to come");
  }

  /**
   * Reads the file.
   *
   * @throws dev.millrace.contract.error.MillraceException {@code PACKAGE_INVALID} where it is none,
   *     or of another version
   */
  public static ReferenceProfile read(Path file) {
    throw new UnsupportedOperationException("to come");
  }
}
