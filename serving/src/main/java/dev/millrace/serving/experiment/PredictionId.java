package dev.millrace.serving.experiment;

/**
 * What an id says of its prediction.
 *
 * @param tag unlike that of any other prediction
 * @param madeMillis since 1970
 * @param arm whose answer was returned
 * @param decision that was returned with it
 * @param contest fingerprint of the models that were loaded and how they shared the rows
 * @param champion its probability; NaN where it did not score the row
 * @param challenger its probability; NaN where it did not score the row
 */
record PredictionId(
    long tag,
    long madeMillis,
    Arm arm,
    boolean decision,
    long contest,
    float champion,
    float challenger) {

  /** The probability that was returned. */
  float answered() {
    return arm == Arm.CHAMPION ? champion : challenger;
  }

  boolean paired() {
    return !Float.isNaN(champion) && !Float.isNaN(challenger);
  }
}
