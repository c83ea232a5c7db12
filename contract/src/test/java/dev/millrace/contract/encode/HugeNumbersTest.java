package dev.millrace.contract.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.encode.ColumnStatistics.Numbers;
import dev.millrace.contract.feature.BatchBuilder;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Encoding;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.Target;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every finite number becomes finite features, up to the largest double. */
class HugeNumbersTest {
  private static final double[] VALUES = {
    -Double.MAX_VALUE, -1e308, -1, 0, Double.MIN_VALUE, 1, 1e308, Double.MAX_VALUE
  };

  @ParameterizedTest
  @EnumSource(names = {"ROBUST", "QUANTILE", "STANDARD", "BINS"})
  void numbers_from_end_to_end_of_a_double_become_finite_features(Encoding.Method method) {
    for (double[] fitted : List.of(VALUES, new double[] {-1e308, 1e308}, new double[] {1e308})) {
      Column plain = Column.of("n", ColumnType.NUMBER);
      Column column =
          new Column(
              "n",
              plain.type(),
              true,
              null,
              null,
              plain.values(),
              null,
              null,
              null,
              plain.numberStyle(),
              plain.formats(),
              plain.text(),
              Encoding.of(method));
      FeatureContract contract =
          new FeatureContract("t", null, new Target("y", "yes"), List.of(column));
      Encoder encoder = new EncoderBuilder(contract, List.of(Numbers.of(fitted))).build();
      BatchBuilder batch = new BatchBuilder(contract);
      for (double value : VALUES) {
        batch.addRow().set(0, value);
      }
      float[] out = new float[VALUES.length * encoder.width()];

      encoder.encode(batch.build(), out, new EncodingCounts(1));

      for (float feature : out) {
        assertThat(feature).isFinite();
      }
    }
  }
}
