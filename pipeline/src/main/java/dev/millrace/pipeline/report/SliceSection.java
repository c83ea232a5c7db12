package dev.millrace.pipeline.report;

import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.models.evaluate.Evaluation.Interval;
import dev.millrace.models.evaluate.Evaluation.Slice;
import dev.millrace.pipeline.report.Table.Cell;
import dev.millrace.pipeline.report.Table.Group;
import dev.millrace.pipeline.report.Table.Span;
import dev.millrace.pipeline.report.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How well the model does for each value of a category. */
final class SliceSection {
  private static final int MOST_SLICES = 120;

  private final double overall;
  private final double low;

  private SliceSection(Evaluation evaluation) {
    overall = evaluation.test().rocAuc();
    double lowest =
        evaluation.slices().stream()
            .map(Slice::interval)
            .filter(interval -> interval != null)
            .mapToDouble(Interval::low)
            .min()
            .orElse(0.5);
    low = Math.max(0, Math.floor(Math.min(lowest, overall) * 10) / 10);
  }

  static Optional<Section> of(Evaluation evaluation) {
    if (evaluation.slices().isEmpty()) {
      return Optional.empty();
    }
    SliceSection section = new SliceSection(evaluation);
    Map<String, List<List<Cell>>> groups = new LinkedHashMap<>();
    evaluation.slices().stream()
        .limit(MOST_SLICES)
        .forEach(
            slice ->
                groups
                    .computeIfAbsent(slice.column(), column -> new ArrayList<>())
                    .add(section.row(slice)));
    List<Group> rows =
        groups.entrySet().stream().map(e -> new Group(e.getKey(), e.getValue())).toList();
    return Optional.of(
        Section.of(
            "slices",
            "Slices",
            new Block.Paragraph(section.sentence(evaluation.slices())),
            Table.grouped(
                "Test rows by category",
                Table.heads(
                    "Value",
                    "#ROC-AUC",
                    "Interval",
                    "#Rows",
                    "#Positive rate",
                    "#Mean probability"),
                rows)));
  }

  private String sentence(List<Slice> slices) {
    String scale =
        "Intervals are drawn from %s to 1; the line is the ROC-AUC of all test rows, %s. "
            .formatted(Words.number(low), Words.metric(overall));
    List<Slice> weak = slices.stream().filter(this::isWeak).toList();
    String left =
        slices.size() > MOST_SLICES
            ? " The first %d of %d are listed.".formatted(MOST_SLICES, slices.size())
            : "";
    if (weak.isEmpty()) {
      return scale + "No slice lies below it with its whole interval." + left;
    }
    Slice worst = weak.stream().min(Comparator.comparingDouble(SliceSection::rocAuc)).orElseThrow();
    return scale
        + "%s below it with the whole interval; the lowest is %s = %s with %s."
            .formatted(
                weak.size() == 1 ? "1 slice lies" : weak.size() + " slices lie",
                worst.column(),
                worst.value(),
                Words.metric(rocAuc(worst)))
        + left;
  }

  private boolean isWeak(Slice slice) {
    Interval interval = slice.interval();
    return interval != null && interval.high() < overall;
  }

  private static double rocAuc(Slice slice) {
    Double rocAuc = slice.rocAuc();
    return rocAuc == null ? Double.NaN : rocAuc;
  }

  private List<Cell> row(Slice slice) {
    Interval interval = slice.interval();
    return List.of(
        Cell.of(slice.value()),
        Cell.of(Words.metric(rocAuc(slice)), isWeak(slice) ? "bad" : ""),
        interval == null
            ? Cell.of("too few of one class")
            : new Cell(Words.range(interval.low(), interval.high()), "", span(slice, interval)),
        Cell.of(Words.count(slice.rows())),
        Cell.of(Words.percent(slice.positives(), slice.rows())),
        Cell.of(Words.percent(slice.meanProbability())));
  }

  private @Nullable Span span(Slice slice, Interval interval) {
    return new Span(
        place(interval.low()), place(interval.high()), place(rocAuc(slice)), place(overall));
  }

  private double place(double value) {
    double share = (value - low) / Math.max(1 - low, Double.MIN_NORMAL);
    return Math.round(1000 * Math.min(1, Math.max(0, share))) / 10.0;
  }
}
