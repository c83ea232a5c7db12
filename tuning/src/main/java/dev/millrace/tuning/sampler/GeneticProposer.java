package dev.millrace.tuning.sampler;

import dev.millrace.contract.support.Seeds;
import dev.millrace.tuning.space.UnitCube;
import dev.millrace.tuning.trial.Direction;
import dev.millrace.tuning.trial.Trial;
import dev.millrace.tuning.trial.TrialState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.math3.random.JDKRandomGenerator;
import org.apache.commons.math3.random.RandomGenerator;
import org.deeplearning4j.arbiter.optimize.generator.genetic.ChromosomeFactory;
import org.deeplearning4j.arbiter.optimize.generator.genetic.crossover.UniformCrossover;
import org.deeplearning4j.arbiter.optimize.generator.genetic.crossover.parentselection.RandomTwoParentSelection;
import org.deeplearning4j.arbiter.optimize.generator.genetic.mutation.RandomMutationOperator;
import org.deeplearning4j.arbiter.optimize.generator.genetic.population.PopulationModel;
import org.deeplearning4j.arbiter.optimize.generator.genetic.selection.GeneticSelectionOperator;

/**
 * Arbiter's genetic search: random points until there are two thirds of a population, then uniform
 * crossover of two of them and mutation of one parameter on average. Complete trials join the
 * population, the least fit third leaves when it is full.
 */
final class GeneticProposer implements Proposer {
  /** Arbiter mutates a parent itself where there is no crossover; so there always is one. */
  private static final double ALWAYS = 1;

  private final PopulationModel population;
  private final ChromosomeFactory chromosomes = new ChromosomeFactory();
  private final GeneticSelectionOperator selection;
  private final List<double[]> proposed = new ArrayList<>();
  private final Set<Integer> joined = new HashSet<>();

  GeneticProposer(UnitCube cube, int size, Direction direction, Seeds seeds) {
    RandomGenerator random = new JDKRandomGenerator();
    random.setSeed(seeds.value());
    population = new PopulationModel.Builder().populationSize(size).build();
    population.initializeInstance(direction == Direction.MINIMIZE);
    chromosomes.initializeInstance(cube.numParameters());
    selection = selection(cube.numParameters(), random);
    selection.initializeInstance(population, chromosomes);
  }

  private static GeneticSelectionOperator selection(int parameters, RandomGenerator random) {
    return new GeneticSelectionOperator.Builder()
        .crossoverOperator(
            new UniformCrossover.Builder()
                .crossoverRate(ALWAYS)
                .parentSelection(new RandomTwoParentSelection(random))
                .randomGenerator(random)
                .build())
        .mutationOperator(
            new RandomMutationOperator.Builder()
                .mutationRate(1.0 / parameters)
                .randomGenerator(random)
                .build())
        .randomGenerator(random)
        .build();
  }

  @Override
  public double[] propose(int number, List<Trial> trials) {
    trials.stream().filter(this::joins).forEach(this::join);
    double[] genes = selection.buildNextGenes();
    proposed.add(genes.clone());
    return genes;
  }

  private boolean joins(Trial trial) {
    Double value = trial.value();
    return trial.state() == TrialState.COMPLETE
        && value != null
        && !value.isNaN()
        && trial.number() < proposed.size()
        && !joined.contains(trial.number());
  }

  private void join(Trial trial) {
    joined.add(trial.number());
    if (trial.value() != null) {
      population.add(chromosomes.createChromosome(proposed.get(trial.number()), trial.value()));
    }
  }
}
