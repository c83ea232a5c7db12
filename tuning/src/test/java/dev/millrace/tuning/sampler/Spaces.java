package dev.millrace.tuning.sampler;

import dev.millrace.tuning.space.Condition;
import dev.millrace.tuning.space.Dimension;
import dev.millrace.tuning.space.Parameter;
import dev.millrace.tuning.space.Point;
import dev.millrace.tuning.space.SearchSpace;
import java.util.List;

/** Spaces to sample, and how good their points are. */
final class Spaces {
  /** Two real numbers, one of them logarithmic. */
  static final SearchSpace REAL =
      new SearchSpace(
          List.of(
              Dimension.of(new Parameter.Real("rate", 1e-5, 1, true)),
              Dimension.of(new Parameter.Real("dropout", 0, 0.8, false))));

  /** Every kind of parameter, one of them conditional, one without a choice. */
  static final SearchSpace NETWORK =
      new SearchSpace(
          List.of(
              Dimension.of(new Parameter.Choice("network", List.of("mlp"))),
              Dimension.of(new Parameter.Real("rate", 1e-4, 1e-1, true)),
              Dimension.of(new Parameter.Whole("depth", 1, 3, 1, false)),
              Dimension.of(new Parameter.Whole("width", 16, 128, 16, false)),
              Dimension.of(new Parameter.Whole("batch", 8, 512, 1, true)),
              new Dimension(
                  new Parameter.Real("dropout", 0, 0.5, false),
                  List.of(new Condition.AtLeast("depth", 2))),
              Dimension.of(new Parameter.Choice("activation", List.of("relu", "swish", "tanh")))));

  private Spaces() {}

  /** 0 at best, at rate .01 and without dropout; both spaces have these. */
  static double loss(Point point) {
    double rate = (Double) point.values().get("rate");
    Object dropout = point.values().getOrDefault("dropout", 0.5);
    double fromBest = Math.log10(rate) + 2;
    return fromBest * fromBest + (Double) dropout;
  }
}
