package dev.millrace.contract.feature;

import com.fasterxml.jackson.annotation.JsonProperty;

/** One step of standardising a text; steps apply in the order given. */
public enum TextRule {
  /** Blanks at both ends go; inner runs of blanks become one. */
  @JsonProperty("trim")
  TRIM,
  @JsonProperty("lower")
  LOWER,
  @JsonProperty("upper")
  UPPER,
  /** A text equal to a declared value but for case becomes that value. */
  @JsonProperty("fold")
  FOLD,
  /** Everything but letters and digits goes, as in identifiers written with dots and dashes. */
  @JsonProperty("alphanumeric")
  ALPHANUMERIC,
  /** Zeros at the front of a text go, unless it is all zeros. */
  @JsonProperty("strip_zeros")
  STRIP_ZEROS
}
