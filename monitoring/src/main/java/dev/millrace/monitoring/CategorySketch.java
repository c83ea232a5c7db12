package dev.millrace.monitoring;

import dev.millrace.contract.feature.ColumnBatch;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Categories, of which the most frequent have cells of their own. */
final class CategorySketch implements ColumnSketch {
  /** How many have a cell of their own. */
  static final int MOST = 50;

  /**
   * Those with fewer rows have none: that just these were met, of many rare ones, is chance, and
   * their shares among these very rows are too large.
   */
  static final int LEAST_ROWS = 20;

  private final String column;
  private final Map<String, Integer> found = new HashMap<>();

  CategorySketch(String column) {
    this.column = column;
  }

  @Override
  public void add(ColumnBatch rows, int column, int row) {
    @Nullable String value = rows.text(column, row);
    if (value != null) {
      found.merge(value, 1, Integer::sum);
    }
  }

  @Override
  public Cells.Categories cells() {
    return new Cells.Categories(values());
  }

  @Override
  public CategoryProfile profile(long[] counts) {
    List<String> values = values();
    List<Integer> order =
        IntStream.range(0, values.size())
            .boxed()
            .sorted(
                Comparator.<Integer>comparingLong(i -> -counts[i + 1]).thenComparing(values::get))
            .toList();
    return new CategoryProfile(
        column,
        counts[Cells.MISSING],
        order.stream().map(values::get).toList(),
        order.stream().map(i -> counts[i + 1]).toList(),
        counts[counts.length - 1]);
  }

  private List<String> values() {
    return found.entrySet().stream()
        .filter(category -> category.getValue() >= LEAST_ROWS)
        .sorted(Entry.<String, Integer>comparingByValue().reversed().thenComparing(Entry::getKey))
        .limit(MOST)
        .map(Entry::getKey)
        .toList();
  }
}
