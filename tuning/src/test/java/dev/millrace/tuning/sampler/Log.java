package dev.millrace.tuning.sampler;

import dev.millrace.contract.support.Seeds;
import dev.millrace.tuning.space.Point;
import dev.millrace.tuning.space.SearchSpace;
import dev.millrace.tuning.trial.Direction;
import dev.millrace.tuning.trial.History;
import dev.millrace.tuning.trial.Trial;
import dev.millrace.tuning.trial.TrialState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;

/** A study of one trial at a time, in memory. */
final class Log implements History {
  private final List<Trial> trials = new ArrayList<>();

  @Override
  public List<Trial> trials() {
    return List.copyOf(trials);
  }

  List<Point> points() {
    return trials.stream().map(Trial::point).toList();
  }

  void add(TrialState state, Point point, Double value) {
    trials.add(
        new Trial(
            trials.size(),
            state,
            point,
            new TreeMap<>(),
            List.of(),
            value,
            Map.of(),
            Instant.EPOCH,
            state.finished() ? Instant.EPOCH : null));
  }

  /** Goes on up to so many trials, or all there are. */
  Log upTo(
      int count,
      SamplerSpec spec,
      SearchSpace space,
      Direction direction,
      long seed,
      ToDoubleFunction<Point> value) {
    CandidateGenerator generator =
        Samplers.generator(spec, space, direction, new Seeds(seed), this);
    while (trials.size() < count && generator.hasMoreCandidates()) {
      Point point = (Point) generator.getCandidate().getValue();
      add(TrialState.COMPLETE, point, value.applyAsDouble(point));
    }
    return this;
  }
}
