package dev.millrace.pipeline.report.chart;

import dev.millrace.models.evaluate.Evaluation.CalibrationReport;
import dev.millrace.models.evaluate.Evaluation.CalibrationReport.Bin;
import dev.millrace.models.evaluate.Evaluation.Point;
import dev.millrace.pipeline.report.text.Words;
import java.util.Comparator;
import java.util.List;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.jfree.data.xy.XYSeriesCollection;

/** Whether probabilities mean what they say. */
public final class CalibrationChart {
  private CalibrationChart() {}

  public static Chart of(CalibrationReport calibration) {
    XYSeriesCollection diagonal = new XYSeriesCollection();
    diagonal.addSeries(RankingCharts.series("perfect", List.of(new Point(0, 0), new Point(1, 1))));
    XYPlot plot =
        Style.lines(
            diagonal, Style.shares("Predicted probability"), Style.shares("Positives observed"));
    Style.series(plot.getRenderer(), 0, Ink.REFERENCE, Style.DOTTED);
    plot.setDataset(1, bins(calibration.bins()));
    plot.setRenderer(1, errorBars());
    String reading =
        "Each dot is a group of test rows with its interval; on the dotted line a probability of"
            + " 30% comes true in 30% of rows. On average they differ by "
            + Words.number(calibration.expectedCalibrationError() * 100)
            + " percentage points"
            + widest(calibration.bins());
    return Canvas.draw(
        "calibration", "Predicted against observed", reading, Style.chart(plot, true));
  }

  private static String widest(List<Bin> bins) {
    return bins.stream()
        .max(Comparator.comparingDouble(bin -> Math.abs(bin.predicted() - bin.observed())))
        .map(
            bin ->
                ", at most where %s was predicted and %s came true."
                    .formatted(Words.percent(bin.predicted()), Words.percent(bin.observed())))
        .orElse(".");
  }

  private static XYIntervalSeriesCollection bins(List<Bin> bins) {
    XYIntervalSeries series = new XYIntervalSeries("model, test rows", false, true);
    for (Bin bin : bins) {
      series.add(
          bin.predicted(),
          bin.predicted(),
          bin.predicted(),
          bin.observed(),
          bin.interval().low(),
          bin.interval().high());
    }
    XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
    data.addSeries(series);
    return data;
  }

  private static XYErrorRenderer errorBars() {
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawXError(false);
    renderer.setCapLength(0);
    renderer.setErrorPaint(Ink.MODEL.paint());
    renderer.setErrorStroke(Style.LINE);
    renderer.setSeriesPaint(0, Ink.MODEL.paint());
    renderer.setSeriesShape(0, Style.DOT);
    renderer.setSeriesStroke(0, Style.LINE);
    return renderer;
  }
}
