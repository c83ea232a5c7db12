package dev.millrace.pipeline.report;

import dev.millrace.pipeline.report.chart.Chart;
import java.util.List;

/** A piece of a section; the template has one form for each {@link #kind()}. All text is plain. */
sealed interface Block
    permits Block.Paragraph, Block.Notice, Block.Figures, Block.Cards, Block.Matrix, Table {

  /** Which form of the template. */
  String kind();

  /** A paragraph. */
  record Paragraph(String text) implements Block {
    @Override
    public String kind() {
      return "paragraph";
    }
  }

  /**
   * What must not be overlooked.
   *
   * @param tone {@code good}, {@code warn}, {@code bad} or {@code plain}
   * @param title a sentence without its full stop
   */
  record Notice(String tone, String title, String text) implements Block {
    @Override
    public String kind() {
      return "notice";
    }
  }

  /** Charts side by side where there is room. */
  record Figures(List<Chart> charts) implements Block {
    public Figures {
      charts = List.copyOf(charts);
    }

    static Figures of(Chart... charts) {
      return new Figures(List.of(charts));
    }

    /** How they lie: {@code one} has its caption beside it. */
    public String layout() {
      return charts.size() == 1 ? "one" : "several";
    }

    @Override
    public String kind() {
      return "figures";
    }
  }

  /** Columns of the data at a glance. */
  record Cards(List<ColumnCard> cards) implements Block {
    public Cards {
      cards = List.copyOf(cards);
    }

    @Override
    public String kind() {
      return "cards";
    }
  }

  /** The confusion matrix, row by row: what is so against what was predicted. */
  record Matrix(String positive, String negative, List<MatrixCell> cells) implements Block {
    public Matrix {
      cells = List.copyOf(cells);
    }

    @Override
    public String kind() {
      return "matrix";
    }
  }

  /**
   * One cell of a confusion matrix.
   *
   * @param right whether the prediction was right
   */
  record MatrixCell(String count, String share, String meaning, boolean right) {}
}
