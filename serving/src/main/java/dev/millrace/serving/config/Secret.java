package dev.millrace.serving.config;

/** A text that is never shown. */
public record Secret(String value) {
  static final String MASK = "***";

  @Override
  public String toString() {
    return MASK;
  }
}
