package dev.millrace.tuning.sampler;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Seeds;
import dev.millrace.tuning.space.Point;
import dev.millrace.tuning.space.UnitCube;
import dev.millrace.tuning.trial.Trial;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.jspecify.annotations.Nullable;

/**
 * Arbiter's grid search in random order; of points that differ only in what does not exist, the
 * first.
 */
final class GridProposer implements Proposer {
  private static final long MOST = 1_000_000;

  private final UnitCube cube;
  private final GridSearchCandidateGenerator grid;
  private final Set<Point> given = new HashSet<>();
  private double @Nullable [] next;

  GridProposer(UnitCube cube, int perParameter, Seeds seeds) {
    requireFewPoints(cube, perParameter);
    this.cube = cube;
    this.grid = new SeededGrid(cube, perParameter, seeds);
    this.next = following();
  }

  @Override
  public double[] propose(int number, List<Trial> trials) {
    double[] proposed = next;
    if (proposed == null) {
      throw new IllegalStateException("the grid has no more points");
    }
    next = following();
    return proposed;
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  private double @Nullable [] following() {
    while (grid.hasMoreCandidates()) {
      double[] coordinates = grid.getCandidate().getFlatParameters();
      if (given.add(cube.getValue(coordinates))) {
        return coordinates;
      }
    }
    return null;
  }

  /** Arbiter holds the numbers of all points, and takes an overflow for few. */
  private static void requireFewPoints(UnitCube cube, int perParameter) {
    double points = 1;
    for (ParameterSpace<?> leaf : cube.collectLeaves()) {
      points *= values(leaf, perParameter);
    }
    if (points > MOST) {
      throw new MillraceException(
          ErrorCode.RECIPE_INVALID,
          "The grid has %.0f points, more than %d.".formatted(points, MOST),
          "Search fewer parameters or fewer values of each, or use another sampler.");
    }
  }

  private static int values(ParameterSpace<?> leaf, int perParameter) {
    if (leaf instanceof DiscreteParameterSpace<?> discrete) {
      return discrete.numValues();
    }
    return leaf instanceof IntegerParameterSpace whole
        ? (int) Math.min(perParameter, whole.getMax() - (long) whole.getMin() + 1)
        : perParameter;
  }

  /** Arbiter shuffles before it can be seeded; so it is made to do it again. */
  private static final class SeededGrid extends GridSearchCandidateGenerator {
    SeededGrid(UnitCube cube, int perParameter, Seeds seeds) {
      super(cube, perParameter, Mode.RandomOrder, null);
      setRngSeed(seeds.value());
      initialize();
    }
  }
}
