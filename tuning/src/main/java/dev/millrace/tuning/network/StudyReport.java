package dev.millrace.tuning.network;

import dev.millrace.tuning.importance.Importance;
import dev.millrace.tuning.importance.ParameterImportance;
import dev.millrace.tuning.space.Dimension;
import dev.millrace.tuning.space.Parameter;
import dev.millrace.tuning.space.Point;
import dev.millrace.tuning.trial.Trial;
import dev.millrace.tuning.trial.TrialAttributes;
import dev.millrace.tuning.trial.TrialState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a search found, for people and files ({@code study.json}).
 *
 * @param sampler by name
 * @param pruner by name
 * @param folds of the cross-validation
 * @param parameters what was searched
 * @param trials by number, without those that were cut short by the end of their process
 * @param own number of the trial of the recipe's own configuration, or the nearest to it
 * @param best number of the trial that won, see {@link Winners}
 * @param members numbers of the trials that the model is made of, the best first
 * @param skipped numbers of trials that are better than a member, or would have been one, but
 *     encode otherwise or are the same configuration
 * @param importance share of each parameter in what makes values differ, in [0, 1], by name, the
 *     greatest first; empty where there were too few trials
 */
public record StudyReport(
    String sampler,
    String pruner,
    Goal objective,
    int folds,
    List<Axis> parameters,
    List<Tried> trials,
    int own,
    int best,
    List<Integer> members,
    List<Integer> skipped,
    List<ParameterImportance> importance) {
  public StudyReport {
    parameters = List.copyOf(parameters);
    trials = List.copyOf(trials);
    members = List.copyOf(members);
    skipped = List.copyOf(skipped);
    importance = List.copyOf(importance);
  }

  /**
   * A parameter as an axis.
   *
   * @param choices texts of a choice; empty for numbers, whose ends are then given
   */
  public record Axis(String name, double low, double high, boolean log, List<String> choices) {
    public Axis {
      choices = List.copyOf(choices);
    }

    static Axis of(Dimension dimension) {
      Parameter parameter = dimension.parameter();
      if (parameter instanceof Parameter.Real real) {
        return new Axis(real.name(), real.low(), real.high(), real.log(), List.of());
      }
      if (parameter instanceof Parameter.Whole whole) {
        return new Axis(whole.name(), whole.low(), whole.high(), whole.log(), List.of());
      }
      List<Object> values = ((Parameter.Choice) parameter).values();
      return new Axis(
          parameter.name(),
          0,
          values.size() - 1.0,
          false,
          values.stream().map(Object::toString).toList());
    }

    /** Where a value lies, in [0, 1]. */
    public double place(Object value) {
      if (!choices.isEmpty()) {
        return choices.size() == 1 ? 0.5 : choices.indexOf(text(value)) / (choices.size() - 1.0);
      }
      double number = ((Number) value).doubleValue();
      return log ? Math.log(number / low) / Math.log(high / low) : (number - low) / (high - low);
    }

    /** As among the choices: whole numbers may come back from a file as another type. */
    private static String text(Object value) {
      return value.toString();
    }
  }

  /**
   * A trial.
   *
   * @param state {@code complete}, {@code pruned}, {@code failed} or {@code running}
   * @param parameters Double, Long or Integer, or String, by name, in the order of the space
   * @param value the mean of the goal over folds; of a pruned one that of its last step; null where
   *     there is none
   * @param standardError of the mean; null where it is not known
   * @param foldValues of the folds that were finished
   * @param reason why it failed; null where it did not
   */
  public record Tried(
      int number,
      String state,
      Map<String, Object> parameters,
      @Nullable Double value,
      @Nullable Double standardError,
      List<Double> foldValues,
      double seconds,
      @Nullable String reason) {
    public Tried {
      parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
      foldValues = List.copyOf(foldValues);
    }

    static Tried of(Trial trial) {
      String error = trial.attributes().get(TrialAttributes.STANDARD_ERROR);
      Instant ended = trial.ended();
      return new Tried(
          trial.number(),
          trial.state().name().toLowerCase(Locale.ROOT),
          trial.point().values(),
          trial.value(),
          error == null ? null : finite(Double.parseDouble(error)),
          trial.folds(),
          ended == null ? 0 : Duration.between(trial.started(), ended).toMillis() / 1e3,
          trial.state() == TrialState.FAILED
              ? trial.attributes().get(TrialAttributes.REASON)
              : null);
    }

    private static @Nullable Double finite(double value) {
      return Double.isFinite(value) ? value : null;
    }

    /** Whether it came to its end. */
    public boolean complete() {
      return state.equals("complete");
    }
  }

  /** Of the trials of a finished search. */
  public static StudyReport of(
      TuneSpec spec, List<Trial> trials, Winners winners, Importance importance) {
    List<Trial> whole =
        trials.stream()
            .filter(trial -> !trial.attributes().containsKey(TrialAttributes.INTERRUPTED))
            .toList();
    return new StudyReport(
        spec.sampler().sampler(),
        spec.pruner().name().toLowerCase(Locale.ROOT),
        spec.objective(),
        spec.folds(),
        spec.space().space().dimensions().stream().map(Axis::of).toList(),
        whole.stream().map(Tried::of).toList(),
        own(whole, spec.space().nearestToOwn()),
        winners.members().get(0).number(),
        winners.members().stream().map(Trial::number).toList(),
        winners.skipped().stream().map(Trial::number).toList(),
        importance.parameters());
  }

  private static int own(List<Trial> trials, Point own) {
    return trials.stream()
        .filter(trial -> trial.point().equals(own))
        .findFirst()
        .orElseThrow()
        .number();
  }

  /** The trial of the recipe's own configuration, or the nearest to it. */
  public Tried ownTrial() {
    return trial(own);
  }

  /** The trial of that number. */
  public Tried trial(int number) {
    return trials.stream().filter(trial -> trial.number() == number).findFirst().orElseThrow();
  }

  /** The trial that won. */
  public Tried bestTrial() {
    return trial(best);
  }

  /** The trial with the best value; it is not the winner where it does not beat the first. */
  public Tried leader() {
    return ranked().get(0);
  }

  /** Whether the recipe's own configuration stays since the leader beats it by noise alone. */
  public boolean keepsOwn() {
    return best == ownTrial().number() && leader().number() != best;
  }

  /** How many trials ended so: {@code complete}, {@code pruned} or {@code failed}. */
  public int count(String state) {
    return (int) trials.stream().filter(trial -> trial.state().equals(state)).count();
  }

  /** Complete trials, the best first. */
  public List<Tried> ranked() {
    Comparator<Tried> worse =
        Comparator.comparingDouble(trial -> trial.value() == null ? Double.NaN : trial.value());
    Comparator<Tried> better = objective.direction().better(1, 0) ? worse.reversed() : worse;
    return trials.stream()
        .filter(Tried::complete)
        .sorted(better.thenComparing(Tried::number))
        .toList();
  }
}
