package dev.millrace.tuning.study;

import dev.millrace.contract.support.Seeds;
import dev.millrace.tuning.sampler.Samplers;
import dev.millrace.tuning.space.Point;
import dev.millrace.tuning.trial.Trial;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.jspecify.annotations.Nullable;

/**
 * What Arbiter's runner takes its candidates from: the points that were cut short, then the first
 * ones of the study, then the sampler's. Each becomes a trial as it is taken. Called by the
 * runner's thread alone.
 */
final class TrialQueue implements CandidateGenerator {
  private final StudySpec spec;
  private final LiveTrials trials;
  private final Budget budget;
  private final Deque<Point> waiting = new ArrayDeque<>();
  private @Nullable CandidateGenerator sampler;

  TrialQueue(StudySpec spec, LiveTrials trials, Budget budget) {
    this.spec = spec;
    this.trials = trials;
    this.budget = budget;
    waiting.addAll(cutShort(trials.all()));
    int begun = trials.trials().size() + waiting.size();
    waiting.addAll(spec.first().subList(Math.min(begun, spec.first().size()), spec.first().size()));
  }

  /** Points that were cut short and not tried again since, as far as they were written whole. */
  private List<Point> cutShort(List<Trial> past) {
    Set<Point> tried = new HashSet<>();
    past.stream().filter(trial -> !trial.interrupted()).forEach(trial -> tried.add(trial.point()));
    return past.stream()
        .filter(Trial::interrupted)
        .map(Trial::point)
        .filter(point -> spec.space().contains(point) && !tried.contains(point))
        .distinct()
        .toList();
  }

  @Override
  public boolean hasMoreCandidates() {
    if (budget.reason() != null || trials.trained() >= spec.stop().trials()) {
      return false;
    }
    if (!waiting.isEmpty() || sampler().hasMoreCandidates()) {
      return true;
    }
    budget.end("every point of the space was tried");
    return false;
  }

  @Override
  public Candidate<Trial> getCandidate() {
    Point point = waiting.poll();
    double[] coordinates = {};
    if (point == null) {
      Candidate<?> candidate = sampler().getCandidate();
      point = (Point) candidate.getValue();
      coordinates = candidate.getFlatParameters();
    }
    Trial trial = trials.begin(point);
    return new Candidate<>(() -> trial, trial.number(), coordinates);
  }

  /** Made when it is first needed: it goes on from all trials that are known then. */
  private CandidateGenerator sampler() {
    if (sampler == null) {
      sampler =
          Samplers.generator(
              spec.sampler(), spec.space(), spec.direction(), new Seeds(spec.seed()), trials);
    }
    return sampler;
  }

  @Override
  public void reportResults(OptimizationResult result) {
    sampler().reportResults(result);
  }

  @Override
  public ParameterSpace<?> getParameterSpace() {
    return sampler().getParameterSpace();
  }

  /** The sampler has the study's seed. */
  @Override
  public void setRngSeed(long seed) {}

  @Override
  public Class<?> getCandidateType() {
    return Trial.class;
  }
}
