package dev.millrace.models.fused;

import org.nd4j.linalg.learning.config.Adam;

/**
 * Adam (Kingma and Ba 2015) with decoupled weight decay, in the form of ND4J's updater: epsilon is
 * added to the uncorrected root.
 *
 * @param decay weight decay, multiplied by the learning rate
 */
record AdamRule(Adam adam, double decay) {

  /** The rate of a step, from 0, with Adam's correction for moments that started at 0. */
  float correctedRate(int step, double rate) {
    double mean = 1 - Math.pow(adam.getBeta1(), step + 1.0);
    double square = 1 - Math.pow(adam.getBeta2(), step + 1.0);
    return (float) (rate * Math.sqrt(square) / mean);
  }

  /**
   * Moves parameters one step.
   *
   * @param shrink weight decay times learning rate; 0 for biases
   */
  void apply(
      float[] parameters,
      float[] gradient,
      float[] mean,
      float[] square,
      float correctedRate,
      float shrink) {
    float beta1 = (float) adam.getBeta1();
    float beta2 = (float) adam.getBeta2();
    float rest1 = (float) (1 - adam.getBeta1());
    float rest2 = (float) (1 - adam.getBeta2());
    float epsilon = (float) adam.getEpsilon();
    for (int i = 0; i < parameters.length; i++) {
      float g = gradient[i];
      float m = beta1 * mean[i] + rest1 * g;
      float v = beta2 * square[i] + rest2 * g * g;
      mean[i] = m;
      square[i] = v;
      float move = correctedRate * m / ((float) Math.sqrt(v) + epsilon);
      parameters[i] -= move + shrink * parameters[i];
    }
  }
}
