package dev.millrace.models.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.models.network.Nonlinearity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class KernelTest {

  @ParameterizedTest
  @EnumSource(Nonlinearity.class)
  void values_and_slopes_are_those_of_dl4j(Nonlinearity nonlinearity) {
    IActivation reference = nonlinearity.activation().getActivationFunction();
    float[] x = new float[2001];
    for (int i = 0; i < x.length; i++) {
      x[i] = (i - 1000) / 50f + 0.003f; // from -20 to 20, but not 0 where a slope jumps
    }
    INDArray values = reference.getActivation(Nd4j.createFromArray(x), true);
    INDArray slopes =
        reference
            .backprop(Nd4j.createFromArray(x).reshape(1, x.length), Nd4j.ones(1, x.length))
            .getFirst();
    float[] slope = new float[x.length];
    float[] z = x.clone();
    Kernel.of(reference).orElseThrow().apply(z, slope);
    for (int i = 0; i < x.length; i++) {
      assertThat(z[i]).as("at %s", x[i]).isEqualTo(values.getFloat(i), within(1e-5f));
      assertThat(slope[i]).as("slope at %s", x[i]).isEqualTo(slopes.getFloat(i), within(1e-5f));
    }
  }

  @Test
  void tanh_is_within_its_promise_everywhere() {
    for (float x = -12; x < 12; x += 1e-4f) {
      assertThat((double) Tanh.of(x)).isEqualTo(Math.tanh(x), within(4e-7));
    }
  }

  @Test
  void nan_stays_nan() {
    for (Kernel kernel : Kernel.values()) {
      float[] z = {Float.NaN};
      kernel.apply(z, new float[1]);
      assertThat(z[0]).as(kernel.name()).isNaN();
    }
  }
}
