package dev.millrace.contract.feature;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a value of a column means. */
public enum ColumnType {
  /** A whole number; kept as a double, exact to 2^53. */
  @JsonProperty("integer")
  INTEGER(true),
  @JsonProperty("number")
  NUMBER(true),
  /** true/false, yes/no, t/f, y/n, 1/0 in any case; kept as 1 and 0. */
  @JsonProperty("boolean")
  BOOLEAN(true),
  /** A day; kept as days since 1970-01-01. */
  @JsonProperty("date")
  DATE(true),
  /** A moment, UTC where no zone is given; kept as fractional days since 1970-01-01T00:00Z. */
  @JsonProperty("timestamp")
  TIMESTAMP(true),
  /** One of a set of texts. */
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
