package dev.millrace.tuning.sampler;

import dev.millrace.contract.support.Seeds;
import dev.millrace.tuning.space.UnitCube;
import dev.millrace.tuning.trial.Trial;
import java.util.List;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;

/** Arbiter's random search. */
final class RandomProposer implements Proposer {
  private final RandomSearchGenerator generator;

  RandomProposer(UnitCube cube, Seeds seeds) {
    generator = new RandomSearchGenerator(cube);
    generator.setRngSeed(seeds.value());
  }

  @Override
  public double[] propose(int number, List<Trial> trials) {
    return generator.getCandidate().getFlatParameters();
  }
}
