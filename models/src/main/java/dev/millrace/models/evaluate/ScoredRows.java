package dev.millrace.models.evaluate;

import dev.millrace.scoring.Calibration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keys, labels and probabilities of rows, in the order of their source, with their cutoffs and true
 * probabilities where they have some. Immutable. Wrapped in {@link ValidationScores} or {@link
 * TestScores} wherever it matters which rows they are.
 */
public final class ScoredRows {
  private final RowFacts facts;
  private final double[] probabilities;

  /**
   * Rows without a time.
   *
   * @param positive by row
   * @param probabilities by row, each in [0, 1]
   * @throws IllegalArgumentException where lengths differ or a value is no probability
   */
  public ScoredRows(List<String> keys, boolean[] positive, double[] probabilities) {
    this(new RowFacts(List.copyOf(keys), positive.clone(), null, null), probabilities.clone());
    check(facts, probabilities);
  }

  /** Takes the facts and the array as they are; for those who made them. */
  private ScoredRows(RowFacts facts, double[] probabilities) {
    this.facts = facts;
    this.probabilities = probabilities;
  }

  /** Of facts that models share, and an array that is the rows' own from now on. */
  static ScoredRows of(RowFacts facts, double[] probabilities) {
    check(facts, probabilities);
    return new ScoredRows(facts, probabilities);
  }

  public int size() {
    return probabilities.length;
  }

  public String key(int row) {
    return facts.keys().get(row);
  }

  public boolean isPositive(int row) {
    return facts.positive()[row];
  }

  /** In [0, 1]. */
  public double probability(int row) {
    return probabilities[row];
  }

  /** Whether rows are of a time. */
  public boolean hasCutoffs() {
    return facts.cutoffs() != null;
  }

  /**
   * The cutoff of a row.
   *
   * @throws IllegalStateException where rows have no time
   */
  public Instant cutoff(int row) {
    List<Instant> cutoffs = facts.cutoffs();
    if (cutoffs == null) {
      throw new IllegalStateException("these rows have no time");
    }
    return cutoffs.get(row);
  }

  /** The true probabilities, not to be changed; null where they are not known. */
  double @Nullable [] truths() {
    return facts.truths();
  }

  /** The labels, not to be changed. */
  boolean[] labels() {
    return facts.positive();
  }

  /** How many rows are positive. */
  public int positives() {
    int count = 0;
    for (boolean p : facts.positive()) {
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

  /** The same rows with calibrated probabilities. */
  ScoredRows calibrated(Calibration calibration) {
    double[] calibrated = new double[probabilities.length];
    for (int i = 0; i < calibrated.length; i++) {
      calibrated[i] = Math.min(1, Math.max(0, calibration.apply(probabilities[i])));
    }
    return new ScoredRows(facts, calibrated);
  }

  /** A copy of the probabilities, for who sorts them. */
  double[] probabilities() {
    return probabilities.clone();
  }

  /** Only the rows at these positions, in that order. */
  ScoredRows select(int[] rows) {
    double[] scores = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      scores[i] = probabilities[rows[i]];
    }
    return new ScoredRows(facts.select(rows), scores);
  }

  private static void check(RowFacts facts, double[] probabilities) {
    int keys = facts.keys().size();
    int labels = facts.positive().length;
    if (keys != labels || labels != probabilities.length) {
      throw new IllegalArgumentException(
          "expected as many keys and labels as probabilities, but there are %d, %d and %d"
              .formatted(keys, labels, probabilities.length));
    }
    for (int i = 0; i < probabilities.length; i++) {
      if (!(probabilities[i] >= 0 && probabilities[i] <= 1)) {
        throw new IllegalArgumentException(
            "row '%s': expected a probability in [0, 1], not %s"
                .formatted(facts.keys().get(i), probabilities[i]));
      }
    }
  }
}
