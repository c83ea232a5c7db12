package dev.millrace.serving.model;

import java.time.Instant;

/**
 * An attempt to change the model.
 *
 * @param version that was swapped in, refused, or went back to
 * @param reason why it was refused, every reason on a line of its own, without paths; after a
 *     rollback what it replaced; else empty
 */
public record SwapEvent(Instant at, Outcome outcome, String version, String reason) {

  /** How it ended. */
  public enum Outcome {
    SWAPPED("swapped"),
    REFUSED("refused"),
    ROLLED_BACK("rolled_back");

    private final String label;

    Outcome(String label) {
      this.label = label;
    }

    /** As status and metrics spell it. */
    public String label() {
      return label;
    }
  }

  static SwapEvent now(Outcome outcome, String version, String reason) {
    return new SwapEvent(Instant.now(), outcome, version, reason);
  }
}
