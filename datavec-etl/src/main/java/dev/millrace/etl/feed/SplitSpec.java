package dev.millrace.etl.feed;

import java.time.Instant;

/** How rows are divided. Shares are of all clean rows, each in (0, 1), together under 1. */
public sealed interface SplitSpec {

  /** At random by the seed, with the same share of positives in every part. */
  record Stratified(double validation, double test) implements SplitSpec {
    public Stratified {
      Share.check(validation, test);
    }
  }

  /** At random by the seed; rows with the same value of a column stay together. */
  record Group(String column, double validation, double test) implements SplitSpec {
    public Group {
      Share.check(validation, test);
    }
  }

  /** Ready-made: a column that holds {@code train}, {@code validation} or {@code test}. */
  record ByColumn(String column) implements SplitSpec {}

  /**
   * By the cutoffs of rows: training before validation before test. A training row's label is known
   * {@code gapDays} after its cutoff, which must not be later than the first validation cutoff; the
   * same holds for validation rows and the first test cutoff. Rows in a gap are left out.
   *
   * @param validationFrom first cutoff of validation rows
   * @param testFrom first cutoff of test rows, later
   * @param gapDays days, at least the label's horizon
   * @param sharedEntities whether an entity may have rows in several parts; where not, entities are
   *     dealt to the parts at random by the seed, and their rows of other parts' periods are left
   *     out
   * @param validation share of the entities dealt to validation; used where they are not shared
   * @param test share of the entities dealt to test; used where they are not shared
   */
  record ByTime(
      Instant validationFrom,
      Instant testFrom,
      int gapDays,
      boolean sharedEntities,
      double validation,
      double test)
      implements SplitSpec {
    public ByTime {
      Share.check(validation, test);
      if (!validationFrom.isBefore(testFrom)) {
        throw new IllegalArgumentException("validation comes before test");
      }
    }
  }
}
