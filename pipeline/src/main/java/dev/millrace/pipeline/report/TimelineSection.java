package dev.millrace.pipeline.report;

import dev.millrace.etl.feature.CutoffRows;
import dev.millrace.etl.feature.RowsReport;
import dev.millrace.etl.feed.SplitSpec;
import dev.millrace.pipeline.report.RunReport.Relational;
import dev.millrace.pipeline.report.chart.Chart;
import dev.millrace.pipeline.report.chart.TimelineChart;
import dev.millrace.pipeline.report.chart.TimelineChart.Cutoff;
import dev.millrace.pipeline.report.chart.TimelineChart.Part;
import dev.millrace.pipeline.report.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When rows are asked about, and which of them are for what. */
final class TimelineSection {
  private TimelineSection() {}

  static Optional<Section> of(RunReport report, Relational relational) {
    RowsReport rows = relational.rows();
    if (rows == null || rows.cutoffs().isEmpty()) {
      return SplitSection.of(report);
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Paragraph(sentence(relational, rows)));
    RunReport.Split split = report.split();
    if (split != null) {
      blocks.add(new Block.Paragraph(SplitSection.sentence(split.spec(), report.run().seed())));
    }
    blocks.add(Block.Figures.of(chart(relational, rows, split)));
    if (split != null) {
      blocks.add(SplitSection.parts(split));
    }
    return Optional.of(new Section("split", "Cutoffs and split", blocks));
  }

  private static String sentence(Relational relational, RowsReport rows) {
    return "The question about each row of %s at each of %s: is it so that %s? That makes %s of %s different %s."
        .formatted(
            relational.entity(),
            Words.count(rows.cutoffs().size(), "cutoff"),
            RelationalWords.event(relational.label()),
            Words.count(rows.cutoffs().stream().mapToLong(CutoffRows::rows).sum(), "row"),
            Words.count(rows.entities()),
            relational.entity());
  }

  private static Chart chart(
      Relational relational, RowsReport rows, RunReport.@Nullable Split split) {
    Duration horizon = Duration.ofDays(relational.label().horizonDays());
    List<Cutoff> cutoffs =
        rows.cutoffs().stream()
            .map(one -> new Cutoff(one.cutoff(), one.rows(), one.positives(), part(split, one)))
            .toList();
    List<Instant> borders =
        split != null && split.spec() instanceof SplitSpec.ByTime time
            ? List.of(time.validationFrom(), time.testFrom())
            : List.of();
    return TimelineChart.of(cutoffs, borders, horizon, reading(cutoffs));
  }

  private static Part part(RunReport.@Nullable Split split, CutoffRows rows) {
    if (split == null || !(split.spec() instanceof SplitSpec.ByTime time)) {
      return Part.ALL_PARTS;
    }
    Instant known = rows.cutoff().plus(Duration.ofDays(time.gapDays()));
    if (!rows.cutoff().isBefore(time.testFrom())) {
      return Part.TEST;
    }
    boolean training = rows.cutoff().isBefore(time.validationFrom());
    if (known.isAfter(training ? time.validationFrom() : time.testFrom())) {
      return Part.LEFT_OUT;
    }
    return training ? Part.TRAINING : Part.VALIDATION;
  }

  private static String reading(List<Cutoff> cutoffs) {
    long gaps = cutoffs.stream().filter(cutoff -> cutoff.part() == Part.LEFT_OUT).count();
    String left =
        gaps == 0
            ? "No label of an earlier part reaches into a later one."
            : "%s left out, so that no label of an earlier part reaches into a later one."
                .formatted(gaps == 1 ? "1 cutoff was" : gaps + " cutoffs were");
    Cutoff first = cutoffs.get(0);
    Cutoff last = cutoffs.get(cutoffs.size() - 1);
    return "From %s to %s; the share with the event goes from %s at the first cutoff to %s at the last. %s"
        .formatted(
            Words.date(first.at()),
            Words.date(last.at()),
            Words.percent(first.positives(), first.rows()),
            Words.percent(last.positives(), last.rows()),
            left);
  }
}
