package dev.millrace.tuning.space;

import java.util.List;
import org.deeplearning4j.arbiter.optimize.api.AbstractParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/**
 * A whole number whose logarithm is uniform, as a leaf of Arbiter: {@code [low - 1/2, high + 1/2]}
 * on the logarithmic scale, rounded.
 */
final class LogWholeSpace extends AbstractParameterSpace<Long> {
  private final Parameter.Whole parameter;
  private final double low;
  private final double width;
  private int index = -1;

  LogWholeSpace(Parameter.Whole parameter) {
    this.parameter = parameter;
    this.low = Math.log(parameter.low() - 0.5);
    this.width = Math.log(parameter.high() + 0.5) - low;
  }

  @Override
  public Long getValue(double[] coordinates) {
    long value = Math.round(Math.exp(low + coordinates[index] * width));
    return Math.max(parameter.low(), Math.min(parameter.high(), value));
  }

  double coordinate(long value) {
    return (Math.log((double) value) - low) / width;
  }

  @Override
  public int numParameters() {
    return 1;
  }

  @Override
  @SuppressWarnings("rawtypes") // so is Arbiter's
  public List<ParameterSpace> collectLeaves() {
    return List.of(this);
  }

  @Override
  public boolean isLeaf() {
    return true;
  }

  @Override
  public void setIndices(int... indices) {
    index = indices[0];
  }
}
