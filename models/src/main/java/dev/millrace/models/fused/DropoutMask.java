package dev.millrace.models.fused;

import java.util.Arrays;

/**
 * Inverted dropout: factors that are 0 for dropped values and 1 / (share kept) for the others.
 * Random numbers are SplitMix64's (Steele, Lea and Flood 2014), four 16-bit ones from each word:
 * the share kept is met to 1/65536, and the factor makes up for the rounding. Not thread-safe.
 */
final class DropoutMask {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;
  private static final int LANES = 1 << 16;
  private static final int LANE_BITS = 16;

  private final int kept;
  private final float[] factors;
  private final float[] mask;
  private long state;

  /**
   * @param retained share kept, in (0, 1]
   * @param size values to drop from
   */
  DropoutMask(double retained, int size, long seed) {
    kept = (int) Math.max(1, Math.round(retained * LANES));
    factors = new float[] {0, (float) LANES / kept};
    mask = new float[size];
    Arrays.fill(mask, 1);
    state = seed;
  }

  int size() {
    return mask.length;
  }

  /** Draws a new mask; nothing happens where all is kept. */
  void draw() {
    if (kept == LANES) {
      return;
    }
    long bits = 0;
    for (int i = 0; i < mask.length; i++) {
      bits = (i & 3) == 0 ? nextWord() : bits >>> LANE_BITS;
      // no branch: random branches cost more than all of this
      mask[i] = factors[((int) (bits & (LANES - 1)) - kept) >>> 31];
    }
  }

  void applyTo(float[] values) {
    if (kept == LANES) {
      return;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] *= mask[i];
    }
  }

  private long nextWord() {
    state += GOLDEN;
    long z = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
