package dev.millrace.models.evaluate;

import dev.millrace.contract.encode.EncodingCounts;
import dev.millrace.contract.encode.FittedEncoder;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.rows.RowCursor;
import dev.millrace.contract.rows.RowSource;
import dev.millrace.models.rows.MemoryRows;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.datavec.api.records.reader.RecordReader;

/**
 * {@link Customers} at several cutoffs, a day apart: the first {@code entities} rows at the first
 * one, and so on, with the same keys again.
 *
 * @param first cutoff
 * @param truth whether the true probability is known
 */
record Snapshots(MemoryRows customers, int entities, Instant first, boolean truth)
    implements RowSource {

  @Override
  public long rows() {
    return customers.rows();
  }

  @Override
  public long positives() {
    return customers.positives();
  }

  @Override
  public RecordReader encoded(FittedEncoder encoder, EncodingCounts counts) {
    return customers.encoded(encoder, counts);
  }

  @Override
  public RowCursor cursor() {
    return new Cursor(customers.cursor());
  }

  private final class Cursor implements RowCursor {
    private final RowCursor rows;
    private int before;
    private int batch;

    Cursor(RowCursor rows) {
      this.rows = rows;
    }

    @Override
    public boolean next() {
      before += batch;
      boolean more = rows.next();
      batch = more ? rows.batch().rows() : 0;
      return more;
    }

    @Override
    public ColumnBatch batch() {
      return rows.batch();
    }

    @Override
    public float label(int row) {
      return rows.label(row);
    }

    @Override
    public String key(int row) {
      return "e" + (before + row) % entities;
    }

    @Override
    public int fold(int row) {
      return 0;
    }

    @Override
    public Instant cutoff(int row) {
      return first.plus((before + row) / entities, ChronoUnit.DAYS);
    }

    @Override
    public double truth(int row) {
      return truth ? Customers.truth(batch(), row) : Double.NaN;
    }

    @Override
    public void close() {
      rows.close();
    }
  }
}
