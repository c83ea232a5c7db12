package dev.millrace.models.fused;

import java.util.Optional;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/**
 * Activation functions with their slopes, as loops without branches that the compiler turns into
 * SIMD code. Each computes what the DL4J class of its name computes with its default arguments.
 */
enum Kernel {
  RELU(new ActivationReLU()) {
    @Override
    void apply(float[] z, float[] slope) {
      for (int i = 0; i < z.length; i++) {
        float h = Math.max(z[i], 0);
        slope[i] = step(h);
        z[i] = h;
      }
    }
  },
  LEAKY_RELU(new ActivationLReLU()) {
    @Override
    void apply(float[] z, float[] slope) {
      for (int i = 0; i < z.length; i++) {
        float x = z[i];
        slope[i] = LEAK + (1 - LEAK) * step(Math.max(x, 0));
        z[i] = Math.max(x, LEAK * x);
      }
    }
  },
  ELU(new ActivationELU()) {
    @Override
    void apply(float[] z, float[] slope) {
      for (int i = 0; i < z.length; i++) {
        float e = Tanh.expm1OfNegative(z[i]);
        slope[i] = e + 1;
        z[i] = Math.max(z[i], 0) + e;
      }
    }
  },
  SELU(new ActivationSELU()) {
    @Override
    void apply(float[] z, float[] slope) {
      for (int i = 0; i < z.length; i++) {
        float e = Tanh.expm1OfNegative(z[i]);
        float h = Math.max(z[i], 0);
        slope[i] = SELU_SCALE * (SELU_ALPHA * (e + 1) + (1 - SELU_ALPHA) * step(h));
        z[i] = SELU_SCALE * (h + SELU_ALPHA * e);
      }
    }
  },
  GELU(new ActivationGELU()) {
    @Override
    void apply(float[] z, float[] slope) {
      for (int i = 0; i < z.length; i++) {
        float s = Tanh.sigmoid(GELU_SCALE * z[i]);
        float h = z[i] * s;
        slope[i] = s + GELU_SCALE * h * (1 - s);
        z[i] = h;
      }
    }
  },
  SWISH(new ActivationSwish()) {
    @Override
    void apply(float[] z, float[] slope) {
      for (int i = 0; i < z.length; i++) {
        float s = Tanh.sigmoid(z[i]);
        float h = z[i] * s;
        slope[i] = s + h * (1 - s);
        z[i] = h;
      }
    }
  },
  MISH(new ActivationMish()) {
    @Override
    void apply(float[] z, float[] slope) {
      for (int i = 0; i < z.length; i++) {
        float x = z[i];
        float t = Tanh.of(0.5f * Math.min(x, MISH_FLAT));
        float exp = (1 + t) / (1 - t);
        float n = exp * (exp + 2);
        float tanhSoftplus = n / (n + 2);
        slope[i] = tanhSoftplus + x * (1 - tanhSoftplus * tanhSoftplus) * 0.5f * (1 + t);
        z[i] = x * tanhSoftplus;
      }
    }
  },
  TANH(new ActivationTanH()) {
    @Override
    void apply(float[] z, float[] slope) {
      for (int i = 0; i < z.length; i++) {
        float h = Tanh.of(z[i]);
        slope[i] = 1 - h * h;
        z[i] = h;
      }
    }
  };

  private static final float LEAK = (float) ActivationLReLU.DEFAULT_ALPHA;
  private static final float SELU_ALPHA = 1.6732632423543772f;
  private static final float SELU_SCALE = 1.0507009873554805f;
  private static final float GELU_SCALE = 1.702f;

  /** Where mish is the identity in float. */
  private static final float MISH_FLAT = 9;

  private final IActivation activation;

  Kernel(IActivation activation) {
    this.activation = activation;
  }

  /** The kernel of a DL4J activation; empty where there is none for it or its arguments. */
  static Optional<Kernel> of(IActivation activation) {
    for (Kernel kernel : values()) {
      if (kernel.activation.equals(activation)) {
        return Optional.of(kernel);
      }
    }
    return Optional.empty();
  }

  /**
   * @param z sums in, activations out
   * @param slope derivatives out, as long as {@code z}
   */
  abstract void apply(float[] z, float[] slope);

  /** 1 above 0, else 0, without a branch; {@code h} is not negative. */
  private static float step(float h) {
    return Math.min(1, h * Float.MAX_VALUE);
  }
}
