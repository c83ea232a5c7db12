package dev.millrace.serving.config;

/**
 * A second model beside the first.
 *
 * @param model a folder or a registry address
 * @param share of the rows that it answers or scores, above 0 and at most 1
 */
public record Challenger(String model, double share, Mode mode) {
  static final double DEFAULT_SHARE = 0.1;
  static final Mode DEFAULT_MODE = Mode.SPLIT;

  /** What the challenger does with its share. */
  public enum Mode {
    /** It answers. */
    SPLIT,
    /** It scores, and the first model answers. */
    SHADOW
  }
}
