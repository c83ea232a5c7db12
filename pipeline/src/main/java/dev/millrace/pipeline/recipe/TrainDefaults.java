package dev.millrace.pipeline.recipe;

import dev.millrace.models.network.NetworkSpec;
import dev.millrace.models.network.Nonlinearity;
import dev.millrace.models.train.FitSpec;
import java.util.List;

/** What {@code train} means where it says nothing. */
final class TrainDefaults {
  static final NetworkSpec.Mlp MLP =
      new NetworkSpec.Mlp(List.of(64, 32), Nonlinearity.RELU, 0.1, 0);

  static final FitSpec FIT =
      new FitSpec(
          256,
          200,
          0.002,
          FitSpec.Schedule.COSINE,
          0.01,
          30,
          FitSpec.Select.LOG_LOSS,
          FitSpec.ClassWeights.none(),
          0);

  private TrainDefaults() {}
}
