package dev.millrace.monitoring;

import java.util.List;

/**
 * How categories were distributed.
 *
 * @param missing rows without a value
 * @param values the most frequent categories, most frequent first
 * @param counts rows by category; exact
 * @param other rows of all other categories
 */
public record CategoryProfile(
    String column, long missing, List<String> values, List<Long> counts, long other)
    implements ColumnProfile {
  public CategoryProfile {
    values = List.copyOf(values);
    counts = List.copyOf(counts);
    if (counts.size() != values.size()) {
      throw new IllegalArgumentException(
          "%d categories have %d counts".formatted(values.size(), counts.size()));
    }
  }

  @Override
  public long[] cells() {
    long[] cells = new long[counts.size() + 2];
    cells[0] = missing;
    for (int i = 0; i < counts.size(); i++) {
      cells[i + 1] = counts.get(i);
    }
    cells[cells.length - 1] = other;
    return cells;
  }
}
