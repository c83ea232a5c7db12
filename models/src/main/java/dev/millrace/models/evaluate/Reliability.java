package dev.millrace.models.evaluate;

import dev.millrace.models.evaluate.Evaluation.CalibrationReport.Bin;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether probabilities mean what they say: rows in bins of about equal size by probability, and in
 * each the mean probability beside the share of positives. Equal probabilities share a bin.
 */
final class Reliability {
  private static final int BINS = 10;

  private Reliability() {}

  /** At most ten bins, lowest probabilities first, none empty, with Wilson intervals. */
  static List<Bin> bins(Tally tally, double confidence) {
    List<Bin> bins = new ArrayList<>(BINS);
    long seen = 0;
    long rows = 0;
    long positives = 0;
    double sum = 0;
    for (int level = tally.size() - 1; level >= 0; level--) {
      rows += tally.rows(level);
      positives += tally.positives(level);
      sum += tally.rows(level) * tally.probability(level);
      seen += tally.rows(level);
      if (rows > 0 && (level == 0 || seen * BINS >= tally.rows() * (bins.size() + 1))) {
        bins.add(bin(rows, positives, sum, confidence));
        rows = 0;
        positives = 0;
        sum = 0;
      }
    }
    return bins;
  }

  /**
   * Expected calibration error (Naeini et al. 2015): the mean over rows of the gap between mean
   * probability and share of positives of their bin. In [0, 1].
   */
  static double expectedError(List<Bin> bins) {
    double gaps = 0;
    long rows = 0;
    for (Bin bin : bins) {
      gaps += bin.rows() * Math.abs(bin.predicted() - bin.observed());
      rows += bin.rows();
    }
    return gaps / rows;
  }

  private static Bin bin(long rows, long positives, double sum, double confidence) {
    return new Bin(
        sum / rows,
        (double) positives / rows,
        WilsonInterval.of(positives, rows, confidence),
        rows);
  }
}
