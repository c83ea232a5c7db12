package dev.millrace.pipeline.report.chart;

import dev.millrace.pipeline.report.text.Words;
import dev.millrace.tuning.importance.ParameterImportance;
import dev.millrace.tuning.network.Goal;
import dev.millrace.tuning.network.StudyReport;
import dev.millrace.tuning.network.StudyReport.Axis;
import dev.millrace.tuning.network.StudyReport.Tried;
import java.awt.geom.Point2D;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A search over configurations. */
public final class TuningCharts {
  private static final double LEFT = 56;
  private static final double RIGHT = Canvas.WIDTH - 22.0;
  private static final double LETTER_DROP = 4.5;
  private static final double DOT = 3.5;
  private static final int HISTORY_HEIGHT = 290;
  private static final double TOP = 30;
  private static final double BOTTOM = 212;
  private static final double LEGEND = 276;
  private static final double ROW = 40;
  private static final double LEVELS = 136;
  private static final int BAR_ROW = 24;
  private static final int NAME_LENGTH = 18;
  private static final double BARS_LEFT = 150;
  private static final int CELL_HEIGHT = 128;
  private static final double CELL_WIDTH = Canvas.WIDTH / 2.0;

  private final StudyReport study;
  private final List<Tried> ranked;

  private TuningCharts(StudyReport study) {
    this.study = study;
    this.ranked = study.ranked();
  }

  /** All charts of a search with at least one complete trial. */
  public static List<Chart> of(StudyReport study) {
    TuningCharts charts = new TuningCharts(study);
    List<Chart> all = new ArrayList<>(List.of(charts.history()));
    if (!study.importance().isEmpty()) {
      all.add(charts.importance());
    }
    all.add(charts.parallel());
    all.add(charts.slices());
    return all;
  }

  private Chart history() {
    Tried best = study.bestTrial();
    String reading =
        "The best value, %s, came with trial %d of %d; the line is the best so far, dots that are open belong to trials that were ended early."
            .formatted(Words.metric(value(best)), best.number(), study.trials().size());
    return Canvas.drawByHand(
        "tuning-history", "Trials in their order", reading, HISTORY_HEIGHT, this::history);
  }

  private void history(Pen pen) {
    ValueScale scale = scale(BOTTOM, TOP, 4);
    pen.from(goal() + ", mean over folds", 4, TOP - 12);
    grid(pen, scale, LEFT, RIGHT, true);
    int last = Math.max(1, study.trials().get(study.trials().size() - 1).number());
    List<Point2D> line = new ArrayList<>();
    double so = Double.NaN;
    for (Tried trial : study.trials()) {
      double x = LEFT + 8 + (RIGHT - LEFT - 16) * trial.number() / last;
      if (trial.value() == null) {
        continue;
      }
      double y = within(scale.at(trial.value()), TOP, BOTTOM);
      if (trial.complete()) {
        boolean better =
            Double.isNaN(so) || study.objective().direction().better(trial.value(), so);
        if (better && !line.isEmpty()) {
          line.add(new Point2D.Double(x, scale.at(so)));
        }
        so = better ? trial.value() : so;
        line.add(new Point2D.Double(x, scale.at(so)));
        pen.dot(Ink.MODEL, x, y, DOT);
      } else {
        pen.ring(Ink.REFERENCE, x, y, DOT);
      }
    }
    pen.path(Ink.MODEL, Style.LINE, line);
    pen.below("0", LEFT + 8, BOTTOM + 18);
    pen.below(Words.count(last), RIGHT - 8, BOTTOM + 18);
    pen.below("Trial", (LEFT + RIGHT) / 2, BOTTOM + 36);
    pen.dot(Ink.MODEL, LEFT, LEGEND - LETTER_DROP, DOT);
    pen.from("complete", LEFT + 10, LEGEND);
    pen.ring(Ink.REFERENCE, LEFT + 110, LEGEND - LETTER_DROP, DOT);
    pen.from("ended early", LEFT + 120, LEGEND);
  }

  private Chart parallel() {
    int height = (int) (ROW * (study.parameters().size() + 1) + 10);
    String reading =
        "Each line from top to bottom is a complete trial: on each level it passes through the trial's value of that parameter and ends at its %s. Blue are the best tenth, black is the best; where blue lines come together the choice matters."
            .formatted(goal());
    return Canvas.drawByHand("tuning-parallel", "Configurations", reading, height, this::parallel);
  }

  private void parallel(Pen pen) {
    List<Axis> axes = study.parameters();
    double[] range = range();
    int good = Math.max(1, (int) Math.ceil(ranked.size() / 10.0));
    for (int i = 0; i <= axes.size(); i++) {
      pen.line(Ink.REFERENCE, Style.THIN, LEVELS, level(i), RIGHT, level(i));
    }
    for (int i = ranked.size() - 1; i >= 0; i--) {
      Ink ink = i == 0 ? Ink.INK : i < good ? Ink.MODEL : Ink.BAND;
      pen.path(ink, i < good ? Style.LINE : Style.THIN, line(ranked.get(i), axes, range));
    }
    for (int i = 0; i < axes.size(); i++) {
      ends(pen, axes.get(i).name(), low(axes.get(i)), high(axes.get(i)), i);
    }
    ends(pen, goal(), label(range[0]), label(range[1]), axes.size());
  }

  private List<Point2D> line(Tried trial, List<Axis> axes, double[] range) {
    List<Point2D> points = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      Object value = trial.parameters().get(axes.get(i).name());
      if (value != null) {
        points.add(new Point2D.Double(across(axes.get(i).place(value)), level(i)));
      }
    }
    double share = (value(trial) - range[0]) / (range[1] - range[0]);
    points.add(new Point2D.Double(across(share), level(axes.size())));
    return points;
  }

  private static void ends(Pen pen, String name, String low, String high, int level) {
    double y = level(level);
    pen.from(Words.cutInside(name, NAME_LENGTH), 4, y + LETTER_DROP);
    pen.from(Words.cutInside(low, 12), LEVELS, y + 16);
    pen.before(Words.cutInside(high, 12), RIGHT, y + 16);
  }

  private static double level(int level) {
    return 16 + ROW * level;
  }

  private static double across(double share) {
    return LEVELS + (RIGHT - LEVELS) * within(share, 0, 1);
  }

  private Chart importance() {
    List<ParameterImportance> weights = study.importance();
    String reading =
        "What makes one trial better than another is, by a share of %s, %s."
            .formatted(Words.percent(weights.get(0).share()), weights.get(0).name());
    return Canvas.drawByHand(
        "tuning-importance",
        "Importance of parameters",
        reading,
        BAR_ROW * weights.size() + 40,
        this::importance);
  }

  private void importance(Pen pen) {
    List<ParameterImportance> weights = study.importance();
    double most = Math.max(weights.get(0).share(), Double.MIN_NORMAL);
    pen.from("Share of the differences between trials", 4, 16);
    for (int i = 0; i < weights.size(); i++) {
      double y = 28 + BAR_ROW * i;
      double length = (RIGHT - 46 - BARS_LEFT) * weights.get(i).share() / most;
      pen.before(Words.cutInside(weights.get(i).name(), NAME_LENGTH), BARS_LEFT - 6, y + 14);
      pen.box(Ink.MODEL, BARS_LEFT, y + 2, Math.max(1, length), BAR_ROW - 8.0);
      pen.from(Words.percent(weights.get(i).share()), BARS_LEFT + length + 6, y + 14);
    }
  }

  private Chart slices() {
    int rows = (study.parameters().size() + 1) / 2;
    String reading =
        "Each dot is a complete trial, its %s upwards, over its value of one parameter; the black one is the best."
            .formatted(goal());
    return Canvas.drawByHand(
        "tuning-slices", "Values over each parameter", reading, rows * CELL_HEIGHT, this::slices);
  }

  private void slices(Pen pen) {
    for (int i = 0; i < study.parameters().size(); i++) {
      double left = i % 2 * CELL_WIDTH + 8;
      double top = i / 2 * CELL_HEIGHT + 22.0;
      slice(pen, study.parameters().get(i), left, top);
    }
  }

  private void slice(Pen pen, Axis axis, double left, double top) {
    double right = left + CELL_WIDTH - 26;
    double bottom = top + CELL_HEIGHT - 52;
    ValueScale scale = scale(bottom, top, 2);
    pen.from(axis.name(), left, top - 7);
    grid(pen, scale, left, right, false);
    for (int i = ranked.size() - 1; i >= 0; i--) {
      Tried trial = ranked.get(i);
      Object value = trial.parameters().get(axis.name());
      if (value != null) {
        double x = left + 6 + (right - left - 12) * within(axis.place(value), 0, 1);
        pen.dot(i == 0 ? Ink.INK : Ink.MODEL, x, within(scale.at(value(trial)), top, bottom), DOT);
      }
    }
    pen.from(Words.cutInside(low(axis), 11), left, bottom + 16);
    pen.before(Words.cutInside(high(axis), 11), right, bottom + 16);
  }

  private void grid(Pen pen, ValueScale scale, double left, double right, boolean labels) {
    for (double value : scale.ticks()) {
      double y = scale.at(value);
      pen.line(Ink.GRID, Style.THIN, left, y, right, y);
      if (labels) {
        pen.before(label(value), left - 6, y + LETTER_DROP);
      }
    }
  }

  /** Over what is worth seeing: the far worst trials lie on the edge. */
  private ValueScale scale(double bottom, double top, int steps) {
    double[] range = range();
    return ValueScale.over(range[0], range[1], steps, bottom, top);
  }

  /** From the worst to the best, without those that are worse than nearly all others. */
  private double[] range() {
    List<Tried> seen = ranked.subList(0, Math.max(1, (int) Math.ceil(0.9 * ranked.size())));
    double a = value(ranked.get(0));
    double b = value(seen.get(seen.size() - 1));
    return a == b
        ? new double[] {a - 0.005, a + 0.005}
        : new double[] {Math.min(a, b), Math.max(a, b)};
  }

  private static double value(Tried trial) {
    Double value = trial.value();
    return value == null ? Double.NaN : value;
  }

  private String goal() {
    return study.objective() == Goal.ROC_AUC ? "ROC-AUC" : "Log-loss";
  }

  private static String low(Axis axis) {
    return axis.choices().isEmpty() ? number(axis.low()) : axis.choices().get(0);
  }

  private static String high(Axis axis) {
    return axis.choices().isEmpty()
        ? number(axis.high())
        : axis.choices().get(axis.choices().size() - 1);
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e6
        ? Long.toString((long) value)
        : new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }

  private static String label(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static double within(double value, double low, double high) {
    return Math.min(high, Math.max(low, value));
  }
}
