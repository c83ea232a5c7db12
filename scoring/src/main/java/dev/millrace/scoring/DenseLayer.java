package dev.millrace.scoring;

/**
 * A dense layer for one row. Weights are {@code [inputs, outputs]}, so that the sums of all outputs
 * grow side by side, which the compiler turns into vector instructions, and inputs of zero, as most
 * of encoded categories are, cost nothing.
 */
final class DenseLayer {
  /** What becomes of a sum. */
  enum Activation {
    NONE,
    RELU,
    SIGMOID,
    /** x · sigmoid(x). */
    SWISH
  }

  private final int outputs;
  private final float[] weights;
  private final float[] bias;
  private final Activation activation;
  private final int[] filled;

  private DenseLayer(float[] weights, float[] bias, Activation activation, int[] filled) {
    this.outputs = bias.length;
    this.weights = weights;
    this.bias = bias;
    this.activation = activation;
    this.filled = filled;
  }

  DenseLayer(float[] weights, float[] bias, Activation activation) {
    this(weights, bias, activation, new int[weights.length / bias.length]);
  }

  int inputs() {
    return filled.length;
  }

  int outputs() {
    return outputs;
  }

  /** The same with a memory of its own, for another thread. */
  DenseLayer copy() {
    return new DenseLayer(weights, bias, activation, filled.clone());
  }

  /** With an activation, where it has none yet. */
  DenseLayer with(Activation other) {
    if (activation != Activation.NONE) {
      throw new IllegalStateException("a layer has one activation");
    }
    return new DenseLayer(weights, bias, other, filled);
  }

  /** Runs; both arrays may be longer. */
  void apply(float[] in, float[] out) {
    System.arraycopy(bias, 0, out, 0, outputs);
    int count = findFilled(in);
    int i = 0;
    for (; i + 4 <= count; i += 4) {
      addFour(in, i, out);
    }
    for (; i < count; i++) {
      addOne(in, filled[i], out);
    }
    activate(out);
  }

  private int findFilled(float[] in) {
    int count = 0;
    for (int i = 0; i < filled.length; i++) {
      if (in[i] != 0) {
        filled[count++] = i;
      }
    }
    return count;
  }

  private void addFour(float[] in, int first, float[] out) {
    int a = filled[first];
    int b = filled[first + 1];
    int c = filled[first + 2];
    int d = filled[first + 3];
    addFour(
        weights,
        out,
        outputs,
        a * outputs,
        in[a],
        b * outputs,
        in[b],
        c * outputs,
        in[c],
        d * outputs,
        in[d]);
  }

  private static void addFour(
      float[] weights,
      float[] out,
      int outputs,
      int a,
      float x,
      int b,
      float y,
      int c,
      float z,
      int d,
      float u) {
    for (int o = 0; o < outputs; o++) {
      out[o] += x * weights[a + o] + y * weights[b + o] + (z * weights[c + o] + u * weights[d + o]);
    }
  }

  private void addOne(float[] in, int input, float[] out) {
    float value = in[input];
    int from = input * outputs;
    for (int o = 0; o < outputs; o++) {
      out[o] += value * weights[from + o];
    }
  }

  private void activate(float[] out) {
    switch (activation) {
      case NONE -> {}
      case RELU -> {
        for (int o = 0; o < outputs; o++) {
          out[o] = Math.max(0, out[o]);
        }
      }
      case SIGMOID -> {
        for (int o = 0; o < outputs; o++) {
          out[o] = sigmoid(out[o]);
        }
      }
      case SWISH -> {
        for (int o = 0; o < outputs; o++) {
          out[o] *= sigmoid(out[o]);
        }
      }
    }
  }

  private static float sigmoid(float x) {
    return 1 / (1 + exp(-x));
  }

  /**
   * e to the power of x with the relative error of a float, in a tenth of the time of {@link
   * Math#exp}: 2 to a whole power, times a polynomial for what is left, between ±ln 2 / 2.
   */
  static float exp(float x) {
    float bounded = Math.max(-87, Math.min(88, x));
    float power = (bounded * 1.442695041f + 12582912f) - 12582912f; // rounds to a whole number
    float left = bounded - power * 0.693359375f + power * 2.12194440e-4f;
    float sum = 1.9875691500e-4f;
    sum = sum * left + 1.3981999507e-3f;
    sum = sum * left + 8.3334519073e-3f;
    sum = sum * left + 4.1665795894e-2f;
    sum = sum * left + 1.6666665459e-1f;
    sum = sum * left + 5.0000001201e-1f;
    float result = sum * left * left + left + 1;
    return result * Float.intBitsToFloat(((int) power + 127) << 23);
  }
}
