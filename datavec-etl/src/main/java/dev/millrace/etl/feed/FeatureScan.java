package dev.millrace.etl.feed;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.etl.duck.ChunkScan;
import dev.millrace.etl.duck.Duck;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/**
 * A single pass over clean feature rows without labels, for scoring: {@code while (scan.next())
 * use(scan.batch())}. Streams: it holds one chunk of at most 2048 rows, whose values are read where
 * DuckDB keeps them. Not thread-safe.
 */
public final class FeatureScan implements AutoCloseable {
  private static final int KEY = 0;

  private final ChunkScan chunks;
  private final Batch batch;

  private FeatureScan(ChunkScan chunks) {
    this.chunks = chunks;
    this.batch = new Batch(chunks, KEY + 1);
  }

  /**
   * Starts a pass.
   *
   * @param database the pass gets a connection of its own to it; temporary tables are not seen
   * @param from a table, or a query in parentheses, that has the contract's columns, clean
   * @param key SQL of what identifies a row, for example a quoted column
   */
  public static FeatureScan over(
      DuckDBConnection database, String from, FeatureContract contract, String key) {
    String sql = "SELECT CAST(" + key + " AS VARCHAR), " + columns(contract) + " FROM " + from;
    return new FeatureScan(ChunkScan.start(database, sql));
  }

  /** Moves to the next batch; false at the end. Blocks while reading. */
  public boolean next() {
    return chunks.next();
  }

  /** The features of the current batch, valid until {@link #next()}. */
  public ColumnBatch batch() {
    return batch;
  }

  /** The key of a row of the current batch; null where it is missing. */
  public @Nullable String key(int row) {
    return chunks.vector(KEY).getString(row);
  }

  @Override
  public void close() {
    chunks.close();
  }

  /** The contract's columns as SQL: numbers as DOUBLE, categories as VARCHAR. */
  static String columns(FeatureContract contract) {
    return contract.columns().stream().map(FeatureScan::column).collect(Collectors.joining(", "));
  }

  private static String column(Column column) {
    String type = column.isNumeric() ? "DOUBLE" : "VARCHAR";
    return "CAST(" + Duck.identifier(column.name()) + " AS " + type + ")";
  }

  /** The current chunk's feature columns, from position {@code first} of the query on. */
  record Batch(ChunkScan chunks, int first) implements ColumnBatch {
    @Override
    public int rows() {
      return chunks.rows();
    }

    @Override
    public double number(int column, int row) {
      return chunks.vector(first + column).getDouble(row, Double.NaN);
    }

    @Override
    public @Nullable String text(int column, int row) {
      DuckDBReadableVector vector = chunks.vector(first + column);
      return vector.isNull(row) ? null : vector.getString(row);
    }
  }
}
