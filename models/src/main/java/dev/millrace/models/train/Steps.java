package dev.millrace.models.train;

/** What changes a network's parameters, one mini-batch at a time. Not thread-safe. */
interface Steps extends AutoCloseable {

  /**
   * One step of the optimiser.
   *
   * @return the mean loss of the batch before the step, weights and smoothing included; NaN or
   *     infinite where the arithmetic broke down
   */
  double step(Batch batch, double learningRate);

  /** Probabilities that the parameters of now give, one for each row. */
  double[] predict(Matrix rows);

  /** Makes the network hold the parameters of now. */
  void publish();

  @Override
  void close();
}
