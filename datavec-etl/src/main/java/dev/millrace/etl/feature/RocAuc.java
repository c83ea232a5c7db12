package dev.millrace.etl.feature;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Area under the ROC curve, collected from groups of rows that have the same score: the chance that
 * a positive scores above a negative, where a tie is half a win (Mann and Whitney 1947).
 */
public final class RocAuc {
  private record Group(double score, long negatives, long positives) {}

  private final List<Group> groups = new ArrayList<>();

  /** Adds rows that have the same score. */
  public void add(double score, long negatives, long positives) {
    groups.add(new Group(score, negatives, positives));
  }

  /** How many pairs of a positive and a negative there are. */
  public double pairs() {
    double negatives = groups.stream().mapToLong(Group::negatives).sum();
    double positives = groups.stream().mapToLong(Group::positives).sum();
    return negatives * positives;
  }

  /** In how many pairs the positive scores higher. */
  public double wins() {
    groups.sort(Comparator.comparingDouble(Group::score));
    double wins = 0;
    double below = 0;
    int from = 0;
    while (from < groups.size()) {
      double score = groups.get(from).score;
      double negatives = 0;
      double positives = 0;
      while (from < groups.size() && groups.get(from).score == score) {
        negatives += groups.get(from).negatives;
        positives += groups.get(from).positives;
        from++;
      }
      wins += positives * (below + negatives / 2);
      below += negatives;
    }
    return wins;
  }

  /** 0 to 1; NaN without a pair. */
  public double value() {
    return wins() / pairs();
  }
}
