package dev.millrace.pipeline.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One column at a glance.
 *
 * @param remark unit and description; may be empty
 * @param spark bars of a numeric column; null for categories
 * @param bars the commonest categories; empty for numbers
 */
record ColumnCard(
    String name,
    String type,
    String remark,
    List<Fact> facts,
    @Nullable Spark spark,
    List<CategoryBar> bars) {
  ColumnCard {
    facts = List.copyOf(facts);
    bars = List.copyOf(bars);
  }

  record Fact(String name, String value) {}

  /**
   * @param width of its bar, percent of the largest
   * @param rateAt place of its rate, percent of the scale shared by all cards
   */
  record CategoryBar(String label, String share, double width, String rate, double rateAt) {}

  /**
   * A histogram with the positive rate over it, drawn on a field of 240 by 72.
   *
   * @param label for screen readers
   * @param line points of the positive rate, for {@code polyline}
   * @param reference height of the rate of all rows
   */
  record Spark(
      String label,
      String from,
      String to,
      List<Bin> bins,
      List<Dot> dots,
      String line,
      double reference) {
    Spark {
      bins = List.copyOf(bins);
      dots = List.copyOf(dots);
    }
  }

  record Bin(double x, double y, double width, double height, String title) {}

  record Dot(double x, double y) {}
}
