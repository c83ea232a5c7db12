package dev.millrace.serving.config;

/**
 * Whether rows of several requests are scored together.
 *
 * @param maxRows the most rows scored at once
 * @param inlineMicros a request that needs no more microseconds is scored where it was read
 */
public record Batching(Mode mode, int maxRows, int inlineMicros) {
  static final Batching DEFAULTS = new Batching(Mode.AUTO, 256, 50);

  /** When to batch. */
  public enum Mode {
    /** As measured: only where it helps. */
    AUTO,
    OFF,
    ON
  }
}
