package dev.millrace.models.rows;

import dev.millrace.contract.encode.EncodingCounts;
import dev.millrace.contract.encode.FittedEncoder;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.rows.RowCursor;
import dev.millrace.contract.rows.RowSource;
import java.util.BitSet;
import java.util.List;
import org.datavec.api.records.reader.RecordReader;

/**
 * Rows in memory, in batches as given, with the keys {@code c0}, {@code c1}, …
 *
 * @param positive the rows that are positive, over all batches
 */
public record MemoryRows(List<ColumnBatch> batches, BitSet positive) implements RowSource {

  /** Rows of which none is positive, for who looks at no label. */
  public static MemoryRows unlabelled(List<ColumnBatch> batches) {
    return new MemoryRows(batches, new BitSet());
  }

  @Override
  public long rows() {
    return batches.stream().mapToLong(ColumnBatch::rows).sum();
  }

  @Override
  public long positives() {
    return positive.cardinality();
  }

  @Override
  public RecordReader encoded(FittedEncoder encoder, EncodingCounts counts) {
    throw new UnsupportedOperationException("only raw rows are here");
  }

  @Override
  public RowCursor cursor() {
    return new Cursor();
  }

  private final class Cursor implements RowCursor {
    private int at = -1;
    private int first;

    @Override
    public boolean next() {
      first += at < 0 ? 0 : batch().rows();
      at++;
      return at < batches.size();
    }

    @Override
    public ColumnBatch batch() {
      return batches.get(at);
    }

    @Override
    public float label(int row) {
      return positive.get(first + row) ? 1 : 0;
    }

    @Override
    public String key(int row) {
      return "c" + (first + row);
    }

    @Override
    public int fold(int row) {
      return 0;
    }

    @Override
    public void close() {
      at = batches.size();
    }
  }
}
