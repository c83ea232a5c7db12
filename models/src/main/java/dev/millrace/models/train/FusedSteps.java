package dev.millrace.models.train;

import dev.millrace.models.fused.FusedStepper;

/** Steps of {@link FusedStepper}: dense networks on the processor. */
record FusedSteps(FusedStepper stepper) implements Steps {
  @Override
  public double step(Batch batch, double learningRate) {
    return stepper.step(batch.features(), batch.targets(), batch.weights(), learningRate);
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
