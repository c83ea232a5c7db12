package dev.millrace.pipeline.stage;

import dev.millrace.contract.support.Progress;
import dev.millrace.contract.support.Seeds;
import dev.millrace.tuning.network.TuneSpec;
import dev.millrace.tuning.pruner.Pruner;
import dev.millrace.tuning.pruner.Pruners;
import dev.millrace.tuning.study.Objective;
import dev.millrace.tuning.study.StopRule;
import dev.millrace.tuning.study.Study;
import dev.millrace.tuning.study.StudyListener;
import dev.millrace.tuning.study.StudySpec;
import dev.millrace.tuning.trial.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A recipe's {@code tune} as a study. */
final class StudyRun {
  /** As Optuna. */
  private static final int STARTUP_TRIALS = 5;

  /** What is worst in one fold is at times best over all. */
  private static final int WARM_UP_FOLDS = 2;

  private static final int REDUCTION = 4;
  private static final double P_VALUE = 0.1;

  /** The fewest that can be significant. */
  private static final int STARTUP_FOLDS = 4;

  private StudyRun() {}

  /**
   * All trials of the study, earlier ones of its journal included.
   *
   * @param subject differs wherever a configuration could have another value
   * @param listener is told of the trials beside the terminal
   */
  static List<Trial> trials(
      String recipe,
      String subject,
      TuneSpec spec,
      int threads,
      Path journal,
      Objective objective,
      Seeds seeds,
      StudyListener listener,
      Progress progress) {
    StudySpec study = study(recipe, subject, spec, threads, seeds);
    try (TuneProgress shown = new TuneProgress(spec, progress)) {
      return counted(
          Study.run(study, journal, objective, StudyListener.both(shown, listener)).trials(), spec);
    }
  }

  /** The trials of a study that is over, from its journal. */
  static List<Trial> kept(
      String recipe, String subject, TuneSpec spec, int threads, Path journal, Seeds seeds) {
    return counted(Study.trials(study(recipe, subject, spec, threads, seeds), journal), spec);
  }

  /** A study that was once asked for more trials than now has no more than are asked for now. */
  private static List<Trial> counted(List<Trial> trials, TuneSpec spec) {
    List<Trial> counted = new ArrayList<>();
    int trained = 0;
    for (Trial trial : trials) {
      trained += trial.interrupted() || trial.duplicate() ? 0 : 1;
      if (trained > spec.trials()) {
        break;
      }
      counted.add(trial);
    }
    return counted;
  }

  private static StudySpec study(
      String recipe, String subject, TuneSpec spec, int threads, Seeds seeds) {
    return new StudySpec(
        recipe,
        subject,
        spec.space().space(),
        List.of(spec.space().nearestToOwn()),
        spec.sampler(),
        pruner(spec),
        spec.objective().direction(),
        new StopRule(spec.trials(), spec.time(), spec.patience()),
        spec.atATime(threads),
        seeds.value());
  }

  /** Within a fold the slow learners would be ended, which may be the best at its end. */
  private static Pruner atEndsOf(int fold, Pruner pruner) {
    return (trial, others, direction) ->
        trial.steps().lastKey() % fold == 0 && pruner.prunes(trial, others, direction);
  }

  /** In steps of the objective, of which every fold has as many as there are epochs at most. */
  private static Pruner pruner(TuneSpec spec) {
    int fold = spec.space().mostEpochs();
    return switch (spec.pruner()) {
      case MEDIAN -> atEndsOf(fold, Pruners.median(STARTUP_TRIALS, WARM_UP_FOLDS * fold));
      case HALVING -> Pruners.halving(fold, REDUCTION);
      case WILCOXON -> Pruners.wilcoxon(P_VALUE, STARTUP_FOLDS);
      case NONE -> Pruners.none();
    };
  }
}
