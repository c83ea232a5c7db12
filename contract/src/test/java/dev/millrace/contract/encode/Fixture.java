package dev.millrace.contract.encode;

import dev.millrace.contract.encode.ColumnStatistics.Categories;
import dev.millrace.contract.encode.ColumnStatistics.Numbers;
import dev.millrace.contract.feature.BatchBuilder;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Encoding;
import dev.millrace.contract.feature.Encoding.Indicator;
import dev.millrace.contract.feature.Encoding.Method;
import dev.millrace.contract.feature.Encoding.Unseen;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.datavec.api.writable.DoubleWritable;
import org.datavec.api.writable.NullWritable;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;
import org.jspecify.annotations.Nullable;

/** A contract with every encoding, and small ways to encode single values. */
final class Fixture {
  private Fixture() {}

  static final FeatureContract CONTRACT =
      contract(
          number("tenure", Method.ROBUST),
          number("charges", Method.QUANTILE),
          number("calls", Method.STANDARD),
          number("age", encoding(Method.BINS, Unseen.IGNORE, Indicator.AUTO, 4, 0)),
          Column.of("senior", ColumnType.BOOLEAN),
          category("Contract", Method.ONE_HOT, "Month-to-month", "One year", "Two year"),
          category("Partner", Method.ONE_HOT),
          category("grade", Method.ORDINAL, "low", "middle", "high"),
          category("State", Method.TARGET));

  static Encoder encoder() {
    return new EncoderBuilder(CONTRACT, statistics()).build();
  }

  static List<ColumnStatistics> statistics() {
    return List.of(
        Numbers.of(1, 2, 3, 4, 5, Double.NaN),
        Numbers.of(10.5, 20.25, 20.25, 99),
        Numbers.of(0, 2),
        Numbers.of(18, 20, 30, 40, 90),
        Numbers.of(0, 1, 1),
        categories("One year", "Two year", "Month-to-month", "Month-to-month", null),
        categories("Yes", "No", "No"),
        categories("low", "high"),
        categories("NY", "NY", "LA", "KS"));
  }

  /** Statistics of values of which the first is positive. */
  static Categories categories(@Nullable String... values) {
    List<Boolean> positives = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      positives.add(i == 0);
    }
    return Categories.of(Arrays.asList(values), positives);
  }

  static FeatureContract contract(Column... columns) {
    return new FeatureContract("test", null, new Target("Churn", "Yes"), List.of(columns));
  }

  static Column number(String name, Method method) {
    return number(name, Encoding.of(method));
  }

  static Column number(String name, Encoding encoding) {
    return column(name, ColumnType.NUMBER, encoding);
  }

  static Column category(String name, Method method, String... values) {
    return column(name, ColumnType.CATEGORY, Encoding.of(method), values);
  }

  static Column category(String name, Encoding encoding, String... values) {
    return column(name, ColumnType.CATEGORY, encoding, values);
  }

  static Column column(String name, ColumnType type, Encoding encoding, String... values) {
    Column c = Column.of(name, type);
    return new Column(
        name,
        type,
        true,
        null,
        null,
        List.of(values),
        null,
        null,
        null,
        c.numberStyle(),
        c.formats(),
        c.text(),
        encoding);
  }

  static Encoding encoding(
      Method method, Unseen unseen, Indicator indicator, int limit, double smoothing) {
    return new Encoding(method, unseen, indicator, limit, smoothing);
  }

  /** Encodes one row of doubles and texts, null for missing. */
  static float[] encode(Encoder encoder, FeatureContract contract, @Nullable Object... row) {
    float[] out = new float[encoder.width()];
    encoder.encode(batch(contract, row), out, new EncodingCounts(contract.columns().size()));
    return out;
  }

  /** A batch of rows, one after the other, of doubles and texts, null for missing. */
  static ColumnBatch batch(FeatureContract contract, @Nullable Object... values) {
    BatchBuilder batch = new BatchBuilder(contract);
    int columns = contract.columns().size();
    for (int i = 0; i < values.length; i++) {
      if (i % columns == 0) {
        batch.addRow();
      }
      if (values[i] instanceof Number number) {
        batch.set(i % columns, number.doubleValue());
      } else if (values[i] instanceof String text) {
        batch.set(i % columns, text);
      }
    }
    return batch.build();
  }

  /** A row in DataVec's words. */
  static List<Writable> writables(@Nullable Object... row) {
    List<Writable> writables = new ArrayList<>();
    for (Object value : row) {
      writables.add(
          value == null
              ? NullWritable.INSTANCE
              : value instanceof String text
                  ? new Text(text)
                  : new DoubleWritable(((Number) value).doubleValue()));
    }
    return writables;
  }
}
