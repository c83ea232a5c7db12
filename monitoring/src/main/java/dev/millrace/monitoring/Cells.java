package dev.millrace.monitoring;

import dev.millrace.contract.feature.ColumnBatch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which cell of a {@link ColumnProfile} a value belongs to. Immutable and thread-safe. */
sealed interface Cells {
  /** The cell of values that are missing. */
  int MISSING = 0;

  /** How many there are. */
  int count();

  /** The cell of a value of a batch; allocates nothing. */
  int of(ColumnBatch rows, int column, int row);

  static Cells of(ColumnProfile profile) {
    return profile instanceof NumberProfile numbers
        ? new Bins(numbers.edges())
        : new Categories(((CategoryProfile) profile).values());
  }

  /** Bins of numbers, each open at its lower edge. */
  final class Bins implements Cells {
    private final double[] edges;

    /**
     * @param edges ascending
     */
    Bins(List<Double> edges) {
      this.edges = edges.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Override
    public int count() {
      return edges.length + 2;
    }

    @Override
    public int of(ColumnBatch rows, int column, int row) {
      return of(rows.number(column, row));
    }

    /** Counts the edges below; for a dozen of them quicker than a search, which guesses wrong. */
    int of(double value) {
      if (Double.isNaN(value)) {
        return MISSING;
      }
      int cell = 1;
      for (double edge : edges) {
        cell += value > edge ? 1 : 0;
      }
      return cell;
    }
  }

  /** Named categories and one cell for all others. */
  final class Categories implements Cells {
    private final Map<String, Integer> cells = new HashMap<>();
    private final int other;

    Categories(List<String> values) {
      for (String value : values) {
        cells.put(value, cells.size() + 1);
      }
      other = values.size() + 1;
    }

    @Override
    public int count() {
      return other + 1;
    }

    @Override
    public int of(ColumnBatch rows, int column, int row) {
      return of(rows.text(column, row));
    }

    int of(@Nullable String value) {
      if (value == null) {
        return MISSING;
      }
      Integer cell = cells.get(value);
      return cell == null ? other : cell;
    }
  }
}
