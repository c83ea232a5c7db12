package dev.millrace.models.network;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;

/** Activation functions that DL4J trains and ONNX can express. */
public enum Nonlinearity {
  @JsonProperty("relu")
  RELU(Activation.RELU, WeightInit.RELU),
  /** Slope 0.01 below zero. */
  @JsonProperty("leaky_relu")
  LEAKY_RELU(Activation.LEAKYRELU, WeightInit.RELU),
  @JsonProperty("elu")
  ELU(Activation.ELU, WeightInit.RELU),
  @JsonProperty("selu")
  SELU(Activation.SELU, WeightInit.LECUN_NORMAL),
  /** The approximation {@code x * sigmoid(1.702 x)}. */
  @JsonProperty("gelu")
  GELU(Activation.GELU, WeightInit.RELU),
  @JsonProperty("swish")
  SWISH(Activation.SWISH, WeightInit.RELU),
  @JsonProperty("mish")
  MISH(Activation.MISH, WeightInit.RELU),
  @JsonProperty("tanh")
  TANH(Activation.TANH, WeightInit.XAVIER);

  private final Activation activation;
  private final WeightInit weightInit;

  Nonlinearity(Activation activation, WeightInit weightInit) {
    this.activation = activation;
    this.weightInit = weightInit;
  }

  /** The same function in DL4J. */
  public Activation activation() {
    return activation;
  }

  /** Keeps the variance of activations from layer to layer: He, LeCun or Glorot. */
  WeightInit weightInit() {
    return weightInit;
  }
}
