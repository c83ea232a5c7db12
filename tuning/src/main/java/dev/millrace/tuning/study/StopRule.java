package dev.millrace.tuning.study;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a search ends.
 *
 * @param trials how many are made at most, at least 1; those that repeat a point are not counted
 * @param time after which no trial begins any more, counted from each start of a study that is gone
 *     on with; null for no limit
 * @param withoutImprovement how many trials may end one after another without a new best one, at
 *     least 1; null for any number
 */
public record StopRule(int trials, @Nullable Duration time, @Nullable Integer withoutImprovement) {
  public StopRule {
    if (trials < 1 || (withoutImprovement != null && withoutImprovement < 1)) {
      throw new IllegalArgumentException("a study has at least 1 trial: " + trials);
    }
  }

  /** After so many trials. */
  public static StopRule after(int trials) {
    return new StopRule(trials, null, null);
  }
}
