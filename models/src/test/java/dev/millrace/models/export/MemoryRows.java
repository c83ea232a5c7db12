package dev.millrace.models.export;

import dev.millrace.contract.encode.EncodingCounts;
import dev.millrace.contract.encode.FittedEncoder;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.rows.RowCursor;
import dev.millrace.contract.rows.RowSource;
import java.util.List;
import org.datavec.api.records.reader.RecordReader;

/** Rows in memory, in batches as given. All are negative: packaging looks at no label. */
record MemoryRows(List<ColumnBatch> batches) implements RowSource {
  @Override
  public long rows() {
    return batches.stream().mapToLong(ColumnBatch::rows).sum();
  }

  @Override
  public long positives() {
    return 0;
  }

  @Override
  public RecordReader encoded(FittedEncoder encoder, EncodingCounts counts) {
    throw new UnsupportedOperationException("packaging encodes rows itself");
  }

  @Override
  public RowCursor cursor() {
    return new RowCursor() {
      private int at = -1;

      @Override
      public boolean next() {
        at++;
        return at < batches.size();
      }

      @Override
      public ColumnBatch batch() {
        return batches.get(at);
      }

      @Override
      public float label(int row) {
        return 0;
      }

      @Override
      public String key(int row) {
        return Integer.toString(row);
      }

      @Override
      public int fold(int row) {
        return 0;
      }

      @Override
      public void close() {
        at = batches.size();
      }
    };
  }
}
