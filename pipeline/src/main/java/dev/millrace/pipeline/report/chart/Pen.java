package dev.millrace.pipeline.report.chart;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** Draws by hand in {@link Ink}s; letters are placed as {@link SvgTidier} expects. */
final class Pen {
  private static final FontRenderContext LETTERS = new FontRenderContext(null, true, true);

  private final Graphics2D graphics;

  Pen(Graphics2D graphics) {
    this.graphics = graphics;
    graphics.setFont(Style.FONT);
  }

  void box(Ink ink, double x, double y, double width, double height) {
    graphics.setColor(ink.paint());
    graphics.fill(new Rectangle2D.Double(x, y, width, height));
  }

  void frame(Ink ink, double x, double y, double width, double height) {
    graphics.setColor(ink.paint());
    graphics.setStroke(Style.THIN);
    graphics.draw(new Rectangle2D.Double(x, y, width, height));
  }

  void line(Ink ink, BasicStroke stroke, double x1, double y1, double x2, double y2) {
    graphics.setColor(ink.paint());
    graphics.setStroke(stroke);
    graphics.draw(new Line2D.Double(x1, y1, x2, y2));
  }

  /** A line through points, at least one. */
  void path(Ink ink, BasicStroke stroke, List<Point2D> points) {
    graphics.setColor(ink.paint());
    graphics.setStroke(stroke);
    Path2D path = new Path2D.Double();
    path.moveTo(points.get(0).getX(), points.get(0).getY());
    points.forEach(point -> path.lineTo(point.getX(), point.getY()));
    graphics.draw(path);
  }

  void dot(Ink ink, double x, double y, double radius) {
    graphics.setColor(ink.paint());
    graphics.fill(circle(x, y, radius));
  }

  /** A dot that lets the paper through. */
  void ring(Ink ink, double x, double y, double radius) {
    dot(Ink.PAPER, x, y, radius);
    graphics.setColor(ink.paint());
    graphics.setStroke(Style.LINE);
    graphics.draw(circle(x, y, radius));
  }

  /** A label below an axis, its middle at {@code x}. */
  void below(String text, double x, double y) {
    write(Ink.MUTED, text, x - width(text) / 2, y);
  }

  /** A label left of an axis, its end at {@code x}. */
  void before(String text, double x, double y) {
    write(Ink.MUTED_END, text, x - width(text), y);
  }

  /** A title or a legend, its start at {@code x}. */
  void from(String text, double x, double y) {
    write(Ink.INK_START, text, x, y);
  }

  /** How wide a text is in Java's font, in pixels; in the reader's it may be a tenth more. */
  static double width(String text) {
    return Style.FONT.getStringBounds(text, LETTERS).getWidth();
  }

  private void write(Ink ink, String text, double x, double y) {
    graphics.setColor(ink.paint());
    graphics.drawString(text, (float) x, (float) y);
  }

  private static Ellipse2D circle(double x, double y, double radius) {
    return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
  }
}
