package dev.millrace.tuning.network;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.models.train.FoldScores;
import dev.millrace.tuning.space.Point;
import dev.millrace.tuning.trial.Trial;
import dev.millrace.tuning.trial.TrialAttributes;
import dev.millrace.tuning.trial.TrialState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The trials that a model is made of: the winner, and the next best ones of an ensemble that encode
 * rows as it does, since a model has one encoder.
 *
 * <p>The winner is the best trial if its folds are better than those of the first trial, the
 * recipe's own configuration, by more than twice the standard error of the difference; else the
 * first trial. The best of many has luck in its value; on small tables it is often worse on new
 * rows than what it seems to beat.
 *
 * @param members the winner first, at least one
 * @param skipped complete ones that came before the last member and could not be one
 */
public record Winners(List<Trial> members, List<Trial> skipped) {
  /** Standard errors that a lead has to have. */
  private static final double NOISE = 2;

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
    List<Trial> ranked = challenged(ranked(trials, goal), space.nearestToOwn(), goal);
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

  /** The first trial comes first, unless the best one beats it beyond noise. */
  private static List<Trial> challenged(List<Trial> ranked, Point own, Goal goal) {
    Trial best = ranked.get(0);
    Trial first =
        ranked.stream().filter(trial -> trial.point().equals(own)).findFirst().orElse(best);
    if (first.number() == best.number() || beats(best.folds(), first.folds(), goal)) {
      return ranked;
    }
    List<Trial> kept = new ArrayList<>(ranked);
    kept.remove(first);
    kept.add(0, first);
    return kept;
  }

  private static boolean beats(List<Double> folds, List<Double> others, Goal goal) {
    double sign = goal.direction().better(1, 0) ? 1 : -1;
    int n = Math.min(folds.size(), others.size());
    double[] ahead =
        IntStream.range(0, n).mapToDouble(i -> sign * (folds.get(i) - others.get(i))).toArray();
    FoldScores.Mean lead = FoldScores.Mean.of(ahead);
    return n > 1 && lead.mean() > NOISE * lead.standardError();
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
