package dev.millrace.pipeline.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYDataset;

/** How all charts look. */
final class Style {
  static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
  static final BasicStroke LINE =
      new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  static final BasicStroke DASHED =
      new BasicStroke(2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 4}, 0);
  static final BasicStroke DOTTED =
      new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {2, 3}, 0);
  static final BasicStroke THIN = new BasicStroke(1f);
  static final Shape DOT = new Ellipse2D.Double(-4.5, -4.5, 9, 9);

  private Style() {}

  /** A number axis; {@code pattern} is of {@link DecimalFormat}, percent signs included. */
  static NumberAxis axis(String label, String pattern) {
    NumberAxis axis = new NumberAxis(label);
    axis.setNumberFormatOverride(
        new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)));
    axis.setAutoRangeIncludesZero(false);
    return axis;
  }

  /** An axis from 0 to 100 %. */
  static NumberAxis shares(String label) {
    NumberAxis axis = axis(label, "0%");
    axis.setRange(0, 1);
    axis.setTickUnit(new NumberTickUnit(0.2));
    return axis;
  }

  /** Lines over two number axes. The label of {@code y} is written above the chart, level. */
  static XYPlot lines(XYDataset data, ValueAxis x, ValueAxis y) {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setDrawSeriesLineAsPath(true);
    renderer.setDefaultLegendTextPaint(Ink.INK_START.paint());
    return new XYPlot(data, x, y, renderer);
  }

  static void series(XYItemRenderer renderer, int series, Ink ink, BasicStroke stroke) {
    renderer.setSeriesPaint(series, ink.paint());
    renderer.setSeriesStroke(series, stroke);
  }

  /** Shows a series as dots without a line. */
  static void dots(XYLineAndShapeRenderer renderer, int series, Ink ink) {
    renderer.setSeriesPaint(series, ink.paint());
    renderer.setSeriesLinesVisible(series, false);
    renderer.setSeriesShapesVisible(series, true);
    renderer.setSeriesShape(series, DOT);
  }

  static ValueMarker marker(double at) {
    ValueMarker marker = new ValueMarker(at, Ink.REFERENCE.paint(), DOTTED);
    marker.setLabelFont(FONT);
    marker.setLabelPaint(Ink.INK_START.paint());
    marker.setLabelBackgroundColor(new Color(0, 0, 0, 0));
    return marker;
  }

  /** Dresses an XY plot and makes it a chart. */
  static JFreeChart chart(XYPlot plot, boolean legend) {
    plot.setDomainGridlinesVisible(false);
    grid(plot);
    dress(plot.getDomainAxis(), Ink.MUTED);
    String above = String.valueOf(plot.getRangeAxis().getLabel());
    plot.getRangeAxis().setLabel(null);
    dress(plot.getRangeAxis(), Ink.MUTED_END);
    plot.getRangeAxis().setAxisLineVisible(false);
    return chart(plot, above, legend);
  }

  private static void grid(XYPlot plot) {
    plot.setRangeGridlinePaint(Ink.GRID.paint());
    plot.setRangeGridlineStroke(THIN);
    plot.setDomainZeroBaselineVisible(false);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
  }

  static JFreeChart chart(Plot plot, String above, boolean legend) {
    plot.setBackgroundPaint(null);
    plot.setOutlineVisible(false);
    plot.setInsets(new RectangleInsets(4, 0, 4, 20));
    JFreeChart chart = new JFreeChart(null, FONT, plot, false);
    chart.setBackgroundPaint(null);
    if (legend) {
      LegendTitle box = new LegendTitle(plot);
      box.setItemFont(FONT);
      box.setItemPaint(Ink.INK_START.paint());
      box.setBackgroundPaint(null);
      box.setFrame(BlockBorder.NONE);
      box.setPosition(RectangleEdge.BOTTOM);
      chart.addSubtitle(box);
    }
    TextTitle title = new TextTitle(above, FONT);
    title.setPaint(Ink.INK_START.paint());
    title.setHorizontalAlignment(HorizontalAlignment.LEFT);
    title.setPadding(2, 6, 4, 2);
    chart.addSubtitle(title);
    return chart;
  }

  static void dress(Axis axis, Ink ticks) {
    axis.setLabelFont(FONT);
    axis.setLabelPaint(Ink.INK.paint());
    axis.setTickLabelFont(FONT);
    axis.setTickLabelPaint(ticks.paint());
    axis.setAxisLinePaint(Ink.REFERENCE.paint());
    axis.setTickMarksVisible(false);
  }
}
