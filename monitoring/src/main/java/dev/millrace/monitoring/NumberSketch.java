package dev.millrace.monitoring;

import dev.millrace.contract.feature.ColumnBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Numbers, in bins at their deciles. */
final class NumberSketch implements ColumnSketch {
  private static final int BINS = 10;
  private static final int PERCENT = 100;

  private final String column;
  private final double above;
  private final List<Double> values = new ArrayList<>();

  NumberSketch(String column) {
    this(column, 0);
  }

  /**
   * @param above how far above a decile, which is a value that rows have, its edge lies; as a share
   *     of it
   */
  NumberSketch(String column, double above) {
    this.column = column;
    this.above = above;
  }

  @Override
  public void add(ColumnBatch rows, int column, int row) {
    add(rows.number(column, row));
  }

  void add(double value) {
    if (!Double.isNaN(value)) {
      values.add(value + 0.0); // there is one zero
    }
  }

  @Override
  public Cells.Bins cells() {
    return new Cells.Bins(edges(percentiles()));
  }

  /** Without bins that have no row: the last one, where many rows have the largest value. */
  @Override
  public NumberProfile profile(long[] counts) {
    List<Double> percentiles = percentiles();
    List<Double> edges = new ArrayList<>(edges(percentiles));
    List<Long> bins = new ArrayList<>(Arrays.stream(counts).skip(1).boxed().toList());
    for (int bin = bins.size() - 1; bin >= 0 && bins.size() > 1; bin--) {
      if (bins.get(bin) == 0) {
        bins.remove(bin);
        edges.remove(Math.min(bin, edges.size() - 1));
      }
    }
    return new NumberProfile(column, counts[Cells.MISSING], edges, bins, percentiles);
  }

  private List<Double> edges(List<Double> percentiles) {
    List<Double> edges = new ArrayList<>();
    for (int decile = 1; decile < BINS && !percentiles.isEmpty(); decile++) {
      double edge = percentiles.get(decile * PERCENT / BINS) * (1 + above);
      if (edges.isEmpty() || edge > edges.get(edges.size() - 1)) {
        edges.add(edge);
      }
    }
    return edges;
  }

  /** Values that rows have. */
  private List<Double> percentiles() {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted.length == 0
        ? List.of()
        : IntStream.rangeClosed(0, PERCENT)
            .mapToObj(percent -> sorted[percent * (sorted.length - 1) / PERCENT])
            .toList();
  }
}
