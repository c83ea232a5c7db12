package dev.millrace.serving.model;

/**
 * What a row costs, measured at warm-up on this machine.
 *
 * @param microsPerRow of a row scored alone
 * @param microsPerRowInBlock of each of {@value #BLOCK} rows scored together
 */
public record ScoringCost(double microsPerRow, double microsPerRowInBlock) {
  /** Rows of the block that was measured. */
  public static final int BLOCK = 64;
}
