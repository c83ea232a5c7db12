package dev.millrace.models.network;

import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019).
 *
 * @param learningRate by step
 * @param beta1 memory of the gradient's mean, in [0, 1)
 * @param beta2 memory of the gradient's square, in [0, 1)
 * @param epsilon added to the root of the square, greater than 0
 * @param weightDecay multiplied by the learning rate; weights only, not biases
 */
public record Optimizer(
    ISchedule learningRate, double beta1, double beta2, double epsilon, double weightDecay) {
  public Optimizer {
    if (!(weightDecay >= 0)) {
      throw new IllegalArgumentException("weight decay must not be negative, not " + weightDecay);
    }
  }

  /** With Adam's usual memory and epsilon. */
  public static Optimizer of(ISchedule learningRate, double weightDecay) {
    return new Optimizer(learningRate, 0.9, 0.999, 1e-8, weightDecay);
  }

  Adam adam() {
    return Adam.builder()
        .learningRateSchedule(learningRate)
        .beta1(beta1)
        .beta2(beta2)
        .epsilon(epsilon)
        .build();
  }
}
