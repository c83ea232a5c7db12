package dev.millrace.pipeline.report;

import dev.millrace.etl.feature.DroppedFeature;
import dev.millrace.pipeline.report.RunReport.Relational;
import dev.millrace.pipeline.report.Table.Cell;
import dev.millrace.pipeline.report.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Features that were computed and not kept, those that leak first. */
final class LeftOutSection {
  private LeftOutSection() {}

  static Optional<Section> of(RunReport report, Relational relational) {
    if (relational.dropped().isEmpty()) {
      return Optional.empty();
    }
    List<DroppedFeature> suspicious =
        relational.dropped().stream()
            .filter(DroppedFeature::suspicious)
            .sorted(Comparator.comparingDouble(feature -> -feature.rocAuc()))
            .toList();
    List<DroppedFeature> others =
        relational.dropped().stream().filter(feature -> !feature.suspicious()).toList();
    List<Block> blocks = new ArrayList<>();
    if (!suspicious.isEmpty()) {
      blocks.addAll(new RelationalWords(report, relational).leaks());
      blocks.add(suspicious(suspicious));
    }
    blocks.add(new Block.Paragraph(sentence(others.size())));
    if (!others.isEmpty()) {
      blocks.add(others(others));
    }
    return Optional.of(new Section("left-out", "Left out features", blocks));
  }

  private static String sentence(int others) {
    return others == 0
        ? "No feature was left out for telling nothing or nothing new."
        : "%s left out for telling nothing, or nothing that another does not tell, judged on training rows."
            .formatted(Words.count(others, "feature") + (others == 1 ? " was" : " were"));
  }

  private static Table suspicious(List<DroppedFeature> features) {
    return Table.of(
        "Suspiciously good alone",
        Table.heads("Feature", "#ROC-AUC alone", "What happened"),
        features.stream()
            .map(
                feature ->
                    List.of(
                        Cell.of(feature.name(), "feature"),
                        Cell.of(Words.metric(feature.rocAuc()), "bad"),
                        Cell.of(feature.reason())))
            .toList());
  }

  private static Table others(List<DroppedFeature> features) {
    return Table.of(
            "The others and why",
            Table.heads("Feature", "Why"),
            features.stream()
                .map(
                    feature ->
                        List.of(Cell.of(feature.name(), "feature"), Cell.of(feature.reason())))
                .toList())
        .fold();
  }
}
