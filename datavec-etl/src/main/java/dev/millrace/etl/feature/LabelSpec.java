package dev.millrace.etl.feature;

import org.jspecify.annotations.Nullable;

/**
 * The question: does an event happen within a horizon after the cutoff, in {@code [cutoff, cutoff +
 * horizon)}?
 *
 * @param table holds the events: the entity's own, or one whose rows belong to an entity
 * @param column a date or timestamp column of it that says when; null for the table's time
 * @param filter which rows are events; null for all
 * @param horizonDays at least 1
 * @param repeats whether an entity can have the event again; where not, one that had it before the
 *     cutoff is not asked about any more
 */
public record LabelSpec(
    String table,
    @Nullable String column,
    @Nullable Filter filter,
    int horizonDays,
    boolean repeats) {
  public LabelSpec {
    if (horizonDays < 1) {
      throw new IllegalArgumentException("a horizon has at least one day, not " + horizonDays);
    }
  }
}
