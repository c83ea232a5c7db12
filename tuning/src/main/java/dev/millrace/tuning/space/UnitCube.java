package dev.millrace.tuning.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.AbstractParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/**
 * A search space as Arbiter sees it: a coordinate in [0, 1] for every parameter with more than one
 * value, in the order of the space, uniform where the parameter (or its logarithm) is. A parameter
 * that does not exist keeps its coordinate and is absent from the point. Thread-safe.
 */
public final class UnitCube extends AbstractParameterSpace<Point> {
  private final SearchSpace space;
  private final Map<String, Axis> axes = new LinkedHashMap<>();
  private final Map<String, Integer> indices = new LinkedHashMap<>();
  private final List<Axis> coordinateAxes = new ArrayList<>();

  /** The cube of a space. */
  public UnitCube(SearchSpace space) {
    this.space = space;
    for (Dimension dimension : space.dimensions()) {
      Axis axis = Axis.of(dimension.parameter());
      axes.put(dimension.name(), axis);
      if (axis.leaf().numParameters() > 0) {
        axis.leaf().setIndices(indices.size());
        indices.put(dimension.name(), indices.size());
        coordinateAxes.add(axis);
      }
    }
  }

  /** The point at these coordinates, each in [0, 1]. */
  @Override
  public Point getValue(double[] coordinates) {
    Map<String, Object> values = new LinkedHashMap<>();
    axes.forEach((name, axis) -> values.put(name, axis.value(coordinates)));
    return space.pointOf(values);
  }

  /** Coordinates that give the point; NaN where a parameter does not exist. */
  public double[] coordinatesOf(Point point) {
    double[] coordinates = new double[indices.size()];
    Arrays.fill(coordinates, Double.NaN);
    indices.forEach(
        (name, index) -> {
          Object value = point.values().get(name);
          if (value != null) {
            coordinates[index] = coordinate(index, value);
          }
        });
    return coordinates;
  }

  /**
   * A coordinate that gives the value of a parameter, in the middle where several do.
   *
   * @param index of its coordinate
   */
  public double coordinate(int index, Object value) {
    return coordinateAxes.get(index).coordinate(value);
  }

  /** The parameters that have a coordinate, in their order. */
  public List<String> names() {
    return List.copyOf(indices.keySet());
  }

  @Override
  public int numParameters() {
    return indices.size();
  }

  @Override
  @SuppressWarnings("rawtypes") // so is Arbiter's
  public List<ParameterSpace> collectLeaves() {
    List<ParameterSpace> leaves = new ArrayList<>();
    coordinateAxes.forEach(axis -> leaves.add(axis.leaf()));
    return leaves;
  }

  @Override
  public boolean isLeaf() {
    return false;
  }

  /** The leaves have theirs from the start. */
  @Override
  public void setIndices(int... ignored) {
    throw new UnsupportedOperationException("the leaves have indices");
  }
}
