package dev.millrace.models.evaluate;

/** Log-odds and back. */
final class Logit {
  /** As in {@link dev.millrace.scoring.Calibration.Platt}: the fit has to see what it will. */
  private static final double EDGE = 1e-7;

  private Logit() {}

  /** Of a probability, kept off the ends by 1e-7. */
  static double of(double probability) {
    double p = Math.min(1 - EDGE, Math.max(EDGE, probability));
    return Math.log(p / (1 - p));
  }

  static double inverse(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }
}
