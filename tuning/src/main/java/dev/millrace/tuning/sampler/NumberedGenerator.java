package dev.millrace.tuning.sampler;

import dev.millrace.tuning.space.Point;
import dev.millrace.tuning.space.UnitCube;
import dev.millrace.tuning.trial.History;
import dev.millrace.tuning.trial.Trial;
import java.util.List;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/** Numbers a proposer's points on from those in the history. */
final class NumberedGenerator implements CandidateGenerator {
  private final UnitCube cube;
  private final Proposer proposer;
  private final History history;
  private int next;

  /** Lets the proposer go through what it proposed before, with what was known then. */
  NumberedGenerator(UnitCube cube, Proposer proposer, History history) {
    this.cube = cube;
    this.proposer = proposer;
    this.history = history;
    List<Trial> past = history.trials();
    for (; next < past.size() && proposer.hasNext(); next++) {
      proposer.replay(next, past);
    }
  }

  @Override
  public synchronized boolean hasMoreCandidates() {
    return proposer.hasNext();
  }

  @Override
  public synchronized Candidate<Point> getCandidate() {
    double[] coordinates = proposer.propose(next, history.trials());
    return new Candidate<>(cube.getValue(coordinates), next++, coordinates);
  }

  /** The history has them. */
  @Override
  public void reportResults(OptimizationResult result) {}

  @Override
  public ParameterSpace<Point> getParameterSpace() {
    return cube;
  }

  /** The seeds were given. */
  @Override
  public void setRngSeed(long seed) {
    throw new UnsupportedOperationException("a sampler is seeded where it is made");
  }

  @Override
  public Class<?> getCandidateType() {
    return Point.class;
  }
}
