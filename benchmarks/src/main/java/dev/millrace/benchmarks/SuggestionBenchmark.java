package dev.millrace.benchmarks;

import dev.millrace.contract.support.Seeds;
import dev.millrace.tuning.sampler.SamplerSpec;
import dev.millrace.tuning.sampler.Samplers;
import dev.millrace.tuning.space.Dimension;
import dev.millrace.tuning.space.Parameter;
import dev.millrace.tuning.space.Point;
import dev.millrace.tuning.space.SearchSpace;
import dev.millrace.tuning.trial.Direction;
import dev.millrace.tuning.trial.Trial;
import dev.millrace.tuning.trial.TrialState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;

/** How long tpe takes for a suggestion after 1,000 trials of 10 parameters. */
public final class SuggestionBenchmark {
  private static final int TRIALS = 1000;

  private SuggestionBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    List<Trial> trials = trials();
    CandidateGenerator generator =
        Samplers.generator(
            SamplerSpec.Tpe.defaults(), space(), Direction.MINIMIZE, new Seeds(1), () -> trials);
    double[] micros =
        Stopwatch.microseconds(() -> Stopwatch.keep(generator.getCandidate().getFlatParameters()));
    System.out.printf(Locale.ROOT, "%-10s %.3f ms%n", "Millrace", micros[0] / 1e3);
  }

  private static SearchSpace space() {
    List<Dimension> dimensions = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      dimensions.add(Dimension.of(new Parameter.Real("real" + i, 0, 1, false)));
    }
    for (int i = 0; i < 2; i++) {
      dimensions.add(Dimension.of(new Parameter.Real("log" + i, 1e-5, 1, true)));
      dimensions.add(Dimension.of(new Parameter.Whole("whole" + i, 1, 8, 1, false)));
      dimensions.add(Dimension.of(new Parameter.Choice("choice" + i, List.of("a", "b", "c", "d"))));
    }
    return new SearchSpace(dimensions);
  }

  private static List<Trial> trials() {
    CandidateGenerator random =
        Samplers.generator(
            new SamplerSpec.Random(), space(), Direction.MINIMIZE, new Seeds(1), List::of);
    SplittableRandom values = new Seeds(2).random();
    List<Trial> trials = new ArrayList<>();
    for (int number = 0; number < TRIALS; number++) {
      Point point = (Point) random.getCandidate().getValue();
      trials.add(
          new Trial(
              number,
              TrialState.COMPLETE,
              point,
              new TreeMap<>(),
              List.of(),
              values.nextDouble(),
              Map.of(),
              Instant.EPOCH,
              Instant.EPOCH));
    }
    return List.copyOf(trials);
  }
}
