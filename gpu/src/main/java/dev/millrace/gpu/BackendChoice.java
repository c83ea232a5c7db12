package dev.millrace.gpu;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which compute backend the recipe asks for. */
public enum BackendChoice {
  /** The one this build of Millrace has. */
  @JsonProperty("auto")
  AUTO,
  /** The processor. */
  @JsonProperty("cpu")
  CPU,
  /** An NVIDIA GPU; refused, with the reason, where it cannot work. */
  @JsonProperty("cuda")
  CUDA
}
