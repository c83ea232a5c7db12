package dev.millrace.pipeline.report.chart;

import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.models.evaluate.Evaluation.Point;
import dev.millrace.pipeline.report.text.Words;
import java.util.List;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** What ranking buys: gain over all rows, and lift by tenth. */
public final class LiftCharts {
  private static final double BAR_WIDTH = 0.72;

  private LiftCharts() {}

  public static Chart gain(Evaluation evaluation) {
    XYSeriesCollection data = new XYSeriesCollection();
    data.addSeries(RankingCharts.series("model", evaluation.gain()));
    data.addSeries(RankingCharts.series("chance", List.of(new Point(0, 0), new Point(1, 1))));
    XYPlot plot =
        Style.lines(
            data,
            Style.shares("Rows taken, most probable first"),
            Style.shares("Positives among them"));
    Style.series(plot.getRenderer(), 0, Ink.MODEL, Style.LINE);
    Style.series(plot.getRenderer(), 1, Ink.REFERENCE, Style.DOTTED);
    String reading =
        "The fifth of rows with the highest probability holds %s of all positives; a random fifth"
                .formatted(Words.percent(at(evaluation.gain(), 0.2)))
            + " would hold 20%.";
    return Canvas.draw("gain", "Gain", reading, Style.chart(plot, true));
  }

  public static Chart lift(List<Double> liftByDecile) {
    XYSeries series = new XYSeries("lift");
    for (int i = 0; i < liftByDecile.size(); i++) {
      series.add(i + 1, liftByDecile.get(i));
    }
    NumberAxis tenths = Style.axis("Tenth of rows, most probable first", "0");
    tenths.setRange(0.4, liftByDecile.size() + 0.6);
    tenths.setTickUnit(new NumberTickUnit(1));
    NumberAxis lift = Style.axis("Positives, as a multiple of the average", "0.#×");
    lift.setAutoRangeIncludesZero(true);
    XYPlot plot = Style.lines(new XYSeriesCollection(series), tenths, lift);
    plot.setRenderer(bars());
    plot.addRangeMarker(Style.marker(1));
    String reading =
        "The first tenth of rows holds %s times as many positives as an average tenth, the last %s"
                .formatted(
                    Words.number(liftByDecile.get(0)),
                    Words.number(liftByDecile.get(liftByDecile.size() - 1)))
            + " times as many; bars should fall from left to right.";
    return Canvas.draw("lift", "Lift by tenth", reading, Style.chart(plot, false));
  }

  private static XYBarRenderer bars() {
    XYBarRenderer renderer = new XYBarRenderer(1 - BAR_WIDTH);
    renderer.setBarPainter(new StandardXYBarPainter());
    renderer.setShadowVisible(false);
    renderer.setDrawBarOutline(false);
    renderer.setSeriesPaint(0, Ink.MODEL.paint());
    return renderer;
  }

  /** The curve at {@code x}, linear between its points. */
  static double at(List<Point> curve, double x) {
    Point before = curve.get(0);
    for (Point point : curve) {
      if (point.x() >= x) {
        double width = point.x() - before.x();
        return width == 0
            ? point.y()
            : before.y() + (point.y() - before.y()) * (x - before.x()) / width;
      }
      before = point;
    }
    return before.y();
  }
}
