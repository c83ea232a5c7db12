package dev.millrace.models.evaluate;

import dev.millrace.contract.rows.CutoffText;
import dev.millrace.contract.support.Seeds;
import dev.millrace.models.evaluate.Evaluation.BestPossible;
import dev.millrace.models.evaluate.Evaluation.Period;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a model does from cutoff to cutoff, and how far from the best that any model could do.
 *
 * <p>The best possible ROC-AUC is that of the true probabilities on exactly the same rows: no order
 * of rows is better in expectation (Neyman and Pearson 1933), though by the luck of labels one may
 * be.
 */
final class Periods {
  /** As for slices: every row is resampled once more. */
  private static final int MOST_RESAMPLES = 300;

  private final Bootstrap bootstrap;

  Periods(int resamples, double confidence, Seeds seeds) {
    this.bootstrap =
        new Bootstrap(Math.min(resamples, MOST_RESAMPLES), confidence, seeds.derive("periods"));
  }

  /** By cutoff, validation rows first; none where rows have no time. */
  List<Period> of(ValidationScores validation, TestScores test) {
    List<Period> periods = new ArrayList<>(of("validation", validation.rows()));
    periods.addAll(of("test", test.rows()));
    return periods;
  }

  private List<Period> of(String part, ScoredRows rows) {
    if (!rows.hasCutoffs()) {
      return List.of();
    }
    return byCutoff(rows).entrySet().stream()
        .map(
            entry -> {
              int[] members = entry.getValue().stream().mapToInt(row -> row).toArray();
              return period(part, entry.getKey(), rows.select(members));
            })
        .toList();
  }

  private static Map<Instant, List<Integer>> byCutoff(ScoredRows rows) {
    Map<Instant, List<Integer>> members = new TreeMap<>();
    for (int row = 0; row < rows.size(); row++) {
      members.computeIfAbsent(rows.cutoff(row), cutoff -> new ArrayList<>()).add(row);
    }
    return members;
  }

  private Period period(String part, Instant cutoff, ScoredRows rows) {
    Levels levels = Levels.of(rows);
    Tally tally = levels.tally();
    boolean ranked = tally.hasBothClasses();
    return new Period(
        CutoffText.of(cutoff),
        part,
        tally.rows(),
        tally.positives(),
        ranked ? RocAuc.of(tally) : null,
        ranked ? bootstrap.interval(levels, RocAuc::of) : null,
        rows.meanProbability(),
        ranked ? best(rows) : null);
  }

  /** Of test rows of both classes; null where the truth is not known. */
  static @Nullable BestPossible bestPossible(ScoredRows rows, double rocAuc) {
    Double best = best(rows);
    if (best == null) {
      return null;
    }
    return new BestPossible(best, best > 0.5 ? (rocAuc - 0.5) / (best - 0.5) : null);
  }

  private static @Nullable Double best(ScoredRows rows) {
    double[] truths = rows.truths();
    if (truths == null) {
      return null;
    }
    return RocAuc.of(truths, rows.labels());
  }
}
