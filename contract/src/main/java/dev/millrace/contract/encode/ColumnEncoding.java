package dev.millrace.contract.encode;

import dev.millrace.contract.feature.ColumnBatch;
import java.util.ArrayList;
import java.util.List;
import org.datavec.api.transform.Transform;
import org.datavec.api.transform.metadata.ColumnMetaData;
import org.datavec.api.transform.metadata.DoubleMetaData;
import org.datavec.api.transform.schema.Schema;
import org.datavec.api.writable.DoubleWritable;
import org.datavec.api.writable.Writable;
import org.jspecify.annotations.Nullable;
import org.nd4j.shade.jackson.annotation.JsonIgnore;

/**
 * A fitted DataVec transform that turns one column into one or more features. The same arithmetic
 * serves DataVec's row-wise {@link #map} and the batches of {@link Encoder}. Immutable but for the
 * input schema that DataVec sets before use.
 *
 * <p>DataVec writes the fields as JSON, with the class name in {@code @class}: names of classes and
 * fields here are a file format. Fields that follow from others are left out of it.
 */
abstract class ColumnEncoding implements Transform {
  private static final long serialVersionUID = 1L;

  private final String column;
  @JsonIgnore private final List<String> featureNames;
  @JsonIgnore private @Nullable Schema inputSchema;
  @JsonIgnore private int position = -1;

  ColumnEncoding(String column, List<String> featureNames) {
    this.column = column;
    this.featureNames = List.copyOf(featureNames);
  }

  /** Writes the features of all values of a batch's column, {@code stride} floats apart. */
  abstract void encode(
      ColumnBatch batch, int index, float[] out, int at, int stride, EncodingCounts counts);

  /** Writes the features of one value of the batch to {@code out[at…]}. */
  abstract void encode(
      ColumnBatch batch, int index, int row, float[] out, int at, EncodingCounts counts);

  /** Writes the features of DataVec's form of a value, by the same arithmetic. */
  abstract void encode(Writable value, float[] out, int at);

  /**
   * Writes the features of a value of which nothing is known, without saying that it is missing.
   */
  abstract void neutral(float[] out, int at);

  /** The same arithmetic as plain figures. */
  abstract ColumnFormula formula();

  /** Names of the features, in order. */
  final List<String> featureNames() {
    return featureNames;
  }

  final int width() {
    return featureNames.size();
  }

  @Override
  public final Schema transform(Schema schema) {
    List<ColumnMetaData> columns = new ArrayList<>(schema.getColumnMetaData());
    int index = schema.getIndexOfColumn(column);
    columns.remove(index);
    for (String name : featureNames) {
      columns.add(index++, new DoubleMetaData(name));
    }
    return schema.newSchema(columns);
  }

  @Override
  public final List<Writable> map(List<Writable> row) {
    if (position < 0) {
      throw new IllegalStateException("DataVec sets the input schema before it maps rows");
    }
    float[] features = new float[width()];
    encode(row.get(position), features, 0);
    List<Writable> out = new ArrayList<>(row.size() + features.length - 1);
    out.addAll(row.subList(0, position));
    for (float feature : features) {
      out.add(new DoubleWritable(feature));
    }
    out.addAll(row.subList(position + 1, row.size()));
    return out;
  }

  @Override
  public final List<List<Writable>> mapSequence(List<List<Writable>> sequence) {
    return sequence.stream().map(this::map).toList();
  }

  @Override
  public final Object map(Object input) {
    throw new UnsupportedOperationException("a column encoding maps rows, not single values");
  }

  @Override
  public final Object mapSequence(Object sequence) {
    throw new UnsupportedOperationException("a column encoding maps rows, not single values");
  }

  @Override
  public final void setInputSchema(Schema schema) {
    inputSchema = schema;
    position = schema.getIndexOfColumn(column);
  }

  @Override
  public final @Nullable Schema getInputSchema() {
    return inputSchema;
  }

  @Override
  public final String columnName() {
    return column;
  }

  @Override
  public final String[] columnNames() {
    return new String[] {column};
  }

  @Override
  public final String outputColumnName() {
    return featureNames.get(0);
  }

  @Override
  public final String[] outputColumnNames() {
    return featureNames.toArray(String[]::new);
  }
}
