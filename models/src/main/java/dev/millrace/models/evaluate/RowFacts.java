package dev.millrace.models.evaluate;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of rows whatever a model says of them.
 *
 * @param cutoffs by row; null where rows have no time
 * @param truths true probabilities by row; null where they are not known
 */
record RowFacts(
    List<String> keys,
    boolean[] positive,
    @Nullable List<Instant> cutoffs,
    double @Nullable [] truths) {

  /** Only the rows at these positions, in that order. */
  RowFacts select(int[] rows) {
    String[] names = new String[rows.length];
    boolean[] labels = new boolean[rows.length];
    Instant @Nullable [] times = cutoffs == null ? null : new Instant[rows.length];
    double @Nullable [] known = truths == null ? null : new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      names[i] = keys.get(rows[i]);
      labels[i] = positive[rows[i]];
      if (times != null && cutoffs != null) {
        times[i] = cutoffs.get(rows[i]);
      }
      if (known != null && truths != null) {
        known[i] = truths[rows[i]];
      }
    }
    return new RowFacts(List.of(names), labels, times == null ? null : List.of(times), known);
  }
}
