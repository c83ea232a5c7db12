package dev.millrace.models.train;

import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;

/**
 * Binary cross-entropy with a weight for each row of the batch. DL4J's label mask is no place for
 * weights: its output layer multiplies the logits by the mask too, which only 0 and 1 survive.
 * Lives in the network that is trained, never in one that is saved. Not thread-safe.
 */
final class RowWeightedLoss implements ILossFunction {
  private static final long serialVersionUID = 1L;

  private final LossBinaryXENT loss = new LossBinaryXENT();
  private transient INDArray weights = Nd4j.ones(1, 1);

  /** The weights {@code [rows, 1]} of the next batch. */
  void setWeights(INDArray weights) {
    this.weights = weights;
  }

  @Override
  public double computeScore(
      INDArray labels,
      INDArray preOutput,
      IActivation activation,
      @Nullable INDArray mask,
      boolean average) {
    INDArray scores = computeScoreArray(labels, preOutput, activation, mask);
    double sum = scores.sumNumber().doubleValue();
    return average ? sum / scores.size(0) : sum;
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
    return loss.computeScoreArray(labels, preOutput, activation, mask).muli(weights);
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
    return loss.computeGradient(labels, preOutput, activation, mask).muliColumnVector(weights);
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels,
      INDArray preOutput,
      IActivation activation,
      @Nullable INDArray mask,
      boolean average) {
    return Pair.of(
        computeScore(labels, preOutput, activation, mask, average),
        computeGradient(labels, preOutput, activation, mask));
  }

  @Override
  public String name() {
    return "row-weighted " + loss.name();
  }
}
