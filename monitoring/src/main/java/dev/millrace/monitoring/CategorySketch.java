package dev.millrace.monitoring;

import dev.millrace.contract.feature.ColumnBatch;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.ItemsSketch;

/**
 * Categories, of which the most frequent have cells of their own. Any that 1 row in 290 has is
 * found, however many there are (Misra and Gries 1982; Anderson and others 2017), and all where
 * there are few; found ones are counted exactly.
 */
final class CategorySketch implements ColumnSketch {
  /** How many have a cell of their own. */
  static final int MOST = 50;

  /**
   * Those with fewer rows have none: that just these were met, of many rare ones, is chance, and
   * their shares among these very rows are too large.
   */
  static final int LEAST_ROWS = 20;

  private static final int MAP_SIZE = 1024;

  private final String column;
  private final ItemsSketch<String> items = new ItemsSketch<>(MAP_SIZE);

  CategorySketch(String column) {
    this.column = column;
  }

  @Override
  public void add(ColumnBatch rows, int column, int row) {
    items.update(rows.text(column, row)); // which takes no notice of null
  }

  @Override
  public Cells.Categories cells() {
    return new Cells.Categories(values());
  }

  private List<String> values() {
    Comparator<ItemsSketch.Row<String>> byEstimate =
        Comparator.comparingLong(ItemsSketch.Row::getEstimate);
    return Arrays.stream(items.getFrequentItems(ErrorType.NO_FALSE_NEGATIVES))
        .sorted(byEstimate.reversed().thenComparing(ItemsSketch.Row::getItem))
        .filter(row -> row.getEstimate() >= LEAST_ROWS)
        .limit(MOST)
        .map(ItemsSketch.Row::getItem)
        .toList();
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
}
