package dev.millrace.models.train;

/**
 * The learning rate of each step.
 *
 * @param peak highest rate
 * @param steps steps in all epochs, at least 1
 */
record LearningRate(FitSpec.Schedule schedule, double peak, long steps) {
  private static final double WARM_UP = 0.1;

  /** The rate of a step, from 0. */
  double at(long step) {
    double done = Math.min(1, step / (double) steps);
    return switch (schedule) {
      case CONSTANT -> peak;
      case COSINE -> peak * halfCosine(done);
      case ONE_CYCLE ->
          done < WARM_UP
              ? peak * (step + 1) / (WARM_UP * steps + 1)
              : peak * halfCosine((done - WARM_UP) / (1 - WARM_UP));
    };
  }

  /** From 1 at the start to 0 at the end. */
  private static double halfCosine(double done) {
    return (1 + Math.cos(Math.PI * done)) / 2;
  }
}
