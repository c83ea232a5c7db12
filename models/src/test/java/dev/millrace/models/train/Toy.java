package dev.millrace.models.train;

import dev.millrace.contract.support.Progress;
import dev.millrace.contract.support.Seeds;
import dev.millrace.models.network.NetworkSpec;
import java.util.SplittableRandom;

/** Small made-up problems and the shortest way to train on them. */
final class Toy {
  static final int WIDTH = 6;

  private Toy() {}

  /** Positive inside a ring of the first two features; no line separates that. */
  static EncodedSource ring(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] features = new float[rows * WIDTH];
    float[] labels = new float[rows];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < WIDTH; i++) {
        features[row * WIDTH + i] = (float) (random.nextDouble() * 4 - 2);
      }
      double radius = Math.hypot(features[row * WIDTH], features[row * WIDTH + 1]);
      labels[row] = radius < 1.2 ? 1 : 0;
    }
    return of(features, labels);
  }

  static EncodedSource of(float[] features, float[] labels) {
    long positives = 0;
    for (float label : labels) {
      positives += (long) label;
    }
    return new EncodedSource(
        labels.length,
        positives,
        features.length / labels.length,
        () -> new MemoryReader(features, labels));
  }

  /** As the defaults of a recipe, but short. */
  static FitSpec fit(int epochs, double learningRate) {
    return new FitSpec(
        64,
        epochs,
        learningRate,
        FitSpec.Schedule.COSINE,
        0.01,
        epochs,
        FitSpec.Select.LOG_LOSS,
        FitSpec.ClassWeights.none(),
        0);
  }

  static TrainedNetwork train(NetworkSpec spec, FitSpec fit) {
    return Trainer.create()
        .train(spec, fit, ring(1500, 1), ring(700, 2), new Seeds(42), Progress.silent());
  }
}
