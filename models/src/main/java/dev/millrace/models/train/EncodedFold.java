package dev.millrace.models.train;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import java.util.List;

/**
 * The encoded rows of one fold, read once and trained on any number of times: what trials of a
 * search share. Rows that do not fit into their memory are spilled to a temporary file in the
 * folder of {@code java.io.tmpdir}, which is mapped into memory; it is gone when the fold is closed
 * or the process ends, however it ends. Networks get the same rows either way, to the last bit.
 *
 * <p>Several threads may train on a fold at once; close it when none does any more.
 */
public final class EncodedFold implements AutoCloseable {
  private final Matrix training;
  private final Matrix validation;
  private final long trainingPositives;

  private EncodedFold(Matrix training, Matrix validation, long trainingPositives) {
    this.training = training;
    this.validation = validation;
    this.trainingPositives = trainingPositives;
  }

  /**
   * Encodes a fold, training rows out of fold where the encoder has parts for it. Blocks until all
   * rows are read; {@code rows} may be closed then.
   *
   * @param memoryBytes of the heap for the fold's rows; see {@link Trainer#memoryBytes}
   * @throws MillraceException {@link ErrorCode#CLASS_TOO_SMALL} where a class is absent from
   *     training or validation rows, {@link ErrorCode#DISK_FULL} where rows cannot be spilled
   */
  public static EncodedFold read(FoldRows rows, long memoryBytes) {
    return of(
        EncodedSource.ofTraining(rows.training().source(), rows.encoder()),
        EncodedSource.ofOthers(rows.validation().source(), rows.encoder()),
        memoryBytes);
  }

  static EncodedFold of(EncodedSource training, EncodedSource validation, long memoryBytes) {
    requireBothClasses(training, "training");
    requireBothClasses(validation, "validation");
    Matrix fitted = Matrix.read(List.of(training), memoryBytes);
    try {
      Matrix judged = Matrix.read(List.of(validation), memoryBytes - fitted.heapBytes());
      return new EncodedFold(fitted, judged, training.positives());
    } catch (RuntimeException | Error e) {
      fitted.close();
      throw e;
    }
  }

  /** How many rows it trains on. */
  public long trainingRows() {
    return training.rows();
  }

  /** How many rows it is judged on. */
  public long validationRows() {
    return validation.rows();
  }

  /** Features of a row. */
  public int width() {
    return training.width();
  }

  Matrix training() {
    return training;
  }

  Matrix validation() {
    return validation;
  }

  long trainingPositives() {
    return trainingPositives;
  }

  @Override
  public void close() {
    try (training) {
      validation.close();
    }
  }

  static void requireBothClasses(EncodedSource rows, String part) {
    if (rows.positives() == 0 || rows.positives() == rows.rows()) {
      throw new MillraceException(
          ErrorCode.CLASS_TOO_SMALL,
          "the %s rows need both classes, but %d of %d rows are positive"
              .formatted(part, rows.positives(), rows.rows()),
          "Check `positive` of the target, or give the smaller class more rows by `split`.");
    }
  }
}
