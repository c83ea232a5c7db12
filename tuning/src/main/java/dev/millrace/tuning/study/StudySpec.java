package dev.millrace.tuning.study;

import dev.millrace.contract.support.Hashes;
import dev.millrace.tuning.pruner.Pruner;
import dev.millrace.tuning.sampler.SamplerSpec;
import dev.millrace.tuning.space.Point;
import dev.millrace.tuning.space.SearchSpace;
import dev.millrace.tuning.trial.Direction;
import java.util.List;

/**
 * A search.
 *
 * @param name of the study, for people and for Optuna's tools
 * @param subject a text that differs wherever the same point could have another value or another
 *     end: data, objective, folds, pruner
 * @param first points that are tried before the sampler is asked
 * @param parallelism trials at a time, at least 1
 * @param seed of the sampler
 */
public record StudySpec(
    String name,
    String subject,
    SearchSpace space,
    List<Point> first,
    SamplerSpec sampler,
    Pruner pruner,
    Direction direction,
    StopRule stop,
    int parallelism,
    long seed) {
  public StudySpec {
    first = List.copyOf(first);
    if (parallelism < 1) {
      throw new IllegalArgumentException("at least 1 trial at a time, not " + parallelism);
    }
  }

  /** Equal where one study may go on with the trials of another. */
  String digest() {
    return Hashes.sha256(
        String.join(
            "\n", subject, space + "", first + "", sampler + "", direction + "", seed + ""));
  }
}
