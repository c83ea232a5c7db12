package dev.millrace.models.train;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.models.network.NetworkSpec;

/**
 * How a network is fitted.
 *
 * @param batch rows per step, at least 1; an epoch's rows beyond full batches wait for the next
 * @param epochs most passes over the training rows, at least 1
 * @param learningRate of Adam, peak of the schedule; greater than 0
 * @param schedule how the learning rate changes over the {@code epochs}
 * @param weightDecay decoupled (AdamW), multiplied by the learning rate; weights only, not biases
 * @param patience epochs without improvement before training stops, at least 1; the best epoch is
 *     restored
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

  public FitSpec {
    require(batch >= 1, "batch must be at least 1, not ", batch);
    require(epochs >= 1, "epochs must be at least 1, not ", epochs);
    require(learningRate > 0, "learning rate must be greater than 0, not ", learningRate);
    require(weightDecay >= 0, "weight decay must not be negative, not ", weightDecay);
    require(patience >= 1, "patience must be at least 1, not ", patience);
    require(
        labelSmoothing >= 0 && labelSmoothing < 1,
        "label smoothing must be in [0, 1), not ",
        labelSmoothing);
  }

  /**
   * What a recipe gets for an mlp that says nothing about fitting. Chosen with {@link
   * NetworkSpec.Mlp#defaults} by cross-validation on two churn tables; the strong decay is what
   * keeps the late epochs good.
   */
  public static FitSpec defaults() {
    return new FitSpec(
        256, 100, 5e-3, Schedule.COSINE, 1.0, 30, Select.LOG_LOSS, ClassWeights.none(), 0);
  }

  /** What a recipe gets for that network; a line needs larger steps and no shrinking. */
  public static FitSpec defaultsFor(NetworkSpec network) {
    return network instanceof NetworkSpec.Logistic
        ? new FitSpec(
            256, 100, 2e-2, Schedule.COSINE, 0, 30, Select.LOG_LOSS, ClassWeights.none(), 0)
        : defaults();
  }

  private static void require(boolean kept, String rule, Number value) {
    if (!kept) {
      throw new IllegalArgumentException(rule + value);
    }
  }

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
    public ClassWeights {
      require(
          !(positive <= 0), "the weight of a positive row must be greater than 0, not ", positive);
    }

    /** Every row counts the same. */
    public static ClassWeights none() {
      return new ClassWeights(1);
    }

    /** Both classes count the same. */
    public static ClassWeights balanced() {
      return new ClassWeights(Double.NaN);
    }

    /** The weight of a positive row among training rows with these counts, both above 0. */
    double positiveAmong(long rows, long positives) {
      return Double.isNaN(positive) ? (rows - positives) / (double) positives : positive;
    }
  }
}
