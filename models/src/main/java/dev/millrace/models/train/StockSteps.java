package dev.millrace.models.train;

import dev.millrace.contract.support.Seeds;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Deeplearning4j's own fit, for any network on any backend. */
final class StockSteps implements Steps {
  private final MultiLayerNetwork network;
  private final LearningRate learningRate;
  private int steps;

  /**
   * @param network whose updater follows {@code learningRate}
   * @param dropout seeds ND4J's generator of this thread, which decides what is dropped
   */
  StockSteps(MultiLayerNetwork network, LearningRate learningRate, Seeds dropout) {
    this.network = network;
    this.learningRate = learningRate;
    Nd4j.getRandom().setSeed(dropout.value());
  }

  @Override
  public double step(Batch batch) {
    INDArray features = Nd4j.create(batch.features(), new long[] {batch.rows(), batch.width()});
    INDArray targets = column(batch.targets());
    // DL4J multiplies a row's loss and gradient by its mask, and divides by the rows.
    INDArray weights = column(batch.weights());
    double decay = network.calcRegularizationScore(true);
    network.fit(features, targets, null, weights);
    steps++;
    return network.score() - decay;
  }

  @Override
  public void publish() {
    network.incrementEpochCount();
  }

  @Override
  public void finish() {
    network.clear();
    network.setLearningRate(learningRate.at(steps));
  }

  private static INDArray column(float[] values) {
    return Nd4j.create(values, new long[] {values.length, 1});
  }
}
