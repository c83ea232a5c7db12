package dev.millrace.monitoring;

import java.util.List;

/**
 * How numbers were distributed.
 *
 * @param missing rows without a value
 * @param edges ascending; bin i has the numbers above edge i - 1 and up to edge i, the first and
 *     the last bin are open
 * @param counts rows by bin, one more than edges; exact
 * @param percentiles 101 values, from the least to the largest of the first {@value
 *     ReferenceProfile#LOOKED_AT} rows: for quantiles beyond the edges, and for other edges where
 *     profiles are merged; empty where there was no value
 */
public record NumberProfile(
    String column, long missing, List<Double> edges, List<Long> counts, List<Double> percentiles)
    implements ColumnProfile {
  public NumberProfile {
    edges = List.copyOf(edges);
    counts = List.copyOf(counts);
    percentiles = List.copyOf(percentiles);
    if (counts.size() != edges.size() + 1) {
      throw new IllegalArgumentException(
          "%d edges make %d bins, not %d".formatted(edges.size(), edges.size() + 1, counts.size()));
    }
  }

  @Override
  public long[] cells() {
    long[] cells = new long[counts.size() + 1];
    cells[0] = missing;
    for (int bin = 0; bin < counts.size(); bin++) {
      cells[bin + 1] = counts.get(bin);
    }
    return cells;
  }
}
