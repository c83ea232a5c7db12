package dev.millrace.models.evaluate;

import dev.millrace.contract.support.Seeds;
import dev.millrace.scoring.Calibration;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Measures a calibration on rows it was not fitted on: five parts with the same share of positives,
 * drawn by a seed.
 *
 * @param part of each row, from 0
 */
record CrossValidation(int[] part, int parts) {
  private static final int MOST_PARTS = 5;

  /** Whether every part leaves rows of both classes to fit on. */
  static boolean isPossible(ScoredRows rows) {
    return smallerClass(rows) >= 2;
  }

  static CrossValidation of(ScoredRows rows, Seeds seeds) {
    int parts = Math.max(1, Math.min(MOST_PARTS, smallerClass(rows)));
    int[] part = new int[rows.size()];
    SplittableRandom random = seeds.derive("calibration folds").random();
    deal(rows, true, parts, part, random);
    deal(rows, false, parts, part, random);
    return new CrossValidation(part, parts);
  }

  /** The log-loss of each row under the calibration fitted on the other parts. */
  double[] losses(ScoredRows rows, CalibrationMethod method) {
    double[] losses = new double[rows.size()];
    for (int fold = 0; fold < parts; fold++) {
      int held = fold;
      int[] others = IntStream.range(0, part.length).filter(i -> part[i] != held).toArray();
      Calibration calibration =
          others.length == 0 ? new Calibration.None() : method.fit(rows.select(others));
      for (int row = 0; row < part.length; row++) {
        if (part[row] == held) {
          losses[row] =
              LogLoss.ofRow(calibration.apply(rows.probability(row)), rows.isPositive(row));
        }
      }
    }
    return losses;
  }

  private static int smallerClass(ScoredRows rows) {
    int positives = rows.positives();
    return Math.min(positives, rows.size() - positives);
  }

  /** Deals the rows of a class out like cards, after a shuffle. */
  private static void deal(
      ScoredRows rows, boolean positive, int parts, int[] part, SplittableRandom random) {
    int[] members =
        IntStream.range(0, rows.size()).filter(i -> rows.isPositive(i) == positive).toArray();
    Shuffle.inPlace(members, random);
    for (int i = 0; i < members.length; i++) {
      part[members[i]] = i % parts;
    }
  }
}
