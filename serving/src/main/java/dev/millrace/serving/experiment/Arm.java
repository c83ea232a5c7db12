package dev.millrace.serving.experiment;

/** Whose answer a row gets. */
public enum Arm {
  CHAMPION,
  CHALLENGER
}
