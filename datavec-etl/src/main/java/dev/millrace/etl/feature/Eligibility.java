package dev.millrace.etl.feature;

import org.jspecify.annotations.Nullable;

/**
 * Which entities are asked about at a cutoff, beside those rules that always hold: their row is
 * known, and the event has not happened yet.
 *
 * @param minAgeDays days that the entity's own time must lie before the cutoff; 0 for any
 * @param activeTable a table with a row of the entity within {@code activeDays}; null for none
 * @param activeDays used with {@code activeTable}
 */
public record Eligibility(int minAgeDays, @Nullable String activeTable, int activeDays) {
  /** Every entity that is known. */
  public static Eligibility everybody() {
    return new Eligibility(0, null, 0);
  }
}
