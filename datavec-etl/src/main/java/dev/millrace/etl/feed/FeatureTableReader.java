package dev.millrace.etl.feed;

import dev.millrace.contract.encode.EncodingCounts;
import dev.millrace.contract.encode.FittedEncoder;
import dev.millrace.contract.rows.RowCursor;
import java.io.DataInputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.datavec.api.conf.Configuration;
import org.datavec.api.records.Record;
import org.datavec.api.records.metadata.RecordMetaData;
import org.datavec.api.records.reader.BaseRecordReader;
import org.datavec.api.split.InputSplit;
import org.datavec.api.writable.Writable;
import org.datavec.api.writable.batch.NDArrayRecordBatch;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A DataVec reader of encoded feature rows, straight from DuckDB's vectors. A record is two {@code
 * NDArrayWritable}s, features {@code [1, width]} and label {@code [1, 1]}; a batch of {@link
 * #next(int)} holds arrays of {@code [rows, width]} and {@code [rows, 1]}, float, the last one
 * shorter. {@code new RecordReaderDataSetIterator(reader, batch, 1, 1, true)} takes the batches as
 * they are.
 *
 * <p>It is ready when made: {@code initialize} only starts over. It streams: one chunk of the table
 * and one batch are in memory. The order is the table's, the same in every pass. Not thread-safe,
 * but may be handed from thread to thread.
 */
public final class FeatureTableReader extends BaseRecordReader {
  private static final long serialVersionUID = 1L;

  private final transient Supplier<RowCursor> cursors;
  private final transient FittedEncoder encoder;
  private final transient EncodingCounts counts;
  private transient @Nullable EncodedChunks chunks;
  private transient boolean closed;
  private transient @Nullable Configuration configuration;

  FeatureTableReader(Supplier<RowCursor> cursors, FittedEncoder encoder, EncodingCounts counts) {
    this.cursors = cursors;
    this.encoder = encoder;
    this.counts = counts;
  }

  @Override
  public boolean batchesSupported() {
    return true;
  }

  @Override
  public boolean hasNext() {
    return chunks().hasNext();
  }

  /**
   * The next rows.
   *
   * @param rows how many at most, positive
   * @throws NoSuchElementException at the end
   */
  @Override
  public List<List<Writable>> next(int rows) {
    int width = encoder.encoder().width();
    float[] features = new float[Math.multiplyExact(rows, width)];
    float[] labels = new float[rows];
    int got = chunks().take(features, labels, rows);
    if (got == 0) {
      throw new NoSuchElementException("there are no more rows; reset() starts over");
    }
    return new NDArrayRecordBatch(List.of(array(features, got, width), array(labels, got, 1)));
  }

  @Override
  public List<Writable> next() {
    return next(1).get(0);
  }

  @Override
  public Record nextRecord() {
    return new org.datavec.api.records.impl.Record(next(), null);
  }

  @Override
  public void reset() {
    if (chunks != null) {
      chunks.close();
    }
    chunks = null;
  }

  @Override
  public boolean resetSupported() {
    return true;
  }

  /** Frees the table; the reader cannot be used again. */
  @Override
  public void close() {
    reset();
    closed = true;
  }

  @Override
  public void initialize(@Nullable InputSplit split) {
    reset();
  }

  @Override
  public void initialize(@Nullable Configuration conf, @Nullable InputSplit split) {
    setConf(conf);
    reset();
  }

  @Override
  public void setConf(@Nullable Configuration conf) {
    configuration = conf;
  }

  @Override
  public @Nullable Configuration getConf() {
    return configuration;
  }

  /** Empty: labels are 0 and 1 and have no names here. */
  @Override
  public List<String> getLabels() {
    return List.of();
  }

  @Override
  public List<Writable> record(URI uri, DataInputStream stream) {
    throw new UnsupportedOperationException("rows come from a table, not from a stream");
  }

  @Override
  public Record loadFromMetaData(RecordMetaData metaData) {
    throw new UnsupportedOperationException("rows are read in order, not one by one");
  }

  @Override
  public List<Record> loadFromMetaData(List<RecordMetaData> metaData) {
    throw new UnsupportedOperationException("rows are read in order, not one by one");
  }

  private EncodedChunks chunks() {
    if (closed) {
      throw new IllegalStateException("the reader was closed");
    }
    EncodedChunks open = chunks;
    if (open == null) {
      open = new EncodedChunks(cursors.get(), encoder, counts);
      chunks = open;
    }
    return open;
  }

  private static INDArray array(float[] values, int rows, int columns) {
    float[] filled =
        values.length == rows * columns ? values : Arrays.copyOf(values, rows * columns);
    return Nd4j.create(filled, new int[] {rows, columns}, 'c');
  }

  private void writeObject(ObjectOutputStream out) throws NotSerializableException {
    throw new NotSerializableException("a reader of an open table cannot leave its process");
  }
}
