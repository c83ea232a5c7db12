package dev.millrace.models.train;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How a network is fitted.
 *
 * @param batch rows per step, at least 1
 * @param epochs most passes over the training rows
 * @param learningRate of Adam, peak of the schedule
 * @param schedule how the learning rate changes over the {@code epochs}
 * @param weightDecay decoupled (AdamW), multiplied by the learning rate; weights only, not biases
 * @param patience epochs without improvement before training stops; the best epoch is restored
 * @param select what "best" means, measured on validation rows
 * @param classWeights how much a positive row counts against a negative one
 * @param labelSmoothing labels become {@code y (1 - s) + s / 2}; in [0, 1)
 */
public record FitSpec(
    int batch,
    int epochs,
    double learningRate,
    Schedule schedule,
    double weightDecay,
    int patience,
    Select select,
    ClassWeights classWeights,
    double labelSmoothing) {

  /** Shapes of the learning rate over time. */
  public enum Schedule {
    @JsonProperty("constant")
    CONSTANT,
    /** Half a cosine down to zero. */
    @JsonProperty("cosine")
    COSINE,
    /** Linear up over the first tenth, then half a cosine down to zero. */
    @JsonProperty("one_cycle")
    ONE_CYCLE
  }

  /** The validation metric of the best epoch. */
  public enum Select {
    @JsonProperty("log_loss")
    LOG_LOSS,
    @JsonProperty("roc_auc")
    ROC_AUC
  }

  /**
   * Weight of a positive row; a negative one weighs 1.
   *
   * @param positive greater than 0, or NaN for "balanced": negatives / positives of the training
   *     rows
   */
  public record ClassWeights(double positive) {
    /** Every row counts the same. */
    public static ClassWeights none() {
      return new ClassWeights(1);
    }

    /** Both classes count the same. */
    public static ClassWeights balanced() {
      return new ClassWeights(Double.NaN);
    }
  }
}
