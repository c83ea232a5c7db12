package dev.millrace.pipeline.report;

import dev.millrace.etl.feed.SplitSpec;
import dev.millrace.pipeline.report.Table.Cell;
import dev.millrace.pipeline.report.text.Words;
import java.util.List;
import java.util.Optional;

/** Which rows are for what. */
final class SplitSection {
  private SplitSection() {}

  static Optional<Section> of(RunReport report) {
    RunReport.Split split = report.split();
    if (split == null) {
      return Optional.empty();
    }
    return Optional.of(
        Section.of(
            "split",
            "Split",
            new Block.Paragraph(sentence(split.spec(), report.run().seed())),
            parts(split)));
  }

  static Table parts(RunReport.Split split) {
    long all = split.training().rows() + split.validation().rows() + split.test().rows();
    return Table.of(
        "Rows by part",
        Table.heads("Part", "What for", "#Rows", "#Share", "#Positive", "#Positive rate"),
        List.of(
            part("training", "fitting everything", split.training(), all),
            part("validation", "best epoch, calibration, threshold", split.validation(), all),
            part("test", "judged once, at the end", split.test(), all)));
  }

  private static List<Cell> part(String name, String use, RunReport.Part part, long all) {
    return List.of(
        Cell.of(name),
        Cell.of(use),
        Cell.of(Words.count(part.rows())),
        Cell.of(Words.percent(part.rows(), all)),
        Cell.of(Words.count(part.positives())),
        Cell.of(Words.percent(part.positives(), part.rows())));
  }

  static String sentence(SplitSpec spec, long seed) {
    if (spec instanceof SplitSpec.Group group) {
      return "At random by seed %d; rows with the same %s stay together, so that no test row has a sibling in training."
          .formatted(seed, group.column());
    }
    if (spec instanceof SplitSpec.ByColumn column) {
      return "Ready-made: column %s says for each row where it belongs.".formatted(column.column());
    }
    if (spec instanceof SplitSpec.ByTime time) {
      return byTime(time, seed);
    }
    return "At random by seed %d, with the same positive rate in every part.".formatted(seed);
  }

  private static String byTime(SplitSpec.ByTime time, long seed) {
    String entities =
        time.sharedEntities()
            ? ""
            : " Whoever is in one part is in no other, dealt at random by seed %d.".formatted(seed);
    return "By time: validation begins on %s, test on %s, and each cutoff of an earlier part lies at least %s before."
            .formatted(
                Words.date(time.validationFrom()),
                Words.date(time.testFrom()),
                Words.count(time.gapDays(), "day"))
        + entities;
  }
}
