package dev.millrace.models.evaluate;

import dev.millrace.scoring.Calibration;

/**
 * Fits Platt calibration on the logit by Newton's method with halved steps (Lin, Lin and Weng
 * 2007), towards Platt's smoothed targets, which keep separable rows from an infinite slope.
 */
final class PlattFit {
  private static final int MOST_STEPS = 100;
  private static final double CONVERGED = 1e-10;
  private static final double RIDGE = 1e-12;
  private static final double SMALLEST_STEP = 1e-10;
  private static final double SUFFICIENT = 1e-4;

  /** A model that ranks upside down is flattened, not turned over: calibration keeps the order. */
  private static final double SMALLEST_SLOPE = 1e-3;

  private final double[] logits;
  private final double[] targets;
  private double slope = 1;
  private double intercept;

  private PlattFit(ScoredRows rows) {
    double positives = rows.positives();
    double negatives = rows.size() - positives;
    double high = (positives + 1) / (positives + 2);
    double low = 1 / (negatives + 2);
    logits = new double[rows.size()];
    targets = new double[rows.size()];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = Logit.of(rows.probability(i));
      targets[i] = rows.isPositive(i) ? high : low;
    }
  }

  static Calibration.Platt fit(ScoredRows rows) {
    PlattFit fit = new PlattFit(rows);
    fit.descend(true);
    if (fit.slope < SMALLEST_SLOPE) {
      fit.slope = SMALLEST_SLOPE;
      fit.descend(false);
    }
    return new Calibration.Platt(fit.slope, fit.intercept);
  }

  /** Moves slope and intercept, or the intercept alone, to the least loss. */
  private void descend(boolean withSlope) {
    boolean moving = true;
    for (int step = 0; moving && step < MOST_STEPS; step++) {
      Derivatives at = withSlope ? derivatives() : derivatives().ofInterceptAlone();
      moving = at.steepness() > CONVERGED * logits.length && moved(at);
    }
  }

  private Derivatives derivatives() {
    double bySlope = 0;
    double byIntercept = 0;
    double bySlopeTwice = RIDGE;
    double byBoth = 0;
    double byInterceptTwice = RIDGE;
    for (int i = 0; i < logits.length; i++) {
      double p = Logit.inverse(slope * logits[i] + intercept);
      double error = p - targets[i];
      double weight = p * (1 - p);
      bySlope += error * logits[i];
      byIntercept += error;
      bySlopeTwice += weight * logits[i] * logits[i];
      byBoth += weight * logits[i];
      byInterceptTwice += weight;
    }
    return new Derivatives(bySlope, byIntercept, bySlopeTwice, byBoth, byInterceptTwice);
  }

  /** Takes the longest of the halved steps that lowers the loss enough; false where none does. */
  private boolean moved(Derivatives at) {
    double before = loss(slope, intercept);
    for (double size = 1; size >= SMALLEST_STEP; size /= 2) {
      double newSlope = slope + size * at.moveOfSlope();
      double newIntercept = intercept + size * at.moveOfIntercept();
      if (loss(newSlope, newIntercept) < before + SUFFICIENT * size * at.slant()) {
        slope = newSlope;
        intercept = newIntercept;
        return true;
      }
    }
    return false;
  }

  private double loss(double withSlope, double withIntercept) {
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      double z = withSlope * logits[i] + withIntercept;
      sum += Math.max(z, 0) - targets[i] * z + Math.log1p(Math.exp(-Math.abs(z)));
    }
    return sum;
  }

  /** First and second derivatives of the loss, and Newton's step from them. */
  private record Derivatives(
      double bySlope,
      double byIntercept,
      double bySlopeTwice,
      double byBoth,
      double byInterceptTwice) {

    Derivatives ofInterceptAlone() {
      return new Derivatives(0, byIntercept, bySlopeTwice, 0, byInterceptTwice);
    }

    double steepness() {
      return Math.max(Math.abs(bySlope), Math.abs(byIntercept));
    }

    double moveOfSlope() {
      return (byBoth * byIntercept - byInterceptTwice * bySlope) / determinant();
    }

    double moveOfIntercept() {
      return (byBoth * bySlope - bySlopeTwice * byIntercept) / determinant();
    }

    /** How the loss changes along Newton's step; negative. */
    double slant() {
      return bySlope * moveOfSlope() + byIntercept * moveOfIntercept();
    }

    private double determinant() {
      return bySlopeTwice * byInterceptTwice - byBoth * byBoth;
    }
  }
}
