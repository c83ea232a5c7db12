package dev.millrace.pipeline.report.chart;

import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.models.evaluate.Evaluation.Confusion;
import dev.millrace.models.evaluate.Evaluation.Point;
import dev.millrace.models.evaluate.Metrics;
import dev.millrace.pipeline.report.text.Words;
import java.util.List;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** How well test rows are ranked: ROC and precision-recall. */
public final class RankingCharts {
  private RankingCharts() {}

  public static Chart roc(Evaluation evaluation) {
    Confusion confusion = evaluation.confusion();
    double falseAlarms = share(confusion.falsePositives(), confusion.trueNegatives());
    double found = share(confusion.truePositives(), confusion.falseNegatives());
    XYPlot plot =
        plot(
            evaluation.roc(),
            "Negatives flagged wrongly (false positive rate)",
            "Positives found (true positive rate)",
            List.of(new Point(0, 0), new Point(1, 1)),
            "chance",
            new Point(falseAlarms, found));
    String reading =
        "Each point is a threshold; the closer the curve comes to the upper left corner the better."
            + " At the chosen threshold the model finds %s of the positives and flags %s of the"
                .formatted(Words.percent(found), Words.percent(falseAlarms))
            + " negatives.";
    return Canvas.draw("roc", "ROC curve", reading, Style.chart(plot, true));
  }

  public static Chart precisionRecall(Evaluation evaluation) {
    Metrics test = evaluation.test();
    double rate = positiveRate(evaluation.confusion());
    XYPlot plot =
        plot(
            evaluation.precisionRecall(),
            "Positives found (recall)",
            "Flagged rows that are positive (precision)",
            List.of(new Point(0, rate), new Point(1, rate)),
            "chance",
            new Point(test.recall(), test.precision()));
    String reading =
        "Finding more positives costs precision: at the chosen threshold %s are found and %s of the"
                .formatted(Words.percent(test.recall()), Words.percent(test.precision()))
            + " flagged rows are positive; flagging at random would reach %s."
                .formatted(Words.percent(rate));
    return Canvas.draw(
        "precision-recall", "Precision and recall", reading, Style.chart(plot, true));
  }

  private static XYPlot plot(
      List<Point> curve,
      String x,
      String y,
      List<Point> chance,
      String chanceName,
      Point threshold) {
    XYSeriesCollection data = new XYSeriesCollection();
    data.addSeries(series("model", curve));
    data.addSeries(series(chanceName, chance));
    data.addSeries(series("chosen threshold", List.of(threshold)));
    XYPlot plot = Style.lines(data, Style.shares(x), Style.shares(y));
    XYLineAndShapeRenderer renderer = (XYLineAndShapeRenderer) plot.getRenderer();
    Style.series(renderer, 0, Ink.MODEL, Style.LINE);
    Style.series(renderer, 1, Ink.REFERENCE, Style.DOTTED);
    Style.dots(renderer, 2, Ink.BASELINE);
    return plot;
  }

  /** A series in the order given; curves may go straight up. */
  static XYSeries series(String name, List<Point> points) {
    XYSeries series = new XYSeries(name, false, true);
    points.forEach(point -> series.add(point.x(), point.y()));
    return series;
  }

  private static double positiveRate(Confusion c) {
    return share(c.truePositives() + c.falseNegatives(), c.trueNegatives() + c.falsePositives());
  }

  private static double share(long part, long rest) {
    return part == 0 ? 0 : (double) part / (part + rest);
  }
}
