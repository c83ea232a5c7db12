package dev.millrace.models.evaluate;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.models.evaluate.EvaluateSpec.DecisionSpec;
import dev.millrace.models.evaluate.EvaluateSpec.ThresholdRule;
import dev.millrace.models.evaluate.Evaluation.ChosenThreshold;
import dev.millrace.models.evaluate.Evaluation.Confusion;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the probability from which a row counts as positive, on calibrated validation rows.
 *
 * <p>The threshold lies midway between the last accepted and the first refused probability, so that
 * rounding in another runtime moves no validation row across it. A precision that no threshold
 * reaches is not an error, since the model may still rank well (a gate can demand it): the
 * threshold of the highest precision is taken and a note says so.
 */
final class ThresholdChooser {
  /** Nobody reaches it but a row of certainty. */
  private static final double NOBODY = 1;

  private final Tally tally;

  ThresholdChooser(ValidationScores calibrated) {
    this.tally = Levels.of(calibrated.rows()).tally();
  }

  /**
   * @param decision needed by {@link ThresholdRule.ByDecision}
   * @throws MillraceException {@code RECIPE_INVALID} where the rule needs a decision and there is
   *     none
   */
  ChosenThreshold choose(ThresholdRule rule, @Nullable DecisionSpec decision) {
    if (rule instanceof ThresholdRule.AtRecall at) {
      return atRecall(at.recall());
    }
    if (rule instanceof ThresholdRule.AtPrecision at) {
      return atPrecision(at.precision());
    }
    if (rule instanceof ThresholdRule.ByDecision) {
      return byDecision(required(decision));
    }
    return bestF1();
  }

  /**
   * Checks that a rule has what it needs.
   *
   * @throws MillraceException {@code RECIPE_INVALID} as {@link #choose}
   */
  static void check(ThresholdRule rule, @Nullable DecisionSpec decision) {
    if (rule instanceof ThresholdRule.ByDecision) {
      required(decision);
    }
  }

  /** The threshold of the largest profit; ties within the last place are shared by chance. */
  ChosenThreshold byDecision(DecisionSpec decision) {
    String rule = "largest profit of the decision within its capacity";
    long capacity = Profit.capacity(tally, decision);
    double most = 0;
    int best = -1;
    long accepted = 0;
    for (int level = 0; level < tally.size() && accepted < capacity; level++) {
      accepted += tally.rows(level);
      double profit = Profit.ofContacting(tally, Math.min(accepted, capacity), decision);
      if (profit > most) {
        most = profit;
        best = level;
      }
    }
    if (best < 0) {
      return new ChosenThreshold(
          NOBODY, rule, "Contacting validation rows never pays; so nobody is contacted.");
    }
    return new ChosenThreshold(below(best), rule, null);
  }

  private ChosenThreshold bestF1() {
    double most = -1;
    int best = 0;
    Sweep sweep = new Sweep();
    while (sweep.next()) {
      double f1 = sweep.confusion().f1();
      if (f1 > most) {
        most = f1;
        best = sweep.level;
      }
    }
    return new ChosenThreshold(below(best), "largest F1", null);
  }

  private ChosenThreshold atRecall(double recall) {
    Sweep sweep = new Sweep();
    while (sweep.next() && sweep.confusion().recall() < recall) {}
    return new ChosenThreshold(
        below(sweep.level), "highest with recall of at least " + percent(recall), null);
  }

  private ChosenThreshold atPrecision(double precision) {
    String rule = "lowest with precision of at least " + percent(precision);
    int lowest = -1;
    int mostPrecise = 0;
    double most = -1;
    Sweep sweep = new Sweep();
    while (sweep.next()) {
      double here = sweep.confusion().precision();
      if (here >= precision) {
        lowest = sweep.level;
      }
      if (here >= most) {
        most = here;
        mostPrecise = sweep.level;
      }
    }
    if (lowest < 0) {
      return new ChosenThreshold(
          below(mostPrecise),
          rule,
          "No threshold reaches it on validation rows; this one has the highest precision, "
              + percent(most)
              + ".");
    }
    return new ChosenThreshold(below(lowest), rule, null);
  }

  /** A threshold that accepts a level and nothing under it. */
  private double below(int level) {
    double accepted = tally.probability(level);
    double refused = level + 1 < tally.size() ? tally.probability(level + 1) : 0;
    double middle = (accepted + refused) / 2;
    return middle > refused ? middle : accepted;
  }

  private static DecisionSpec required(@Nullable DecisionSpec decision) {
    if (decision == null) {
      throw new MillraceException(
          ErrorCode.RECIPE_INVALID,
          "evaluate.threshold is 'decision', but there is no evaluate.decision.",
          "Add evaluate.decision with value_of_a_save, contact_cost and capacity, or choose"
              + " 'threshold: f1'.");
    }
    return decision;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }

  /** Lowers the threshold level by level and counts along. */
  private final class Sweep {
    private int level = -1;
    private long right;
    private long wrong;

    boolean next() {
      if (level + 1 >= tally.size()) {
        return false;
      }
      level++;
      right += tally.positives(level);
      wrong += tally.negatives(level);
      return true;
    }

    Confusion confusion() {
      return new Confusion(right, wrong, tally.negatives() - wrong, tally.positives() - right);
    }
  }
}
