package dev.millrace.tuning.study;

import dev.millrace.tuning.pruner.Pruner;
import dev.millrace.tuning.pruner.Pruners;
import dev.millrace.tuning.sampler.SamplerSpec;
import dev.millrace.tuning.space.Condition;
import dev.millrace.tuning.space.Dimension;
import dev.millrace.tuning.space.Parameter;
import dev.millrace.tuning.space.Point;
import dev.millrace.tuning.space.SearchSpace;
import dev.millrace.tuning.trial.Direction;
import dev.millrace.tuning.trial.Trial;
import java.nio.file.Path;
import java.util.List;

/** Studies of a function that anybody can compute. */
final class Studies {
  static final SearchSpace SPACE =
      new SearchSpace(
          List.of(
              Dimension.of(new Parameter.Whole("depth", 1, 2, 1, false)),
              Dimension.of(new Parameter.Whole("width-1", 4, 64, 1, true)),
              new Dimension(
                  new Parameter.Whole("width-2", 4, 64, 1, true),
                  List.of(new Condition.AtLeast("depth", 2))),
              Dimension.of(new Parameter.Real("rate", 1e-3, 1, true)),
              Dimension.of(new Parameter.Choice("kind", List.of("a", "b", true)))));

  /** Two folds of three steps; higher for rates near 0.03. */
  static final Objective OBJECTIVE =
      (point, report) -> {
        double rate = (double) point.values().get("rate");
        double value = 1 - Math.abs(Math.log10(rate / 0.03)) / 3;
        for (int fold = 0; fold < 2; fold++) {
          for (int step = 1; step <= 3; step++) {
            if (!report.step(fold * 3 + step, value * (0.7 + 0.1 * step))) {
              return new Objective.Score(value, 0);
            }
          }
          if (!report.fold(value + fold * 0.01)) {
            return new Objective.Score(value, 0);
          }
        }
        return new Objective.Score(value + 0.005, 0.005);
      };

  private Studies() {}

  static StudySpec spec(int trials) {
    return seeded(7, trials);
  }

  static StudySpec seeded(long seed, int trials) {
    return of(SPACE, SamplerSpec.Tpe.defaults(), StopRule.after(trials), 1, seed);
  }

  static StudySpec stopping(StopRule rule) {
    return of(SPACE, SamplerSpec.Tpe.defaults(), rule, 1, 7);
  }

  static StudySpec tiny(SamplerSpec sampler, int parallelism) {
    SearchSpace four =
        new SearchSpace(List.of(Dimension.of(new Parameter.Whole("n", 1, 4, 1, false))));
    return of(four, sampler, StopRule.after(500), parallelism, 7);
  }

  static StudySpec parallel(StudySpec s, int parallelism) {
    return of(s.space(), s.sampler(), s.stop(), parallelism, s.seed());
  }

  static StudySpec withFirst(StudySpec s, Point first) {
    return copy(s, List.of(first), s.pruner());
  }

  static StudySpec pruned(StudySpec s, Pruner pruner) {
    return copy(s, s.first(), pruner);
  }

  private static StudySpec copy(StudySpec s, List<Point> first, Pruner pruner) {
    return new StudySpec(
        s.name(),
        s.subject(),
        s.space(),
        first,
        s.sampler(),
        pruner,
        s.direction(),
        s.stop(),
        s.parallelism(),
        s.seed());
  }

  private static StudySpec of(
      SearchSpace space, SamplerSpec sampler, StopRule stop, int parallelism, long seed) {
    return new StudySpec(
        "example",
        "a function",
        space,
        List.of(),
        sampler,
        Pruners.none(),
        Direction.MAXIMIZE,
        stop,
        parallelism,
        seed);
  }

  static StudyResult run(StudySpec spec, Path file) {
    return Study.run(spec, file, OBJECTIVE, StudyListener.none());
  }

  /** The points of the trials that were not cut short. */
  static List<Point> points(StudyResult result) {
    return result.trials().stream()
        .filter(trial -> !trial.interrupted())
        .map(Trial::point)
        .toList();
  }
}
