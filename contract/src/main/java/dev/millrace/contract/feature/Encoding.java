package dev.millrace.contract.feature;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How a column is asked to become features; what it is fitted to is a fitted transform of the
 * encoder.
 *
 * <p>A missing number becomes the training rows' median; a missing category becomes zeros (the
 * overall rate for {@link Method#TARGET}, the middle for {@link Method#ORDINAL}). The indicator
 * keeps the fact that it was missing: for categories it does what a category of its own would.
 *
 * @param method the encoding
 * @param unseen what a category means that the training rows do not have
 * @param indicator whether a column says with an extra feature that the value is missing
 * @param limit how many categories or bins at most; the rarest categories beyond it count as unseen
 * @param smoothing for {@link Method#TARGET}: rows' worth of the overall rate mixed into each
 *     category's rate
 */
public record Encoding(
    Method method, Unseen unseen, Indicator indicator, int limit, double smoothing) {

  /** Ways to encode; the first four take numbers, the others categories. */
  public enum Method {
    /**
     * (x - median) / IQR, then the smooth clip x / sqrt(1 + (x/3)^2). A boolean becomes -1 or 1,
     * and 0 where it is missing.
     */
    @JsonProperty("robust")
    ROBUST,
    /** The training quantile of x, mapped to a standard normal; constant beyond the ends. */
    @JsonProperty("quantile")
    QUANTILE,
    /** (x - mean) / standard deviation. */
    @JsonProperty("standard")
    STANDARD,
    /**
     * The robust value, and beside it piecewise linear features over training quantile bins
     * (Gorishniy et al. 2022). A boolean becomes -1 or 1, and 0 where it is missing.
     */
    @JsonProperty("bins")
    BINS,
    /**
     * A 0/1 feature for each category of the training rows; a pair of categories becomes one
     * feature of -1 and 1.
     */
    @JsonProperty("one_hot")
    ONE_HOT,
    /** The position in the declared values (or in alphabetical order), scaled to [-1, 1]. */
    @JsonProperty("ordinal")
    ORDINAL,
    /**
     * The smoothed rate of positives among training rows, centred and scaled; out of fold for the
     * training rows.
     */
    @JsonProperty("target")
    TARGET,
    /** One-hot for up to 20 categories of the training rows, target encoding for more. */
    @JsonProperty("auto")
    AUTO;

    private static final int MOST_ONE_HOT = 20;

    /** What {@link #AUTO} stands for with so many categories among training rows; else itself. */
    public Method resolved(long categories) {
      if (this != AUTO) {
        return this;
      }
      return categories <= MOST_ONE_HOT ? ONE_HOT : TARGET;
    }

    /** Whether it takes numbers; otherwise it takes categories. */
    public boolean takesNumbers() {
      return switch (this) {
        case ROBUST, QUANTILE, STANDARD, BINS -> true;
        case ONE_HOT, ORDINAL, TARGET, AUTO -> false;
      };
    }
  }

  /** What a category that training rows do not have becomes. */
  public enum Unseen {
    /** Nothing is known: all zeros (one-hot), the middle (ordinal), the overall rate (target). */
    @JsonProperty("ignore")
    IGNORE,
    /** The most frequent category of the training rows. */
    @JsonProperty("most_frequent")
    MOST_FREQUENT,
    /** An error that names column and value. */
    @JsonProperty("fail")
    FAIL
  }

  /** When a missing indicator is added. */
  public enum Indicator {
    /** Where the training rows have missing values. */
    @JsonProperty("auto")
    AUTO,
    @JsonProperty("always")
    ALWAYS,
    @JsonProperty("never")
    NEVER
  }

  private static final int DEFAULT_LIMIT = 64;
  private static final int DEFAULT_BINS = 16;
  private static final double DEFAULT_SMOOTHING = 20;

  public Encoding {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, not " + limit);
    }
    if (!(smoothing >= 0)) {
      throw new IllegalArgumentException("smoothing must not be negative, not " + smoothing);
    }
  }

  /** The given method with everything else at its default. */
  public static Encoding of(Method method) {
    int limit = method == Method.BINS ? DEFAULT_BINS : DEFAULT_LIMIT;
    return new Encoding(method, Unseen.IGNORE, Indicator.AUTO, limit, DEFAULT_SMOOTHING);
  }

  /** Bins for numbers, auto for categories: what did best on public churn tables. */
  public static Encoding defaultFor(ColumnType type) {
    return of(type.isNumeric() ? Method.BINS : Method.AUTO);
  }
}
