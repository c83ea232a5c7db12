package dev.millrace.contract.feature;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a value of a column means, and how it is read from what was written. Whoever reads values,
 * in Java or in SQL, follows these rules: a value is missing where the source has none, where it is
 * NaN, or where its text is empty after trimming; otherwise it must be of the type by the rule
 * given there, within the column's range (after reading, inclusive), or for categories one of its
 * allowed values and of its pattern (after standardising, as a whole).
 */
public enum ColumnType {
  /**
   * A number that is whole and at most 2^53 in size, so that a double holds it exactly; {@code 5.0}
   * is whole.
   */
  @JsonProperty("integer")
  INTEGER(true),
  /** A finite number in the column's {@link NumberStyle}. */
  @JsonProperty("number")
  NUMBER(true),
  /** true/false, yes/no, t/f, y/n, 1/0 in any case, trimmed; kept as 1 and 0. */
  @JsonProperty("boolean")
  BOOLEAN(true),
  /** A day in one of the column's {@link TimeFormat}s; kept as whole days since 1970-01-01. */
  @JsonProperty("date")
  DATE(true),
  /**
   * A moment in one of the column's {@link TimeFormat}s, UTC where no zone is given; kept as
   * fractional days since 1970-01-01T00:00Z.
   */
  @JsonProperty("timestamp")
  TIMESTAMP(true),
  /**
   * One of a set of texts, after the column's {@link TextRule}s. A number that is whole is read as
   * its digits without a point, a truth value as {@code true} or {@code false}.
   */
  @JsonProperty("category")
  CATEGORY(false);

  private final boolean numeric;

  ColumnType(boolean numeric) {
    this.numeric = numeric;
  }

  /** Whether a clean value is a double (missing: NaN); otherwise it is a text (missing: null). */
  public boolean isNumeric() {
    return numeric;
  }
}
