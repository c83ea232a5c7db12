package dev.millrace.tuning.network;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.tuning.trial.Trial;
import dev.millrace.tuning.trial.TrialAttributes;
import dev.millrace.tuning.trial.TrialState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * The trials that a model is made of: the best, and the next best ones of an ensemble that encode
 * rows as the best does, since a model has one encoder.
 *
 * @param members the best first, at least one
 * @param skipped complete ones that came before the last member and could not be one
 */
public record Winners(List<Trial> members, List<Trial> skipped) {
  public Winners {
    members = List.copyOf(members);
    skipped = List.copyOf(skipped);
  }

  /**
   * Chooses.
   *
   * @param most members at most
   * @throws MillraceException the kind of the first failure where no trial is complete
   */
  public static Winners of(List<Trial> trials, NetworkSpace space, Goal goal, int most) {
    List<Trial> ranked = ranked(trials, goal);
    List<Trial> members = new ArrayList<>();
    List<Trial> skipped = new ArrayList<>();
    List<Trial> passed = new ArrayList<>();
    for (Trial trial : ranked) {
      if (members.size() == most) {
        break;
      }
      if (fits(trial, members, space)) {
        members.add(trial);
        skipped.addAll(passed);
        passed.clear();
      } else {
        passed.add(trial);
      }
    }
    if (members.size() < most) {
      skipped.addAll(passed);
    }
    return new Winners(members, skipped);
  }

  /** The configurations of the members. */
  public List<Configuration> configurations(NetworkSpace space) {
    return members.stream().map(trial -> space.configuration(trial.point())).toList();
  }

  private static List<Trial> ranked(List<Trial> trials, Goal goal) {
    Comparator<Trial> byValue =
        Comparator.comparingDouble(trial -> Objects.requireNonNull(trial.value()));
    Comparator<Trial> better = goal.direction().better(1, 0) ? byValue.reversed() : byValue;
    List<Trial> complete =
        trials.stream()
            .filter(trial -> trial.state() == TrialState.COMPLETE)
            .filter(trial -> trial.value() != null && Double.isFinite(trial.value()))
            .sorted(better.thenComparing(Trial::number))
            .toList();
    if (complete.isEmpty()) {
      throw none(trials);
    }
    return complete;
  }

  private static boolean fits(Trial trial, List<Trial> members, NetworkSpace space) {
    if (members.isEmpty()) {
      return true;
    }
    EncodingChoice encoding = space.configuration(members.get(0).point()).encoding();
    return space.configuration(trial.point()).encoding().equals(encoding)
        && members.stream().noneMatch(member -> member.point().equals(trial.point()));
  }

  private static MillraceException none(List<Trial> trials) {
    String reason =
        trials.stream()
            .map(trial -> trial.attributes().getOrDefault(TrialAttributes.REASON, ""))
            .filter(text -> !text.isEmpty())
            .findFirst()
            .map(text -> " The first one says: " + text)
            .orElse("");
    return new MillraceException(
        ErrorCode.TRAINING_DIVERGED,
        "None of the %d trials came to its end, so there is no best one.%s"
            .formatted(trials.size(), reason),
        "Give the search more time, or narrow `tune.space`, the learning rate first.");
  }
}
