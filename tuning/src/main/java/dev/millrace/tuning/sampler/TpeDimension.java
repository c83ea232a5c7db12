package dev.millrace.tuning.sampler;

import dev.millrace.tuning.space.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * A parameter as the estimator sees it.
 *
 * @param low of the density's range: half a step below the lowest value, on the logarithmic scale
 *     where {@code log}
 * @param high the other end
 * @param step between values; 0 where there is none
 * @param choices how many; 0 for a number
 */
record TpeDimension(
    Parameter parameter, double low, double high, double step, boolean log, int choices) {

  static TpeDimension of(Parameter parameter) {
    if (parameter instanceof Parameter.Choice choice) {
      return new TpeDimension(parameter, 0, 0, 0, false, choice.values().size());
    }
    if (parameter instanceof Parameter.Real real) {
      return number(parameter, real.low(), real.high(), 0, real.log());
    }
    Parameter.Whole whole = (Parameter.Whole) parameter;
    return number(
        parameter, (double) whole.low(), (double) whole.high(), (double) whole.step(), whole.log());
  }

  private static TpeDimension number(
      Parameter parameter, double low, double high, double step, boolean log) {
    double from = low - step / 2;
    double to = high + step / 2;
    return log
        ? new TpeDimension(parameter, Math.log(from), Math.log(to), step, true, 0)
        : new TpeDimension(parameter, from, to, step, false, 0);
  }

  /** A choice by its position, a number on the estimator's scale; NaN for null. */
  double scaled(@Nullable Object value) {
    if (value == null) {
      return Double.NaN;
    }
    if (parameter instanceof Parameter.Choice choice) {
      return choice.values().indexOf(value);
    }
    double number = ((Number) value).doubleValue();
    return log ? Math.log(number) : number;
  }

  /** The value nearest to what was drawn. */
  Object value(double scaled) {
    if (parameter instanceof Parameter.Choice choice) {
      return choice.values().get((int) scaled);
    }
    double number = log ? Math.exp(scaled) : scaled;
    if (parameter instanceof Parameter.Real real) {
      return Math.max(real.low(), Math.min(real.high(), number));
    }
    Parameter.Whole whole = (Parameter.Whole) parameter;
    long steps = Math.round((number - whole.low()) / whole.step());
    return whole.low() + Math.max(0, Math.min(whole.count() - 1, steps)) * whole.step();
  }

  /** The lower end of the cell around a value, on the estimator's scale. */
  double cellLow(double scaled) {
    return log ? Math.log(Math.exp(scaled) - step / 2) : scaled - step / 2;
  }

  /** The upper end of the cell around a value, on the estimator's scale. */
  double cellHigh(double scaled) {
    return log ? Math.log(Math.exp(scaled) + step / 2) : scaled + step / 2;
  }
}
