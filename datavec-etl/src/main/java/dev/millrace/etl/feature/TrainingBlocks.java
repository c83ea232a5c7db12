package dev.millrace.etl.feature;

import dev.millrace.etl.duck.ChunkScan;
import dev.millrace.etl.duck.Duck;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBReadableVector;

/**
 * The training rows of a feature table, block by block and column by column, in the order in which
 * they lie there. Categories come as numbers of which only equality means anything; missing values
 * are NaN. Holds one block.
 */
final class TrainingBlocks implements AutoCloseable {
  static final String TRAINING = " FROM features WHERE __split = 0";
  private static final int MOST_ROWS = 2048;
  private static final int FOLD = 0;
  private static final int LABEL = 1;
  private static final int FIRST = 2;

  private final List<FeatureInfo> infos;
  private final ChunkScan chunks;
  private final double[][] values;

  private TrainingBlocks(List<FeatureInfo> infos, ChunkScan chunks) {
    this.infos = infos;
    this.chunks = chunks;
    this.values = new double[infos.size()][MOST_ROWS];
  }

  static TrainingBlocks start(DuckDBConnection database, List<FeatureInfo> infos) {
    String columns =
        infos.stream()
            .map(
                info ->
                    ", CAST("
                        + Duck.identifier(info.name())
                        + (info.category() ? " AS VARCHAR)" : " AS DOUBLE)"))
            .collect(Collectors.joining());
    String sql = "SELECT __fold::INTEGER, __label::INTEGER" + columns + TRAINING;
    return new TrainingBlocks(infos, ChunkScan.start(database, sql));
  }

  /** Moves to the next block; false at the end. */
  boolean next() {
    if (!chunks.next()) {
      return false;
    }
    for (int i = 0; i < values.length; i++) {
      read(chunks.vector(FIRST + i), infos.get(i).category(), values[i]);
    }
    return true;
  }

  private void read(DuckDBReadableVector vector, boolean category, double[] into) {
    for (int row = 0; row < chunks.rows(); row++) {
      if (vector.isNull(row)) {
        into[row] = Double.NaN;
      } else {
        into[row] = category ? identity(vector.getString(row)) : finite(vector.getDouble(row));
      }
    }
  }

  /** Positive and negative zero are one value; what is not a number is missing. */
  private static double finite(double value) {
    return Double.isFinite(value) ? value + 0.0 : Double.NaN;
  }

  /** A number below 2^53 for a text (FNV-1a); two texts share one with a chance of 2^-53. */
  private static double identity(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return mixed(hash) >>> 11;
  }

  /** Stafford's variant 13 of the MurmurHash3 finaliser. */
  static long mixed(long z) {
    long x = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
    return x ^ (x >>> 31);
  }

  int rows() {
    return chunks.rows();
  }

  double[] values(int feature) {
    return values[feature];
  }

  double[][] values() {
    return values;
  }

  int fold(int row) {
    return chunks.vector(FOLD).getInt(row);
  }

  int label(int row) {
    return chunks.vector(LABEL).getInt(row);
  }

  @Override
  public void close() {
    chunks.close();
  }
}
