package dev.millrace.monitoring;

import java.util.List;

/**
 * How numbers were distributed.
 *
 * @param missing rows without a value
 * @param edges ascending; bin i has the numbers above edge i - 1 and up to edge i, the first and
 *     the last bin are open
 * @param counts rows by bin, one more than edges; exact
 * @param digest the numbers as a serialised {@code TDigestDouble} of DataSketches, Base64:
 *     mergeable with others, for quantiles beyond the edges
 */
public record NumberProfile(
    String column, long missing, List<Double> edges, List<Long> counts, String digest)
    implements ColumnProfile {
  public NumberProfile {
    edges = List.copyOf(edges);
    counts = List.copyOf(counts);
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
