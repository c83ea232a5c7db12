package dev.millrace.models.train;

/** What changes a network's parameters, one mini-batch at a time. Not thread-safe. */
interface Steps {

  /**
   * One step of the optimiser.
   *
   * @return the mean loss of the batch before the step, weights and smoothing included; NaN or
   *     infinite where the arithmetic broke down
   */
  double step(Batch batch);

  /** Makes the network hold the parameters of now. */
  void publish();

  /** Makes the network one that can be trained on and saved, with nothing of ours inside. */
  void finish();
}
