package dev.millrace.pipeline.report.chart;

import dev.millrace.models.evaluate.Evaluation.Importance;
import dev.millrace.pipeline.report.text.Words;
import java.util.List;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.renderer.category.StatisticalBarRenderer;
import org.jfree.data.statistics.DefaultStatisticalCategoryDataset;

/** Which columns the model leans on. */
public final class ImportanceChart {
  private static final int MOST_COLUMNS = 15;
  private static final int NAME_LENGTH = 30;
  private static final double NAME_WIDTH = 164;
  private static final int BAR_PIXELS = 22;
  private static final int FRAME_PIXELS = 84;

  private ImportanceChart() {}

  /** Of at least one column, most important first; the first 15 are drawn. */
  public static Chart of(List<Importance> importance) {
    List<Importance> shown = importance.subList(0, Math.min(MOST_COLUMNS, importance.size()));
    DefaultStatisticalCategoryDataset data = new DefaultStatisticalCategoryDataset();
    for (int i = 0; i < shown.size(); i++) {
      Importance one = shown.get(i);
      data.add(one.rocAucDrop(), one.deviation(), "fall of ROC-AUC", new Name(i, one.column()));
    }
    CategoryAxis columns = new CategoryAxis();
    columns.setMaximumCategoryLabelWidthRatio(0.45f);
    columns.setLowerMargin(0.01);
    columns.setUpperMargin(0.01);
    NumberAxis fall = Style.axis("Fall of ROC-AUC", "0.00#");
    CategoryPlot plot = new CategoryPlot(data, columns, fall, bars());
    plot.setOrientation(PlotOrientation.HORIZONTAL);
    plot.setRangeGridlinePaint(Ink.GRID.paint());
    plot.setRangeGridlineStroke(Style.THIN);
    Style.dress(columns, Ink.MUTED_END);
    columns.setAxisLineVisible(false);
    Style.dress(fall, Ink.MUTED);
    Importance first = shown.get(0);
    String reading =
        "Shuffling %s among validation rows costs %s of ROC-AUC, more than any other column; the"
                .formatted(first.column(), Words.metric(first.rocAucDrop()))
            + " thin lines are one standard deviation over shuffles.";
    return Canvas.draw(
        "importance",
        "Importance of columns",
        reading,
        Style.chart(
            plot,
            shown.size() < importance.size()
                ? "The " + shown.size() + " most important columns"
                : "All columns",
            false),
        FRAME_PIXELS + BAR_PIXELS * shown.size());
  }

  private static StatisticalBarRenderer bars() {
    StatisticalBarRenderer renderer = new StatisticalBarRenderer();
    renderer.setBarPainter(new StandardBarPainter());
    renderer.setShadowVisible(false);
    renderer.setDrawBarOutline(false);
    renderer.setSeriesPaint(0, Ink.MODEL.paint());
    renderer.setErrorIndicatorPaint(Ink.INK.paint());
    renderer.setErrorIndicatorStroke(Style.THIN);
    return renderer;
  }

  /** A label that stays distinct when two long names are cut to the same text. */
  private record Name(int position, String column) implements Comparable<Name> {
    @Override
    public int compareTo(Name other) {
      return Integer.compare(position, other.position);
    }

    @Override
    public String toString() {
      String name = Words.printable(column).replace('\n', ' ');
      int length = NAME_LENGTH;
      while (Pen.width(Words.cutInside(name, length)) > NAME_WIDTH) {
        length--;
      }
      return Words.cutInside(name, length);
    }
  }
}
