package dev.millrace.contract.encode;

import dev.millrace.contract.feature.ColumnBatch;
import java.util.ArrayList;
import java.util.List;
import org.datavec.api.writable.NullWritable;
import org.datavec.api.writable.Writable;
import org.jspecify.annotations.Nullable;

/**
 * An encoding of numbers. A missing number becomes the training rows' median and, where the column
 * has an indicator, 1 in a last feature that is 0 otherwise.
 */
abstract class NumberEncoding extends ColumnEncoding {
  private static final long serialVersionUID = 1L;

  private final double impute;
  private final boolean indicator;

  NumberEncoding(String column, double impute, boolean indicator, List<String> names) {
    super(column, indicator ? withIndicator(column, names) : names);
    this.impute = impute;
    this.indicator = indicator;
  }

  /** Writes all features but the indicator; {@code value} is finite or infinite, never NaN. */
  abstract void write(double value, float[] out, int at);

  /** The features but the indicator, as curves. */
  abstract List<ColumnFormula.Curve> curves();

  @Override
  final ColumnFormula formula() {
    return new ColumnFormula.Numbers(impute, indicator, curves());
  }

  @Override
  final void encode(
      ColumnBatch batch, int index, float[] out, int at, int stride, EncodingCounts counts) {
    int rows = batch.rows();
    for (int row = 0; row < rows; row++) {
      encode(batch, index, row, out, at + row * stride, counts);
    }
  }

  @Override
  final void encode(
      ColumnBatch batch, int index, int row, float[] out, int at, EncodingCounts counts) {
    double value = batch.number(index, row);
    if (Double.isNaN(value)) {
      counts.addMissing(index);
    }
    encode(value, out, at);
  }

  @Override
  final void encode(@Nullable Writable value, float[] out, int at) {
    encode(value == null || value instanceof NullWritable ? Double.NaN : value.toDouble(), out, at);
  }

  @Override
  final void neutral(float[] out, int at) {
    encode(impute, out, at);
  }

  /** What a missing number counts as. */
  final double impute() {
    return impute;
  }

  private void encode(double value, float[] out, int at) {
    boolean missing = Double.isNaN(value);
    write(missing ? impute : value, out, at);
    if (indicator) {
      out[at + width() - 1] = missing ? 1 : 0;
    }
  }

  static List<String> withIndicator(String column, List<String> names) {
    List<String> all = new ArrayList<>(names);
    all.add(column + " missing");
    return all;
  }
}
