package dev.millrace.scoring;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A dense layer for one row. The weights of an input lie together in an array of their own, so that
 * the sums of all outputs grow side by side, which the compiler turns into vector instructions, and
 * inputs of zero, as most of encoded categories are, cost nothing.
 */
final class DenseLayer {
  private static final float ROUNDING = 3 << 22; // floats of this size have no fraction

  /** What becomes of a sum. */
  enum Activation {
    NONE,
    RELU,
    SIGMOID,
    /** x · sigmoid(x). */
    SWISH
  }

  private final int outputs;
  private final float[][] weights;
  private final float[] bias;
  private final Activation activation;
  private final int[] filled;

  private DenseLayer(float[][] weights, float[] bias, Activation activation, int[] filled) {
    this.outputs = bias.length;
    this.weights = weights;
    this.bias = bias;
    this.activation = activation;
    this.filled = filled;
  }

  /**
   * @param weights {@code [inputs, outputs]}, row-major
   */
  DenseLayer(float[] weights, float[] bias, Activation activation) {
    this(rows(weights, bias.length), bias, activation, new int[weights.length / bias.length]);
  }

  private static float[][] rows(float[] weights, int outputs) {
    return IntStream.range(0, weights.length / outputs)
        .mapToObj(i -> Arrays.copyOfRange(weights, i * outputs, (i + 1) * outputs))
        .toArray(float[][]::new);
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

  /** Runs on the inputs from {@code offset} on; both arrays may be longer. */
  void apply(float[] in, int offset, float[] out) {
    System.arraycopy(bias, 0, out, 0, outputs);
    int count = findFilled(in, offset);
    int i = 0;
    for (; i + 4 <= count; i += 4) {
      addFour(in, offset, i, out);
    }
    for (; i < count; i++) {
      addOne(out, outputs, weights[filled[i]], in[offset + filled[i]]);
    }
    activate(out);
  }

  private int findFilled(float[] in, int offset) {
    int count = 0;
    for (int i = 0; i < filled.length; i++) {
      if (in[offset + i] != 0) {
        filled[count++] = i;
      }
    }
    return count;
  }

  private void addFour(float[] in, int offset, int first, float[] out) {
    int i = filled[first];
    int j = filled[first + 1];
    int k = filled[first + 2];
    int l = filled[first + 3];
    addFour(
        out,
        outputs,
        weights[i],
        in[offset + i],
        weights[j],
        in[offset + j],
        weights[k],
        in[offset + k],
        weights[l],
        in[offset + l]);
  }

  /** Static, with all it needs in parameters: only so the compiler makes vectors of it. */
  private static void addFour(
      float[] out,
      int outputs,
      float[] a,
      float x,
      float[] b,
      float y,
      float[] c,
      float z,
      float[] d,
      float u) {
    for (int o = 0; o < outputs; o++) {
      out[o] += x * a[o] + y * b[o] + (z * c[o] + u * d[o]);
    }
  }

  private static void addOne(float[] out, int outputs, float[] a, float x) {
    for (int o = 0; o < outputs; o++) {
      out[o] += x * a[o];
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
   * e to the power of x with the relative error of a float, in a small part of the time of {@link
   * Math#exp}: 2 to a whole power, times a polynomial for what is left, between ±ln 2 / 2.
   */
  static float exp(float x) {
    float bounded = x < -87 ? -87 : x > 88 ? 88 : x;
    float shifted = bounded * 1.442695041f + ROUNDING;
    float power = shifted - ROUNDING; // a whole number, which is also in the low bits of the sum
    float left = bounded - power * 0.693359375f + power * 2.12194440e-4f;
    float sum = 1.9875691500e-4f;
    sum = sum * left + 1.3981999507e-3f;
    sum = sum * left + 8.3334519073e-3f;
    sum = sum * left + 4.1665795894e-2f;
    sum = sum * left + 1.6666665459e-1f;
    sum = sum * left + 5.0000001201e-1f;
    float result = sum * left * left + left + 1;
    return result * Float.intBitsToFloat((Float.floatToRawIntBits(shifted) + 127) << 23);
  }
}
