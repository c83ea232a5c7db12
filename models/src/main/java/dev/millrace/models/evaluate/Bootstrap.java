package dev.millrace.models.evaluate;

import dev.millrace.contract.support.Seeds;
import dev.millrace.models.evaluate.Evaluation.Interval;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Percentile intervals from resampled rows (Efron and Tibshirani 1993).
 *
 * <p>Rows are drawn with replacement whatever their class, so that intervals also carry the chance
 * in how many positives there are; drawing within classes would make precision, log-loss and lift
 * look surer than they are. A resample without both classes is drawn again.
 *
 * <p>Where keys come back, as those of entities asked about at several cutoffs do, keys are drawn
 * and all rows of a key with them (cluster bootstrap, Davison and Hinkley 1997, 3.8): the rows of
 * one entity resemble each other, and drawing them one by one would make every interval too narrow.
 *
 * <p>The same seed gives the same resamples for every statistic and model, which pairs them. Ranks
 * are found once; a resample only counts. Immutable.
 */
final class Bootstrap {
  private final int resamples;
  private final double confidence;
  private final Seeds seeds;

  /**
   * @param resamples at least 1
   * @param confidence level of the intervals, in (0, 1)
   */
  Bootstrap(int resamples, double confidence, Seeds seeds) {
    this.resamples = resamples;
    this.confidence = confidence;
    this.seeds = seeds;
  }

  /** Intervals of all metrics by {@link Metric#key()}, at a threshold that is not chosen anew. */
  Map<String, Interval> metrics(Levels rows, double threshold) {
    Metric[] metrics = Metric.values();
    double[][] values =
        replicates(
            List.of(rows),
            tallies -> {
              Metrics resampled = Metrics.of(tallies.get(0), threshold);
              return Arrays.stream(metrics).mapToDouble(m -> m.of(resampled)).toArray();
            });
    Map<String, Interval> intervals = new LinkedHashMap<>();
    for (int i = 0; i < metrics.length; i++) {
      intervals.put(metrics[i].key(), interval(values[i]));
    }
    return intervals;
  }

  /** The interval of one statistic. */
  Interval interval(Levels rows, ToDoubleFunction<Tally> statistic) {
    return interval(
        replicates(
            List.of(rows), tallies -> new double[] {statistic.applyAsDouble(tallies.get(0))})[0]);
  }

  /** The interval of the statistic of {@code a} minus that of {@code b}, on the same rows. */
  Interval difference(Levels a, Levels b, ToDoubleFunction<Tally> statistic) {
    return interval(
        replicates(
            List.of(a, b),
            tallies ->
                new double[] {
                  statistic.applyAsDouble(tallies.get(0)) - statistic.applyAsDouble(tallies.get(1))
                })[0]);
  }

  /** Values of statistics by {@code [statistic][resample]}. */
  private double[][] replicates(List<Levels> models, Function<List<Tally>, double[]> statistics) {
    Clusters clusters = Clusters.of(models.get(0).source());
    double[][] byResample = new double[resamples][];
    for (int i = 0; i < resamples; i++) {
      byResample[i] = statistics.apply(resample(models, clusters, seeds.derive(i).random()));
    }
    double[][] byStatistic = new double[byResample[0].length][resamples];
    for (int i = 0; i < resamples; i++) {
      for (int s = 0; s < byStatistic.length; s++) {
        byStatistic[s][i] = byResample[i][s];
      }
    }
    return byStatistic;
  }

  private static List<Tally> resample(
      List<Levels> models, @Nullable Clusters clusters, SplittableRandom random) {
    List<Tally> tallies = draw(models, clusters, random);
    while (!tallies.get(0).hasBothClasses()) {
      tallies = draw(models, clusters, random);
    }
    return tallies;
  }

  private static List<Tally> draw(
      List<Levels> models, @Nullable Clusters clusters, SplittableRandom random) {
    List<int[]> counts = models.stream().map(levels -> new int[2 * levels.size()]).toList();
    if (clusters == null) {
      int rows = models.get(0).rows();
      for (int i = 0; i < rows; i++) {
        count(models, counts, below(rows, random));
      }
    } else {
      for (int i = 0; i < clusters.size(); i++) {
        int cluster = below(clusters.size(), random);
        for (int at = clusters.start(cluster); at < clusters.start(cluster + 1); at++) {
          count(models, counts, clusters.row(at));
        }
      }
    }
    return IntStream.range(0, models.size())
        .mapToObj(m -> new Tally(models.get(m), counts.get(m)))
        .toList();
  }

  private static void count(List<Levels> models, List<int[]> counts, int row) {
    for (int m = 0; m < counts.size(); m++) {
      counts.get(m)[models.get(m).cell(row)]++;
    }
  }

  /** The upper half of a 63-bit product: no division, and a bias below bound / 2^31. */
  private static int below(int bound, SplittableRandom random) {
    return (int) (((random.nextLong() >>> 33) * bound) >>> 31);
  }

  private Interval interval(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double tail = (1 - confidence) / 2;
    return new Interval(quantile(sorted, tail), quantile(sorted, 1 - tail));
  }

  /** Linear between order statistics (Hyndman and Fan 1996, type 7). */
  private static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
