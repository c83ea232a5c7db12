package dev.millrace.models.train;

import dev.millrace.models.fused.FusedStepper;

/** Steps of {@link FusedStepper}: dense networks on the processor. */
record FusedSteps(FusedStepper stepper) implements Steps {
  @Override
  public double step(Batch batch, double learningRate) {
    return stepper.step(batch.features(), batch.targets(), batch.weights(), learningRate);
  }

  @Override
  public double[] predict(Matrix rows) {
    double[] probabilities = new double[rows.rows()];
    for (int from = 0; from < probabilities.length; from += stepper.rows()) {
      int size = Math.min(stepper.rows(), probabilities.length - from);
      stepper.predict(rows.block(from, size), probabilities, from);
    }
    return probabilities;
  }

  @Override
  public void publish() {
    stepper.publish();
  }

  @Override
  public void close() {
    stepper.close();
  }
}
