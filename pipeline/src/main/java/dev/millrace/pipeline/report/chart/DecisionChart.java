package dev.millrace.pipeline.report.chart;

import dev.millrace.models.evaluate.Evaluation.Decision;
import dev.millrace.models.evaluate.Evaluation.Point;
import dev.millrace.pipeline.report.text.Words;
import java.util.Comparator;
import java.util.List;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeriesCollection;

/** What the decision earns, by how many rows are contacted. */
public final class DecisionChart {
  private DecisionChart() {}

  /**
   * The chart of a decision on the test rows.
   *
   * @param testRows all test rows
   * @param capacity largest share of rows that can be contacted
   */
  public static Chart of(Decision decision, long testRows, double capacity) {
    double contacted = (double) decision.contacted() / Math.max(1, testRows);
    XYSeriesCollection data = new XYSeriesCollection();
    data.addSeries(RankingCharts.series("profit", decision.curve()));
    data.addSeries(
        RankingCharts.series("chosen", List.of(new Point(contacted, decision.profit()))));
    NumberAxis profit = Style.axis("Profit on test rows", "#,##0");
    profit.setAutoRangeIncludesZero(true);
    XYPlot plot = Style.lines(data, Style.shares("Rows contacted, most probable first"), profit);
    XYLineAndShapeRenderer renderer = (XYLineAndShapeRenderer) plot.getRenderer();
    Style.series(renderer, 0, Ink.MODEL, Style.LINE);
    Style.dots(renderer, 1, Ink.BASELINE);
    plot.addRangeMarker(Style.marker(0));
    plot.addDomainMarker(Style.marker(capacity));
    return Canvas.draw(
        "decision",
        "Profit by rows contacted",
        reading(decision, capacity),
        Style.chart(plot, true));
  }

  private static String reading(Decision decision, double capacity) {
    Point peak =
        decision.curve().stream()
            .max(Comparator.comparingDouble(Point::y))
            .orElse(new Point(0, decision.profit()));
    String peakAt =
        "The curve peaks at %s with %s of the rows contacted; "
            .formatted(Words.number(peak.y()), Words.percent(peak.x()));
    return capacity < peak.x()
        ? peakAt + "the capacity of %s (dotted) stops before that.".formatted(Words.share(capacity))
        : peakAt + "the capacity of %s (dotted) allows that.".formatted(Words.share(capacity));
  }
}
