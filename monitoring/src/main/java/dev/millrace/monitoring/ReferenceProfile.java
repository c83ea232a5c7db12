package dev.millrace.monitoring;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.rows.RowCursor;
import dev.millrace.contract.rows.RowSource;
import dev.millrace.contract.rows.TrainingRows;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What rows and scores looked like in training; the file {@code reference-profile.bin} of a model
 * package. The same rows in the same order give the same bytes.
 *
 * <p>Cells are chosen by the first {@value #LOOKED_AT} rows, which are as good as any others
 * because sources are shuffled, and all rows are counted exactly: an edge may so lie at a share
 * that is wrong by half a percent, but the shares of bins are right. Sketches of all rows would
 * find edges no better, and those that are at hand toss coins. Counts of the same cells can be
 * added.
 *
 * @param features of the training rows, in the order of the contract
 * @param scores calibrated probabilities of the validation rows: those of training rows are too
 *     sure of themselves to be compared with any others
 */
public record ReferenceProfile(List<ColumnProfile> features, NumberProfile scores) {
  /** How many rows cells are chosen by. */
  static final int LOOKED_AT = 16_384;

  private static final String SCORES = "probability";

  /**
   * Edges lie this share above what they were found at: the runtime that serves a network may round
   * otherwise than the one that trained it, and many rows can have one and the same probability.
   */
  private static final double ROUNDING = 1e-5;

  public ReferenceProfile {
    features = List.copyOf(features);
  }

  /** Reads the first training rows, to choose cells, and then all, to count. In bounded memory. */
  public static ReferenceProfile of(
      FeatureContract contract, TrainingRows training, NumberProfile scores) {
    List<ColumnSketch> sketches = contract.columns().stream().map(ColumnSketch::of).toList();
    forEachRow(
        training.source(),
        LOOKED_AT,
        sketches.size(),
        (rows, column, row) -> sketches.get(column).add(rows, column, row));
    List<Cells> cells = sketches.stream().map(ColumnSketch::cells).toList();
    long[][] counts = cells.stream().map(c -> new long[c.count()]).toArray(long[][]::new);
    forEachRow(
        training.source(),
        Long.MAX_VALUE,
        sketches.size(),
        (rows, column, row) -> counts[column][cells.get(column).of(rows, column, row)]++);
    return new ReferenceProfile(
        IntStream.range(0, counts.length)
            .mapToObj(column -> sketches.get(column).profile(counts[column]))
            .toList(),
        scores);
  }

  /**
   * The profile of scores.
   *
   * @param probabilities calibrated, of validation rows in the order of their source
   */
  public static NumberProfile scores(double[] probabilities) {
    NumberSketch sketch = new NumberSketch(SCORES, ROUNDING);
    for (int row = 0; row < Math.min(LOOKED_AT, probabilities.length); row++) {
      sketch.add(probabilities[row]);
    }
    Cells.Bins bins = sketch.cells();
    long[] counts = new long[bins.count()];
    for (double probability : probabilities) {
      counts[bins.of(probability)]++;
    }
    return sketch.profile(counts);
  }

  /** The content of the file. */
  public byte[] toBytes() {
    return ProfileFile.bytes(this);
  }

  /**
   * Reads the file.
   *
   * @throws MillraceException {@code PACKAGE_INVALID} where it is none, or of another version
   */
  public static ReferenceProfile read(Path file) {
    return ProfileFile.read(file);
  }

  /**
   * Makes sure that it is of the columns of a contract.
   *
   * @throws MillraceException {@code PACKAGE_INVALID} where it is not
   */
  public void requireFits(FeatureContract contract) {
    List<String> columns = features.stream().map(ColumnProfile::column).toList();
    if (!columns.equals(contract.columnNames())) {
      throw new MillraceException(
          ErrorCode.PACKAGE_INVALID,
          "The reference profile is of other columns than the contract '%s'."
              .formatted(contract.name()),
          "Copy the package again from the run that made it; its files may not be edited.");
    }
  }

  private static void forEachRow(RowSource source, long most, int columns, Visitor visitor) {
    long left = most;
    try (RowCursor cursor = source.cursor()) {
      while (left > 0 && cursor.next()) {
        ColumnBatch batch = cursor.batch();
        int rows = (int) Math.min(left, batch.rows());
        for (int column = 0; column < columns; column++) {
          for (int row = 0; row < rows; row++) {
            visitor.visit(batch, column, row);
          }
        }
        left -= rows;
      }
    }
  }

  private interface Visitor {
    void visit(ColumnBatch rows, int column, int row);
  }
}
