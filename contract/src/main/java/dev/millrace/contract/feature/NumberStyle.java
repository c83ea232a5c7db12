package dev.millrace.contract.feature;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How people wrote a number. All styles take a sign, an exponent and surrounding blanks. */
public enum NumberStyle {
  /** {@code 1234.5} only. */
  @JsonProperty("plain")
  PLAIN,
  /**
   * Also {@code $1,234.50}, {@code EUR 1,234.50}, {@code (12.50)} for a negative amount, blanks or
   * apostrophes between thousands. A comma is only ever a thousands separator.
   */
  @JsonProperty("english")
  ENGLISH,
  /** Also {@code 1.234,50 €}: the point separates thousands, the comma is the decimal sign. */
  @JsonProperty("european")
  EUROPEAN
}
