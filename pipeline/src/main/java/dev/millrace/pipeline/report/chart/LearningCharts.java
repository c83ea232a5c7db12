package dev.millrace.pipeline.report.chart;

import dev.millrace.models.train.LearningCurve;
import dev.millrace.models.train.LearningCurve.Epoch;
import dev.millrace.pipeline.report.text.Words;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jspecify.annotations.Nullable;

/** How training went, epoch by epoch. */
public final class LearningCharts {
  private LearningCharts() {}

  /** Loss of the model on training and validation rows, and of the baseline on validation rows. */
  public static Chart loss(LearningCurve model, @Nullable LearningCurve baseline) {
    XYSeriesCollection data = new XYSeriesCollection();
    data.addSeries(series(model.network() + ", training", model, Epoch::trainLoss));
    data.addSeries(series(model.network() + ", validation", model, Epoch::validationLogLoss));
    addBaseline(data, baseline, Epoch::validationLogLoss);
    XYPlot plot = plot(data, "Loss (lower is better)", "0.000", model.bestEpoch());
    Style.series(plot.getRenderer(), 0, Ink.REFERENCE, Style.LINE);
    Style.series(plot.getRenderer(), 1, Ink.MODEL, Style.LINE);
    Style.series(plot.getRenderer(), 2, Ink.BASELINE, Style.DASHED);
    Epoch best = best(model);
    String reading =
        "Weights of epoch %d were kept: validation loss %s there, against %s on training rows; %s."
            .formatted(
                best.epoch(),
                Words.metric(best.validationLogLoss()),
                Words.metric(best.trainLoss()),
                "a growing gap between the two would mean learning by heart");
    return Canvas.draw("learning-loss", "Loss by epoch", reading, Style.chart(plot, true));
  }

  /** ROC-AUC on validation rows, of model and baseline. */
  public static Chart rocAuc(LearningCurve model, @Nullable LearningCurve baseline) {
    XYSeriesCollection data = new XYSeriesCollection();
    data.addSeries(series(model.network(), model, Epoch::validationRocAuc));
    addBaseline(data, baseline, Epoch::validationRocAuc);
    XYPlot plot =
        plot(data, "ROC-AUC on validation rows (higher is better)", "0.000", model.bestEpoch());
    Style.series(plot.getRenderer(), 0, Ink.MODEL, Style.LINE);
    Style.series(plot.getRenderer(), 1, Ink.BASELINE, Style.DASHED);
    String reading =
        "The curve rises while training finds order in the rows and flattens when there is none"
            + " left to find; it stood at "
            + Words.metric(best(model).validationRocAuc())
            + " at the epoch that was kept.";
    return Canvas.draw("learning-auc", "ROC-AUC by epoch", reading, Style.chart(plot, true));
  }

  private static XYPlot plot(XYSeriesCollection data, String label, String pattern, int best) {
    NumberAxis epochs = Style.axis("Epoch (dotted: kept)", "0");
    epochs.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
    XYPlot plot = Style.lines(data, epochs, Style.axis(label, pattern));
    plot.addDomainMarker(Style.marker(best));
    return plot;
  }

  private static void addBaseline(
      XYSeriesCollection data, @Nullable LearningCurve baseline, ToDoubleFunction<Epoch> value) {
    if (baseline != null) {
      data.addSeries(series(baseline.network() + ", validation", baseline, value));
    }
  }

  private static XYSeries series(String name, LearningCurve curve, ToDoubleFunction<Epoch> value) {
    XYSeries series = new XYSeries(name);
    curve.epochs().forEach(epoch -> series.add(epoch.epoch(), value.applyAsDouble(epoch)));
    return series;
  }

  private static Epoch best(LearningCurve curve) {
    return curve.epochs().stream()
        .filter(epoch -> epoch.epoch() == curve.bestEpoch())
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no epoch " + curve.bestEpoch() + " in the curve"));
  }
}
