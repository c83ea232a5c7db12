package dev.millrace.monitoring;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.ColumnType;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.apache.datasketches.tdigest.TDigestDouble;

/**
 * Numbers, in bins at their deciles. The deciles are those of a t-digest (Dunning and Ertl 2019):
 * of the mergeable sketches of quantiles it is the one that tosses no coin, so that the same rows
 * give the same bytes. Its error moves edges only; rows are counted exactly between them.
 */
final class NumberSketch implements ColumnSketch {
  private static final int BINS = 10;

  private final String column;
  private final DoubleUnaryOperator atEdge;
  private final TDigestDouble digest = new TDigestDouble();

  NumberSketch(Column column) {
    this(column.name(), edges(column.type()));
  }

  /**
   * @param atEdge where to put the edge for a decile; not decreasing
   */
  NumberSketch(String column, DoubleUnaryOperator atEdge) {
    this.column = column;
    this.atEdge = atEdge;
  }

  /** Whole numbers have whole edges, which part them alike and read better. */
  private static DoubleUnaryOperator edges(ColumnType type) {
    return switch (type) {
      case INTEGER, BOOLEAN, DATE -> Math::floor;
      default -> DoubleUnaryOperator.identity();
    };
  }

  @Override
  public void add(ColumnBatch rows, int column, int row) {
    add(rows.number(column, row));
  }

  void add(double value) {
    if (!Double.isNaN(value)) {
      digest.update(value);
    }
  }

  @Override
  public Cells.Bins cells() {
    return new Cells.Bins(edges());
  }

  private List<Double> edges() {
    List<Double> edges = new ArrayList<>();
    for (int i = 1; i < BINS && !digest.isEmpty(); i++) {
      double edge = atEdge.applyAsDouble(digest.getQuantile((double) i / BINS)) + 0.0;
      if (edges.isEmpty() || edge > edges.get(edges.size() - 1)) {
        edges.add(edge);
      }
    }
    return edges;
  }

  /** Without bins that have no row, as there are where few values are repeated often. */
  @Override
  public NumberProfile profile(long[] counts) {
    List<Double> edges = new ArrayList<>(edges());
    List<Long> bins = new ArrayList<>();
    for (int cell = 1; cell < counts.length; cell++) {
      bins.add(counts[cell]);
    }
    for (int bin = bins.size() - 1; bin >= 0; bin--) {
      if (bins.get(bin) == 0 && bins.size() > 1) {
        bins.remove(bin);
        edges.remove(Math.min(bin, edges.size() - 1));
      }
    }
    String bytes = Base64.getEncoder().encodeToString(digest.toByteArray());
    return new NumberProfile(column, counts[Cells.MISSING], edges, bins, bytes);
  }
}
