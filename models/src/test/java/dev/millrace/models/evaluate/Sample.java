package dev.millrace.models.evaluate;

import dev.millrace.contract.support.Seeds;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Scored rows for tests. {@link #A} and {@link #B} are two models' scores of the same 60 rows; what
 * the tests expect of them was computed once with scikit-learn 1.9.1, SciPy 1.17.1 and NumPy, in
 * Python, with {@code y}, {@code a} and {@code b} as below:
 *
 * <pre>
 * roc_auc_score(y, a); average_precision_score(y, a); log_loss(y, a); brier_score_loss(y, a)
 * p = a >= .4; precision_score(y, p); recall_score(y, p); f1_score(y, p); accuracy_score(y, p)
 * _SigmoidCalibration().fit(np.log(a / (1 - a)), y)
 * IsotonicRegression().fit(a, y).predict(a)
 * </pre>
 */
final class Sample {
  static final boolean[] Y = labels("000110100011100000001101100000011101010110000010000010110000");

  static final double[] A = {
    .14, .32, .17, .66, .28, .16, .57, .52, .59, .07, .39, .78, .13, .17, .25, .62, .46, .20, .19,
    .21, .91, .50, .20, .72, .59, .23, .09, .27, .18, .60, .45, .62, .79, .52, .57, .62, .43, .26,
    .36, .18, .13, .20, .11, .31, .84, .12, .44, .32, .40, .23, .22, .46, .75, .10, .60, .63, .09,
    .33, .12, .54
  };

  static final double[] B = {
    .32, .29, .15, .42, .07, .09, .56, .03, .50, .04, .67, .23, .68, .30, .05, .62, .67, .25, .21,
    .23, .20, .75, .16, .44, .24, .15, .07, .62, .23, .54, .27, .26, .36, .29, .27, .34, .20, .14,
    .12, .86, .27, .09, .36, .67, .06, .22, .28, .04, .47, .26, .29, .13, .59, .16, .41, .18, .08,
    .65, .17, .34
  };

  private Sample() {}

  static ScoredRows rows(double[] probabilities, boolean[] positive) {
    List<String> keys = IntStream.range(0, positive.length).mapToObj(i -> "k" + i).toList();
    return new ScoredRows(keys, positive, probabilities);
  }

  static ScoredRows a() {
    return rows(A, Y);
  }

  static ScoredRows b() {
    return rows(B, Y);
  }

  static Tally tally(ScoredRows rows) {
    return Levels.of(rows).tally();
  }

  /**
   * Rows whose probability is drawn uniformly and whose label follows it after a distortion: the
   * true log-odds are {@code slope * logit(p) + intercept}.
   */
  static ScoredRows drawn(int size, double slope, double intercept, long seed) {
    SplittableRandom random = new Seeds(seed).random();
    double[] probabilities = new double[size];
    boolean[] positive = new boolean[size];
    for (int i = 0; i < size; i++) {
      probabilities[i] = 0.02 + 0.96 * random.nextDouble();
      double truth = Logit.inverse(slope * Logit.of(probabilities[i]) + intercept);
      positive[i] = random.nextDouble() < truth;
    }
    positive[0] = true;
    positive[1] = false;
    return rows(probabilities, positive);
  }

  /** Few distinct probabilities, so that ties are frequent; both classes have rows. */
  static ScoredRows tied(int size, int values, long seed) {
    SplittableRandom random = new Seeds(seed).random();
    double[] probabilities = new double[size];
    boolean[] positive = new boolean[size];
    for (int i = 0; i < size; i++) {
      probabilities[i] = (1 + random.nextInt(values)) / (values + 1.0);
      positive[i] = random.nextDouble() < 0.2 + 0.5 * probabilities[i];
    }
    positive[0] = true;
    positive[1] = false;
    return rows(probabilities, positive);
  }

  static ScoredRows flipped(ScoredRows rows) {
    double[] probabilities = new double[rows.size()];
    boolean[] positive = new boolean[rows.size()];
    for (int i = 0; i < positive.length; i++) {
      probabilities[i] = 1 - rows.probability(i);
      positive[i] = !rows.isPositive(i);
    }
    return rows(probabilities, positive);
  }

  private static boolean[] labels(String digits) {
    boolean[] labels = new boolean[digits.length()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = digits.charAt(i) == '1';
    }
    return labels;
  }
}
