package dev.millrace.etl.feed;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.rows.RowCursor;
import dev.millrace.etl.duck.ChunkScan;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/** A pass over one part of a feature table, in the order of its positions. */
final class TableCursor implements RowCursor {
  private static final int POSITION = 0;
  private static final int KEY = 1;
  private static final int LABEL = 2;
  private static final int FOLD = 3;
  private static final int CUTOFF = 4;
  private static final int TRUTH = 5;
  private static final int FIRST = 6;

  private final ChunkScan chunks;
  private final FeatureScan.Batch batch;

  /** One object for all rows of a cutoff: there are few cutoffs, and readers keep them. */
  private final Map<Long, Instant> cutoffs = new HashMap<>();

  private long position = -1;

  TableCursor(DuckDBConnection database, FeatureContract contract, RowLayout layout, Part part) {
    String sql =
        "SELECT __position, __key, __label::FLOAT, __fold::INTEGER, "
            + (layout.hasCutoffs() ? "epoch_us(__cutoff)" : "NULL::BIGINT")
            + (layout.hasTruth() ? ", __truth::DOUBLE, " : ", NULL::DOUBLE, ")
            + FeatureScan.columns(contract)
            + " FROM features WHERE __split = "
            + part.code();
    chunks = ChunkScan.start(database, sql);
    batch = new FeatureScan.Batch(chunks, FIRST);
  }

  @Override
  public boolean next() {
    if (!chunks.next()) {
      return false;
    }
    // the table lies in this order and DuckDB keeps it; sorting it again would cost memory
    for (int row = 0; row < chunks.rows(); row++) {
      long next = chunks.vector(POSITION).getLong(row);
      if (next <= position) {
        throw new MillraceException(
            ErrorCode.INTERNAL_FAULT,
            "Rows of the feature table came out of order: " + next + " after " + position + ".",
            "This is a fault of Millrace; please report it with the log.");
      }
      position = next;
    }
    return true;
  }

  @Override
  public ColumnBatch batch() {
    return batch;
  }

  @Override
  public float label(int row) {
    return chunks.vector(LABEL).getFloat(row);
  }

  @Override
  public String key(int row) {
    return chunks.vector(KEY).getString(row);
  }

  @Override
  public int fold(int row) {
    return chunks.vector(FOLD).getInt(row);
  }

  @Override
  public @Nullable Instant cutoff(int row) {
    DuckDBReadableVector micros = chunks.vector(CUTOFF);
    return micros.isNull(row)
        ? null
        : cutoffs.computeIfAbsent(
            micros.getLong(row), at -> Instant.EPOCH.plus(at, ChronoUnit.MICROS));
  }

  @Override
  public double truth(int row) {
    return chunks.vector(TRUTH).getDouble(row, Double.NaN);
  }

  @Override
  public void close() {
    chunks.close();
  }
}
