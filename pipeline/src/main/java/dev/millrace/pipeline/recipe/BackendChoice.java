package dev.millrace.pipeline.recipe;

/** The compute backend that a recipe asks for. */
public enum BackendChoice {
  /** A GPU where one can be used, else the CPU. */
  AUTO,
  CPU,
  CUDA
}
