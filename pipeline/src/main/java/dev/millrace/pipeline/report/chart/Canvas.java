package dev.millrace.pipeline.report.chart;

import de.erichseifert.vectorgraphics2d.Document;
import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.jfree.chart.JFreeChart;

/** Draws a JFreeChart, or what a pen draws, as SVG. */
final class Canvas {
  /** As wide as a phone shows without shrinking the letters much. */
  static final int WIDTH = 400;

  static final int HEIGHT = 300;

  private Canvas() {}

  static Chart draw(String name, String title, String reading, JFreeChart chart) {
    return draw(name, title, reading, chart, HEIGHT);
  }

  static Chart draw(String name, String title, String reading, JFreeChart chart, int height) {
    return draw(
        name,
        title,
        reading,
        height,
        graphics -> chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, height)));
  }

  static Chart drawByHand(
      String name, String title, String reading, int height, Consumer<Pen> drawing) {
    return draw(name, title, reading, height, graphics -> drawing.accept(new Pen(graphics)));
  }

  private static Chart draw(
      String name, String title, String reading, int height, Consumer<Graphics2D> drawing) {
    if (Fonts.missing()) {
      return new Chart(name, title, reading, "");
    }
    VectorGraphics2D graphics = new VectorGraphics2D();
    drawing.accept(graphics);
    Document document =
        Processors.get("svg")
            .getDocument(graphics.getCommands(), new PageSize(0, 0, WIDTH, height));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      document.writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    String svg = new SvgTidier(name, title + ". " + reading).tidy(bytes.toByteArray());
    return new Chart(name, title, reading, svg);
  }
}
