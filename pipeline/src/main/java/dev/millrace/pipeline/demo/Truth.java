package dev.millrace.pipeline.demo;

/**
 * The probability of leaving within {@link Hazard#NOTICE} days, of a customer who is there: one
 * minus the product of staying each day. All of it follows from states before the first of them.
 */
final class Truth {
  /** Log of the probability of staying, by day. */
  private final Days staying;

  Truth(Days hazard) {
    this.staying = new Days(hazard.from(), hazard.to());
    for (int day = hazard.from(); day < hazard.to(); day++) {
      staying.set(day, StrictMath.log1p(-hazard.get(day)));
    }
  }

  /** Of leaving in the days from this one on. */
  double from(int day) {
    double all = 0;
    for (int next = day; next < day + Hazard.NOTICE; next++) {
      all += staying.get(next);
    }
    return -StrictMath.expm1(all);
  }
}
