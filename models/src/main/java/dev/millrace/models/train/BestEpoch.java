package dev.millrace.models.train;

import java.util.Locale;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Remembers the parameters of the best epoch. */
final class BestEpoch {
  private final FitSpec fit;
  private double best = Double.NEGATIVE_INFINITY;
  private int epoch;
  private int lastGain;
  private @Nullable INDArray parameters;

  BestEpoch(FitSpec fit) {
    this.fit = fit;
  }

  /**
   * Of equal epochs the latest is kept; it has seen more. Only a real gain renews the patience,
   * else a network that learns nothing would go on forever.
   */
  void offer(int number, Validation.Score score, MultiLayerNetwork network) {
    double value = fit.select() == FitSpec.Select.ROC_AUC ? score.rocAuc() : -score.logLoss();
    if (value >= best) {
      lastGain = value > best ? number : lastGain;
      best = value;
      epoch = number;
      parameters = network.params().dup();
    }
  }

  boolean exhausted(int number) {
    return number - lastGain >= fit.patience();
  }

  int epoch() {
    return epoch;
  }

  /** For people, for example {@code best log-loss 0.4123 at epoch 12}. */
  String remark() {
    String metric = fit.select() == FitSpec.Select.ROC_AUC ? "ROC-AUC" : "log-loss";
    return String.format(Locale.ROOT, "best %s %.4f at epoch %d", metric, Math.abs(best), epoch);
  }

  void restore(MultiLayerNetwork network) {
    if (parameters == null) {
      throw new IllegalStateException("no epoch was offered");
    }
    network.setParams(parameters);
  }
}
