package dev.millrace.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.scoring.DenseLayer.Activation;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DenseLayerTest {
  @Property
  void the_exponential_is_right_to_a_few_parts_in_ten_million(
      @ForAll @FloatRange(min = -86, max = 87) float x) {
    assertThat(DenseLayer.exp(x) / Math.exp(x)).isCloseTo(1, within(3e-7));
  }

  @Test
  void the_exponential_ends_where_floats_do() {
    assertThat(DenseLayer.exp(1000)).isGreaterThan(1e38f).isLessThan(Float.POSITIVE_INFINITY);
    assertThat(DenseLayer.exp(-1000)).isBetween(0f, 1e-37f);
    assertThat(DenseLayer.exp(Float.NaN)).isNaN();
  }

  @Property(tries = 200)
  void each_output_is_the_weighted_sum_of_the_inputs(
      @ForAll @IntRange(min = 1, max = 40) int inputs,
      @ForAll @IntRange(min = 1, max = 40) int outputs,
      @ForAll java.util.Random random) {
    float[] in = new float[inputs];
    float[] weights = new float[inputs * outputs];
    float[] bias = new float[outputs];
    for (int i = 0; i < in.length; i++) {
      in[i] = random.nextBoolean() ? 0 : random.nextFloat() - 0.5f;
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextFloat() - 0.5f;
    }
    for (int i = 0; i < outputs; i++) {
      bias[i] = random.nextFloat() - 0.5f;
    }
    float[] out = new float[outputs];
    new DenseLayer(weights, bias, Activation.SWISH).apply(in, 0, out);
    for (int o = 0; o < outputs; o++) {
      double sum = bias[o];
      for (int i = 0; i < inputs; i++) {
        sum += in[i] * (double) weights[i * outputs + o];
      }
      assertThat((double) out[o]).isCloseTo(sum / (1 + Math.exp(-sum)), within(1e-5));
    }
  }
}
