package dev.millrace.models.train;

import java.io.DataInputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.datavec.api.conf.Configuration;
import org.datavec.api.records.Record;
import org.datavec.api.records.metadata.RecordMetaData;
import org.datavec.api.records.reader.BaseRecordReader;
import org.datavec.api.split.InputSplit;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.datavec.api.writable.batch.NDArrayRecordBatch;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A batch reader over arrays, with the shapes that the rows of a feature table have. */
final class MemoryReader extends BaseRecordReader {
  private final float[] features;
  private final float[] labels;
  private int next;

  MemoryReader(float[] features, float[] labels) {
    this.features = features;
    this.labels = labels;
  }

  @Override
  public boolean batchesSupported() {
    return true;
  }

  @Override
  public List<List<Writable>> next(int rows) {
    int to = Math.min(labels.length, next + rows);
    List<INDArray> arrays = arrays(next, to);
    next = to;
    return new NDArrayRecordBatch(arrays);
  }

  @Override
  public List<Writable> next() {
    List<INDArray> arrays = arrays(next, next + 1);
    next++;
    return List.of(new NDArrayWritable(arrays.get(0)), new NDArrayWritable(arrays.get(1)));
  }

  private List<INDArray> arrays(int from, int to) {
    int width = features.length / labels.length;
    float[] part = Arrays.copyOfRange(features, from * width, to * width);
    return List.of(
        Nd4j.create(part, new long[] {to - from, width}),
        Nd4j.create(Arrays.copyOfRange(labels, from, to), new long[] {to - from, 1}));
  }

  @Override
  public boolean hasNext() {
    return next < labels.length;
  }

  @Override
  public void reset() {
    next = 0;
  }

  @Override
  public boolean resetSupported() {
    return true;
  }

  @Override
  public Record nextRecord() {
    return new org.datavec.api.records.impl.Record(next(), null);
  }

  @Override
  public List<String> getLabels() {
    return List.of();
  }

  @Override
  public List<Writable> record(URI uri, DataInputStream stream) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Record loadFromMetaData(RecordMetaData metaData) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Record> loadFromMetaData(List<RecordMetaData> metaData) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void initialize(InputSplit split) {}

  @Override
  public void initialize(Configuration configuration, InputSplit split) {}

  @Override
  public void setConf(Configuration configuration) {}

  @Override
  public Configuration getConf() {
    return new Configuration();
  }

  @Override
  public void close() {}
}
