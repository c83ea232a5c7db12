package dev.millrace.pipeline.report;

import dev.millrace.etl.feature.FeatureInfo;
import dev.millrace.etl.feed.FeatureDrift;
import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.models.evaluate.Evaluation.Importance;
import dev.millrace.pipeline.report.RunReport.Relational;
import dev.millrace.pipeline.report.RunReport.TextModel;
import dev.millrace.pipeline.report.Table.Cell;
import dev.millrace.pipeline.report.Table.Span;
import dev.millrace.pipeline.report.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the model sees: features in plain words, what they weigh, and how they drift. */
final class FeaturesSection {
  private static final int FIRST = 15;
  private static final double SOME_DRIFT = 0.1;
  private static final double LARGE_DRIFT = 0.25;
  private static final String CALENDAR = "the cutoff's date";
  private static final String SEVERAL = "several sources together";

  private final List<FeatureInfo> features;
  private final Map<String, Importance> importance = new HashMap<>();
  private final Map<String, Double> drift;
  private final double most;

  private FeaturesSection(RunReport report, Relational relational) {
    Evaluation evaluation = report.evaluation();
    if (evaluation != null) {
      evaluation.importance().forEach(one -> importance.put(one.column(), one));
    }
    drift =
        relational.drift().stream()
            .collect(Collectors.toMap(FeatureDrift::feature, FeatureDrift::psi, (a, b) -> a));
    features =
        RelationalWords.kept(report, relational).stream()
            .sorted(Comparator.comparingDouble(feature -> -weight(feature)))
            .toList();
    most = features.stream().mapToDouble(this::weight).max().orElse(0);
  }

  static Optional<Section> of(RunReport report, Relational relational) {
    FeaturesSection section = new FeaturesSection(report, relational);
    if (section.features.isEmpty()) {
      return Optional.empty();
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Paragraph(section.sentence()));
    blocks.add(section.table(section.caption(), section.first()));
    if (section.features.size() > FIRST) {
      section.bySource().forEach((source, own) -> blocks.add(section.fold(source, own)));
    }
    if (!relational.texts().isEmpty()) {
      blocks.add(texts(relational.texts()));
    }
    return Optional.of(new Section("features", "Features", blocks));
  }

  private double weight(FeatureInfo feature) {
    Importance one = importance.get(feature.name());
    return one == null ? Double.NEGATIVE_INFINITY : one.rocAucDrop();
  }

  private String sentence() {
    String drifting =
        drift.isEmpty()
            ? ""
            : " Drift compares test with training rows (population stability index): from 0.1 on some, from 0.25 on large; %s."
                .formatted(drifting());
    String weights =
        importance.isEmpty()
            ? ""
            : " Importance is what ROC-AUC loses when a feature's values are shuffled.";
    return "The model sees %s, each computed from what was known before the cutoff.%s%s"
        .formatted(Words.count(features.size(), "feature"), weights, drifting);
  }

  private String drifting() {
    long large =
        features.stream().filter(f -> drift.getOrDefault(f.name(), 0.0) >= LARGE_DRIFT).count();
    return switch ((int) large) {
      case 0 -> "none drifts that much";
      case 1 -> "1 feature drifts that much";
      default -> Words.count(large, "feature") + " drift that much";
    };
  }

  private String caption() {
    if (features.size() <= FIRST) {
      return "All features";
    }
    return importance.isEmpty() ? "The first 15 features" : "The 15 most important features";
  }

  private List<FeatureInfo> first() {
    return features.subList(0, Math.min(FIRST, features.size()));
  }

  private Table fold(String source, List<FeatureInfo> own) {
    return table("From %s: %s".formatted(source, Words.count(own.size(), "feature")), own).fold();
  }

  private Table table(String caption, List<FeatureInfo> own) {
    return Table.of(
        caption,
        Table.heads("Feature", "#Importance", "#Drift", "Made of"),
        own.stream().map(this::row).toList());
  }

  private List<Cell> row(FeatureInfo feature) {
    String unit = feature.unit();
    return List.of(
        Cell.noted(
            feature.name(),
            "feature",
            feature.description() + (unit == null ? "" : " (" + unit + ")")),
        importance(feature),
        drift(feature),
        Cell.of(String.join(", ", feature.lineage())));
  }

  private Cell importance(FeatureInfo feature) {
    Importance one = importance.get(feature.name());
    if (one == null) {
      return Cell.of("–");
    }
    double share = most <= 0 ? 0 : Math.min(1, Math.max(0, one.rocAucDrop() / most));
    return new Cell(Words.metric(one.rocAucDrop()), "", Span.bar(share));
  }

  private Cell drift(FeatureInfo feature) {
    Double psi = drift.get(feature.name());
    if (psi == null) {
      return Cell.of("–");
    }
    if (psi >= LARGE_DRIFT) {
      return Cell.noted(Words.number(psi), "bad", "large");
    }
    return psi >= SOME_DRIFT
        ? Cell.noted(Words.number(psi), "warn", "some")
        : Cell.of(Words.metric(psi));
  }

  /** By the one table that a feature is made of. */
  private Map<String, List<FeatureInfo>> bySource() {
    return features.stream()
        .collect(
            Collectors.groupingBy(
                FeaturesSection::source, LinkedHashMap::new, Collectors.toList()));
  }

  private static String source(FeatureInfo feature) {
    List<String> tables =
        feature.lineage().stream().map(column -> column.split("\\.", 2)[0]).distinct().toList();
    if (tables.isEmpty() || tables.equals(List.of("cutoff"))) {
      return CALENDAR;
    }
    return tables.size() == 1 ? tables.get(0) : SEVERAL;
  }

  private static Table texts(List<TextModel> texts) {
    return Table.of(
        "Models of texts among the features",
        Table.heads("Column", "#Texts learned from", "#ROC-AUC on others", "Known before"),
        texts.stream()
            .map(
                text ->
                    List.of(
                        Cell.of(text.column(), "feature"),
                        Cell.of(Words.count(text.trainedOn())),
                        Cell.of(Words.metric(text.rocAuc())),
                        Cell.of(Words.date(text.until()))))
            .toList());
  }
}
