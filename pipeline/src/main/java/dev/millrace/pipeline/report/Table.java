package dev.millrace.pipeline.report;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table.
 *
 * @param caption what it lists; also its name for screen readers
 * @param folded whether it is shown on demand only
 * @param groups rows under a common heading, or one group without heading
 */
record Table(String caption, boolean folded, List<Head> heads, List<Group> groups)
    implements Block {
  Table {
    heads = List.copyOf(heads);
    groups = List.copyOf(groups);
  }

  /** A table without groups. */
  static Table of(String caption, List<Head> heads, List<List<Cell>> rows) {
    return grouped(caption, heads, List.of(new Group(null, rows)));
  }

  static Table grouped(String caption, List<Head> heads, List<Group> groups) {
    return new Table(caption, false, heads, groups);
  }

  /** Fixed heads; one that starts with {@code #} is of numbers. */
  static List<Head> heads(String... texts) {
    return Arrays.stream(texts)
        .map(text -> text.startsWith("#") ? Head.number(text.substring(1)) : Head.of(text))
        .toList();
  }

  /** The same, opened by the reader. */
  Table fold() {
    return new Table(caption, true, heads, groups);
  }

  @Override
  public String kind() {
    return "table";
  }

  /**
   * @param numeric whether its column is set to the right
   */
  record Head(String text, boolean numeric) {
    static Head of(String text) {
      return new Head(text, false);
    }

    static Head number(String text) {
      return new Head(text, true);
    }
  }

  record Group(@Nullable String title, List<List<Cell>> rows) {
    Group {
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /**
   * @param tone {@code ""}, {@code good}, {@code warn}, {@code bad}, {@code best}, {@code code} for
   *     identifiers, {@code feature} for names of features, {@code whole} for text that is not
   *     broken into lines
   * @param span drawn beside the text; null for none
   * @param note a smaller line below; may be empty
   */
  record Cell(String text, String tone, @Nullable Span span, String note) {
    Cell(String text, String tone, @Nullable Span span) {
      this(text, tone, span, "");
    }

    static Cell of(String text) {
      return new Cell(text, "", null);
    }

    static Cell of(String text, String tone) {
      return new Cell(text, tone, null);
    }

    static Cell noted(String text, String tone, String note) {
      return new Cell(text, tone, null, note);
    }
  }

  /**
   * An interval on a scale of 0 to 100 percent of the cell's width.
   *
   * @param at its middle mark; below 0 for none
   * @param reference where a thin line shows the value of all rows; below 0 for none
   */
  record Span(double from, double to, double at, double reference) {
    /** A bar from the left edge. */
    static Span bar(double share) {
      return new Span(0, 100 * share, -1, -1);
    }

    public double width() {
      return to - from;
    }
  }
}
