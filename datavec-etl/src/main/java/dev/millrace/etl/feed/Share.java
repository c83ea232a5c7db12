package dev.millrace.etl.feed;

/** Shares of a split, and what they mean in whole rows. */
final class Share {
  private Share() {}

  static void check(double validation, double test) {
    if (!(validation > 0 && test > 0 && validation + test < 1)) {
      throw new IllegalArgumentException(
          "expected shares above 0 and together under 1, but validation is "
              + validation
              + " and test is "
              + test);
    }
  }

  /**
   * Divides rows by largest remainder: every part gets its whole share, and the rows that are left
   * go to the parts that lost most by rounding down; equal losses go to the earlier part.
   *
   * @return rows of the training, validation and test part
   */
  static long[] rows(long rows, double validation, double test) {
    double[] shares = {1 - validation - test, validation, test};
    long[] parts = new long[shares.length];
    double[] lost = new double[shares.length];
    long left = rows;
    for (int i = 0; i < parts.length; i++) {
      parts[i] = (long) Math.floor(rows * shares[i] + 1e-9); // 0.2 * 35 is a bit less than 7
      lost[i] = rows * shares[i] - parts[i];
      left -= parts[i];
    }
    for (; left > 0; left--) {
      int most = 0;
      for (int i = 1; i < lost.length; i++) {
        most = lost[i] > lost[most] + 1e-9 ? i : most;
      }
      parts[most]++;
      lost[most]--;
    }
    return parts;
  }
}
