package dev.millrace.tuning.space;

import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.distribution.LogUniformDistribution;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;

/** A parameter beside the leaf of Arbiter that turns a coordinate in [0, 1] into its value. */
interface Axis {

  /** Draws the coordinate at its own index. */
  ParameterSpace<?> leaf();

  /** What the leaf makes of the coordinates, as the parameter's type. */
  Object value(double[] coordinates);

  /** A coordinate that gives the value, in the middle where several do. */
  double coordinate(Object value);

  static Axis of(Parameter parameter) {
    if (parameter instanceof Parameter.Real real) {
      return new RealAxis(real, leaf(real));
    }
    if (parameter instanceof Parameter.Whole whole) {
      return whole.log()
          ? new LogWholeAxis(new LogWholeSpace(whole))
          : new WholeAxis(whole, new IntegerParameterSpace(0, whole.count() - 1));
    }
    Parameter.Choice choice = (Parameter.Choice) parameter;
    return new ChoiceAxis(choice, leaf(choice));
  }

  private static ParameterSpace<Double> leaf(Parameter.Real real) {
    return real.log()
        ? new ContinuousParameterSpace(new LogUniformDistribution(real.low(), real.high()))
        : new ContinuousParameterSpace(real.low(), real.high());
  }

  /** Arbiter's grid would count a single value as a coordinate and not make one for it. */
  private static ParameterSpace<?> leaf(Parameter.Choice choice) {
    return choice.values().size() == 1
        ? new FixedValue<>(choice.values().get(0))
        : new DiscreteParameterSpace<>(choice.values());
  }

  /** Rounding must not leave the range. */
  record RealAxis(Parameter.Real parameter, ParameterSpace<Double> leaf) implements Axis {
    @Override
    public Object value(double[] coordinates) {
      double value = leaf.getValue(coordinates);
      return Math.max(parameter.low(), Math.min(parameter.high(), value));
    }

    @Override
    public double coordinate(Object value) {
      double low = scaled(parameter.low());
      double share = (scaled((Double) value) - low) / (scaled(parameter.high()) - low);
      return Math.max(0, Math.min(1, share));
    }

    private double scaled(double value) {
      return parameter.log() ? Math.log(value) : value;
    }
  }

  /** The leaf gives the number of steps. */
  record WholeAxis(Parameter.Whole parameter, ParameterSpace<Integer> leaf) implements Axis {
    @Override
    public Object value(double[] coordinates) {
      return parameter.low() + leaf.getValue(coordinates) * parameter.step();
    }

    @Override
    public double coordinate(Object value) {
      double steps = ((Long) value - parameter.low()) / (double) parameter.step();
      return (steps + 0.5) / parameter.count();
    }
  }

  /** Arbiter has no such leaf. */
  record LogWholeAxis(LogWholeSpace leaf) implements Axis {
    @Override
    public Object value(double[] coordinates) {
      return leaf.getValue(coordinates);
    }

    @Override
    public double coordinate(Object value) {
      return leaf.coordinate((Long) value);
    }
  }

  /** The leaf gives the value itself. */
  record ChoiceAxis(Parameter.Choice parameter, ParameterSpace<?> leaf) implements Axis {
    @Override
    public Object value(double[] coordinates) {
      return leaf.getValue(coordinates);
    }

    @Override
    public double coordinate(Object value) {
      return (parameter.values().indexOf(value) + 0.5) / parameter.values().size();
    }
  }
}
