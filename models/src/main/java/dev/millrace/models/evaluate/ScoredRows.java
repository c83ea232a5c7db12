package dev.millrace.models.evaluate;

import dev.millrace.scoring.Calibration;
import java.util.List;

/**
 * Keys, labels and probabilities of rows, in the order of their source. Immutable. Wrapped in
 * {@link ValidationScores} or {@link TestScores} wherever it matters which rows they are.
 */
public final class ScoredRows {
  private final List<String> keys;
  private final boolean[] positive;
  private final double[] probabilities;

  /**
   * @param positive by row
   * @param probabilities by row, each in [0, 1]
   * @throws IllegalArgumentException where lengths differ or a value is no probability
   */
  public ScoredRows(List<String> keys, boolean[] positive, double[] probabilities) {
    this(List.copyOf(keys), positive.clone(), probabilities.clone(), true);
  }

  /** Takes the arrays as they are; for those who made them. */
  private ScoredRows(
      List<String> keys, boolean[] positive, double[] probabilities, boolean checked) {
    if (checked) {
      check(keys, positive, probabilities);
    }
    this.keys = keys;
    this.positive = positive;
    this.probabilities = probabilities;
  }

  public int size() {
    return positive.length;
  }

  public String key(int row) {
    return keys.get(row);
  }

  public boolean isPositive(int row) {
    return positive[row];
  }

  /** In [0, 1]. */
  public double probability(int row) {
    return probabilities[row];
  }

  /** How many rows are positive. */
  public int positives() {
    int count = 0;
    for (boolean p : positive) {
      count += p ? 1 : 0;
    }
    return count;
  }

  /** NaN where there is no row. */
  double meanProbability() {
    double sum = 0;
    for (double p : probabilities) {
      sum += p;
    }
    return sum / probabilities.length;
  }

  /** The same rows with calibrated probabilities; keys and labels are shared. */
  ScoredRows calibrated(Calibration calibration) {
    double[] calibrated = new double[probabilities.length];
    for (int i = 0; i < calibrated.length; i++) {
      calibrated[i] = Math.min(1, Math.max(0, calibration.apply(probabilities[i])));
    }
    return new ScoredRows(keys, positive, calibrated, false);
  }

  /** A copy of the probabilities, for who sorts them. */
  double[] probabilities() {
    return probabilities.clone();
  }

  /** Only the rows at these positions, in that order. */
  ScoredRows select(int[] rows) {
    boolean[] labels = new boolean[rows.length];
    double[] scores = new double[rows.length];
    String[] names = new String[rows.length];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = positive[rows[i]];
      scores[i] = probabilities[rows[i]];
      names[i] = keys.get(rows[i]);
    }
    return new ScoredRows(List.of(names), labels, scores, false);
  }

  private static void check(List<String> keys, boolean[] positive, double[] probabilities) {
    if (keys.size() != positive.length || positive.length != probabilities.length) {
      throw new IllegalArgumentException(
          "expected as many keys and labels as probabilities, but there are %d, %d and %d"
              .formatted(keys.size(), positive.length, probabilities.length));
    }
    for (int i = 0; i < probabilities.length; i++) {
      if (!(probabilities[i] >= 0 && probabilities[i] <= 1)) {
        throw new IllegalArgumentException(
            "row '%s': expected a probability in [0, 1], not %s"
                .formatted(keys.get(i), probabilities[i]));
      }
    }
  }
}
