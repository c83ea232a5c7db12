package dev.millrace.models.train;

import dev.millrace.contract.support.Seeds;
import dev.millrace.models.network.NetworkBuilder;
import dev.millrace.models.network.NetworkSpec;
import dev.millrace.models.network.Optimizer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Deeplearning4j's own fit, for any network on any backend. It trains a twin that has our loss and
 * learning rate inside and copies the twin's parameters to the network, which stays free of them.
 */
final class StockSteps implements Steps {
  private final MultiLayerNetwork network;
  private final MultiLayerNetwork twin;
  private final RowWeightedLoss loss = new RowWeightedLoss();
  private final StepRate rate = new StepRate();

  /**
   * @param network built from {@code spec}; the twin starts with its parameters
   * @param dropout seeds ND4J's generator of this thread, which decides what is dropped
   */
  StockSteps(MultiLayerNetwork network, NetworkSpec spec, double weightDecay, Seeds dropout) {
    this.network = network;
    Optimizer optimizer = Optimizer.of(rate, weightDecay);
    twin = NetworkBuilder.build(spec, network.layerInputSize(0), optimizer, loss, dropout);
    twin.setParams(network.params());
    Nd4j.getRandom().setSeed(dropout.value());
  }

  @Override
  public double step(Batch batch, double learningRate) {
    rate.set(learningRate);
    loss.setWeights(column(batch.weights()));
    double decay = twin.calcRegularizationScore(true);
    INDArray features = Nd4j.create(batch.features(), new long[] {batch.rows(), batch.width()});
    twin.fit(features, column(batch.targets()));
    return twin.score() - decay;
  }

  @Override
  public double[] predict(Matrix rows) {
    return Predictions.of(twin, rows);
  }

  @Override
  public void publish() {
    network.setParams(twin.params());
    network.getUpdater().getStateViewArray().assign(twin.getUpdater().getStateViewArray());
    network.setIterationCount(twin.getIterationCount());
  }

  @Override
  public void close() {
    twin.clear();
  }

  private static INDArray column(float[] values) {
    return Nd4j.create(values, new long[] {values.length, 1});
  }
}
