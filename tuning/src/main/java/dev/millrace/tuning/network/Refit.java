package dev.millrace.tuning.network;

/** Which rows the best configuration is fitted to in the end. */
public enum Refit {
  TRAINING,
  /**
   * For as many epochs as were best on validation rows; calibration and threshold come from the
   * network that was fitted to training rows alone.
   */
  TRAINING_AND_VALIDATION
}
