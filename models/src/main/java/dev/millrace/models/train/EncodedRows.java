package dev.millrace.models.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.datavec.api.records.reader.RecordReader;
import org.deeplearning4j.datasets.datavec.RecordReaderDataSetIterator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * One pass over encoded rows, block by block: DataVec's reader through DL4J's iterator into float
 * arrays. Holds one block. Not thread-safe.
 */
final class EncodedRows implements AutoCloseable {
  private static final int BLOCK = 4096;
  private static final int LABEL = 1;

  private final RecordReader reader;
  private final RecordReaderDataSetIterator iterator;
  private float[] features = {};
  private float[] labels = {};

  private EncodedRows(RecordReader reader) {
    this.reader = reader;
    this.iterator = new RecordReaderDataSetIterator(reader, BLOCK, LABEL, LABEL, true);
  }

  static EncodedRows open(EncodedSource source) {
    return new EncodedRows(source.passes().get());
  }

  /** Moves to the next block; false at the end. */
  boolean next() {
    if (!iterator.hasNext()) {
      return false;
    }
    DataSet block = iterator.next();
    features = values(block.getFeatures());
    labels = values(block.getLabels());
    return true;
  }

  /** Rows of the current block. */
  int rows() {
    return labels.length;
  }

  /** Row-major {@code [rows, width]}. */
  float[] features() {
    return features;
  }

  float[] labels() {
    return labels;
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing the reader of encoded rows", e);
    }
  }

  /** One bulk copy; looping over an INDArray costs microseconds per element. */
  private static float[] values(INDArray array) {
    INDArray plain = array.ordering() == 'c' && !array.isView() ? array : array.dup('c');
    return plain.data().asFloat();
  }
}
