package dev.millrace.models.network;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Activation functions that DL4J trains and ONNX can express. */
public enum Nonlinearity {
  @JsonProperty("relu")
  RELU,
  @JsonProperty("leaky_relu")
  LEAKY_RELU,
  @JsonProperty("elu")
  ELU,
  @JsonProperty("selu")
  SELU,
  @JsonProperty("gelu")
  GELU,
  @JsonProperty("swish")
  SWISH,
  @JsonProperty("mish")
  MISH,
  @JsonProperty("tanh")
  TANH
}
