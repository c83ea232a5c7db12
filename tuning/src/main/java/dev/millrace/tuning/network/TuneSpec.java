package dev.millrace.tuning.network;

import dev.millrace.tuning.sampler.SamplerSpec;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a network is tuned.
 *
 * @param sampler how the next configuration is chosen
 * @param trials how many are tried at most, at least 1
 * @param folds of the cross-validation that judges each, at least 2
 * @param objective what they are judged by
 * @param pruner which of them are ended early
 * @param time after which no trial begins any more; null for no limit
 * @param patience trials without a better one after which the search ends, at least 1; null for no
 *     limit
 * @param parallel trials at a time, at least 1; null for as many as there are processors for their
 *     threads
 * @param refit what the best configuration is fitted to
 * @param ensemble how many of the best are averaged, at least 1
 * @param space what is searched; its own configuration, or the nearest to it, is the first trial
 */
public record TuneSpec(
    SamplerSpec sampler,
    int trials,
    int folds,
    Goal objective,
    Pruning pruner,
    @Nullable Duration time,
    @Nullable Integer patience,
    @Nullable Integer parallel,
    Refit refit,
    int ensemble,
    NetworkSpace space) {
  private static final int TRIALS = 30;
  private static final int FOLDS = 5;

  public TuneSpec {
    require(trials >= 1, "trials must be at least 1, not ", trials);
    require(folds >= 2, "folds must be at least 2, not ", folds);
    require(ensemble >= 1, "an ensemble has at least 1 member, not ", ensemble);
    require(patience == null || patience >= 1, "patience must be at least 1, not ", patience);
    require(parallel == null || parallel >= 1, "at least 1 trial at a time, not ", parallel);
  }

  /** What a recipe gets that says nothing, around its own configuration. */
  public static TuneSpec standard(Configuration own) {
    return new TuneSpec(
        SamplerSpec.Tpe.defaults(),
        TRIALS,
        FOLDS,
        Goal.ROC_AUC,
        Pruning.MEDIAN,
        null,
        null,
        null,
        Refit.TRAINING,
        1,
        StandardSpace.around(own));
  }

  /** The same with other limits; null leaves one as it is. */
  public TuneSpec within(@Nullable Integer otherTrials, @Nullable Duration otherTime) {
    return new TuneSpec(
        sampler,
        otherTrials == null ? trials : otherTrials,
        folds,
        objective,
        pruner,
        otherTime == null ? time : otherTime,
        patience,
        parallel,
        refit,
        ensemble,
        space);
  }

  /**
   * Trials at a time on this machine.
   *
   * @param threads that each of them computes with
   */
  public int atATime(int threads) {
    return parallel == null
        ? Math.max(1, Runtime.getRuntime().availableProcessors() / threads)
        : parallel;
  }

  private static void require(boolean kept, String rule, @Nullable Number value) {
    if (!kept) {
      throw new IllegalArgumentException(rule + value);
    }
  }
}
