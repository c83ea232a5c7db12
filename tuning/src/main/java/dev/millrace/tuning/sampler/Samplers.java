package dev.millrace.tuning.sampler;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Seeds;
import dev.millrace.tuning.space.SearchSpace;
import dev.millrace.tuning.space.UnitCube;
import dev.millrace.tuning.trial.Direction;
import dev.millrace.tuning.trial.History;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;

/** Makes what proposes the points of a study. */
public final class Samplers {
  private Samplers() {}

  /**
   * A generator whose candidates hold a {@link dev.millrace.tuning.space.Point} and are numbered as
   * the trials are.
   *
   * <p>Every candidate becomes one trial, in that order, whatever comes of it; a history that
   * already holds trials is gone on with. What a candidate is follows from the seeds, its number
   * and the trials of the history when it is asked for, so that a study of one trial at a time goes
   * on after a restart as if there had been none. Results are taken from the history, not from
   * {@link CandidateGenerator#reportResults}. Thread-safe.
   *
   * @param history as it stands whenever a candidate is asked for; trials that are running count as
   *     tpe says, and are no parents in genetic search
   * @throws MillraceException {@code RECIPE_INVALID} where no parameter has a second value, or a
   *     grid would be too large
   */
  public static CandidateGenerator generator(
      SamplerSpec spec, SearchSpace space, Direction direction, Seeds seeds, History history) {
    UnitCube cube = new UnitCube(space);
    requireAChoice(cube);
    Seeds own = seeds.derive("sampler").derive(spec.sampler());
    return new NumberedGenerator(cube, proposer(spec, space, cube, direction, own), history);
  }

  private static Proposer proposer(
      SamplerSpec spec, SearchSpace space, UnitCube cube, Direction direction, Seeds seeds) {
    if (spec instanceof SamplerSpec.Grid grid) {
      return new GridProposer(cube, grid.perParameter(), seeds);
    }
    if (spec instanceof SamplerSpec.Genetic genetic) {
      return new GeneticProposer(cube, genetic.population(), direction, seeds);
    }
    return spec instanceof SamplerSpec.Tpe tpe
        ? new TpeProposer(tpe, space, cube, direction, seeds)
        : new RandomProposer(cube, seeds);
  }

  private static void requireAChoice(UnitCube cube) {
    if (cube.numParameters() == 0) {
      throw new MillraceException(
          ErrorCode.RECIPE_INVALID,
          "There is nothing to search: every parameter has one value only.",
          "Give at least one parameter a range or a list of values.");
    }
  }
}
