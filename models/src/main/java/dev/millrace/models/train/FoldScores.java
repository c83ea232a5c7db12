package dev.millrace.models.train;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How well a way of training does in cross-validation.
 *
 * @param network its name
 * @param folds in their order
 */
public record FoldScores(String network, List<Fold> folds, Mean rocAuc, Mean logLoss) {
  public FoldScores {
    folds = List.copyOf(folds);
  }

  /** The scores of folds, at least 2, with their means. */
  static FoldScores of(String network, List<Fold> folds) {
    return new FoldScores(
        network, folds, Mean.of(folds, Fold::rocAuc), Mean.of(folds, Fold::logLoss));
  }

  /**
   * One fold.
   *
   * @param fold its number, from 1
   * @param bestEpoch chosen on the fold's validation rows, which makes its scores a little too good
   * @param rocAuc of validation rows at that epoch
   * @param logLoss of validation rows at that epoch, not calibrated
   */
  public record Fold(
      int fold,
      long trainingRows,
      long validationRows,
      int bestEpoch,
      double rocAuc,
      double logLoss) {}

  /**
   * A mean over folds, each counting the same.
   *
   * @param standardError deviation over the root of the number of folds; too small by as much as
   *     folds share training rows (Bengio and Grandvalet 2004)
   */
  public record Mean(double mean, double standardError) {
    static Mean of(List<Fold> folds, ToDoubleFunction<Fold> score) {
      return of(folds.stream().mapToDouble(score).toArray());
    }

    /** Of one value for each fold; the standard error of a single one is NaN. */
    public static Mean of(double... scores) {
      double mean = Arrays.stream(scores).average().orElse(Double.NaN);
      double squares = Arrays.stream(scores).map(s -> (s - mean) * (s - mean)).sum();
      return new Mean(mean, Math.sqrt(squares / (scores.length - 1) / scores.length));
    }
  }
}
