package dev.millrace.benchmarks;

import dev.millrace.contract.support.Seeds;
import dev.millrace.tuning.sampler.SamplerSpec;
import dev.millrace.tuning.sampler.Samplers;
import dev.millrace.tuning.space.Point;
import dev.millrace.tuning.trial.Direction;
import dev.millrace.tuning.trial.Trial;
import dev.millrace.tuning.trial.TrialState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;

/**
 * Trials that samplers need on recorded tables to reach the best of 200 random ones, seed by seed:
 * the random search of a seed sets the value, and every other search of that seed counts its trials
 * until it has a point that is not worse. A point that was tried before is a trial of the count in
 * brackets only: a study takes its known value and trains nothing.
 *
 * <p>Arguments: the tables, and a file to write the random searches' bests to.
 */
public final class SamplerBenchmark {
  private static final int SEEDS = 50;
  private static final int RANDOM_TRIALS = 200;
  private static final int MOST = 600;

  private SamplerBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    List<String> bests = new ArrayList<>();
    System.out.println("table  passes  sampler    lower quartile       median  upper quartile");
    for (String file : arguments[0].split(",", -1)) {
      LookupTable table = LookupTable.read(Path.of(file));
      double[] best = new double[SEEDS];
      for (int seed = 0; seed < SEEDS; seed++) {
        best[seed] = best(table, seed);
        bests.add(table.name() + "," + seed + "," + best[seed]);
      }
      measure(table, new SamplerSpec.Random(), best);
      measure(table, new SamplerSpec.Genetic(20), best);
      measure(table, SamplerSpec.Tpe.defaults(), best);
    }
    Files.write(Path.of(arguments[1]), bests);
  }

  private static double best(LookupTable table, int seed) {
    return new Search(table, new SamplerSpec.Random(), new Seeds(seed).derive("reference"))
        .upTo(RANDOM_TRIALS, Double.POSITIVE_INFINITY)
        .best;
  }

  private static void measure(LookupTable table, SamplerSpec spec, double[] best) {
    double[] trained = new double[SEEDS];
    double[] proposed = new double[SEEDS];
    for (int seed = 0; seed < SEEDS; seed++) {
      Search search = new Search(table, spec, new Seeds(seed)).upTo(MOST, best[seed]);
      boolean reached = search.best >= best[seed];
      trained[seed] = reached ? search.tried.size() : MOST;
      proposed[seed] = reached ? search.trials.size() : MOST;
    }
    System.out.printf(
        Locale.ROOT,
        "%-6s %6d  %-8s %11s %12s %15s%n",
        table.name(),
        table.passes(),
        spec.sampler(),
        both(trained, proposed, 0.25),
        both(trained, proposed, 0.5),
        both(trained, proposed, 0.75));
  }

  private static String both(double[] trained, double[] proposed, double share) {
    return String.format(
        Locale.ROOT, "%.0f (%.0f)", quantile(trained, share), quantile(proposed, share));
  }

  private static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double at = share * (sorted.length - 1);
    int below = (int) at;
    double above = sorted[Math.min(below + 1, sorted.length - 1)];
    return sorted[below] + (at - below) * (above - sorted[below]);
  }

  /** One search of a table. */
  private static final class Search {
    private final LookupTable table;
    private final CandidateGenerator generator;
    private final List<Trial> trials = new ArrayList<>();
    private final Set<Point> tried = new HashSet<>();
    private double best = Double.NEGATIVE_INFINITY;

    Search(LookupTable table, SamplerSpec spec, Seeds seeds) {
      this.table = table;
      this.generator =
          Samplers.generator(
              spec, LookupTable.SPACE, Direction.MAXIMIZE, seeds, () -> List.copyOf(trials));
    }

    Search upTo(int most, double goal) {
      while (trials.size() < most && best < goal) {
        Point point = (Point) generator.getCandidate().getValue();
        double value = table.value(point);
        tried.add(point);
        best = Math.max(best, value);
        trials.add(complete(trials.size(), point, value));
      }
      return this;
    }

    private static Trial complete(int number, Point point, double value) {
      return new Trial(
          number,
          TrialState.COMPLETE,
          point,
          new TreeMap<>(),
          List.of(),
          value,
          Map.of(),
          Instant.EPOCH,
          Instant.EPOCH);
    }
  }
}
