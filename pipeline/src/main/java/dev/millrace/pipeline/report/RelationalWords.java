package dev.millrace.pipeline.report;

import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.etl.feature.DroppedFeature;
import dev.millrace.etl.feature.FeatureInfo;
import dev.millrace.etl.feature.Filter;
import dev.millrace.etl.feature.LabelSpec;
import dev.millrace.etl.feature.RowsReport;
import dev.millrace.pipeline.report.Block.Notice;
import dev.millrace.pipeline.report.RunReport.Relational;
import dev.millrace.pipeline.report.Summary.Figure;
import dev.millrace.pipeline.report.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a run over several tables has to say in the head of its page. */
final class RelationalWords {
  private static final int MOST_NAMED = 3;
  private static final double CHANCE = 0.5;

  private final RunReport report;
  private final Relational relational;

  RelationalWords(RunReport report, Relational relational) {
    this.report = report;
    this.relational = relational;
  }

  String question() {
    long features = kept(report, relational).size();
    String from =
        features == 0
            ? "Answered from %s.".formatted(Words.count(report.sources().size(), "source"))
            : "Answered from %s of %s."
                .formatted(
                    Words.count(features, "feature"),
                    Words.count(report.sources().size(), "source"));
    return "For each row of %s, asked at a cutoff: how probable is it that %s? %s"
        .formatted(relational.entity(), event(relational.label()), from);
  }

  /** The event of a label as a clause: {@code customers.left falls within the 30 days after it}. */
  static String event(LabelSpec label) {
    String days = Words.count(label.horizonDays(), "day");
    String column = label.column();
    Filter filter = label.filter();
    String where =
        filter == null
            ? ""
            : " where %s %s %s"
                .formatted(filter.column(), filter.operator(), String.join(", ", filter.values()));
    return column == null
        ? "there is a row of %s%s within the %s after it".formatted(label.table(), where, days)
        : "%s.%s%s falls within the %s after it".formatted(label.table(), column, where, days);
  }

  /** Features that the model sees, in the order of the columns. */
  static List<FeatureInfo> kept(RunReport report, Relational relational) {
    RowsReport rows = relational.rows();
    if (rows == null) {
      return List.of();
    }
    Set<String> dropped =
        relational.dropped().stream().map(DroppedFeature::name).collect(Collectors.toSet());
    FeatureContract contract = report.contract();
    Set<String> seen = contract == null ? Set.of() : Set.copyOf(contract.columnNames());
    return rows.features().stream()
        .filter(feature -> seen.contains(feature.name()) || !dropped.contains(feature.name()))
        .toList();
  }

  /** Features that predicted suspiciously well alone: those left out, then those that stay. */
  List<Notice> leaks() {
    Set<String> kept =
        kept(report, relational).stream().map(FeatureInfo::name).collect(Collectors.toSet());
    List<Notice> notices = new ArrayList<>();
    List<DroppedFeature> caught = suspicious(feature -> !kept.contains(feature.name()));
    if (!caught.isEmpty()) {
      notices.add(
          new Notice(
              "warn",
              caught.size() == 1
                  ? "A feature that leaks the future was caught"
                  : caught.size() + " features that leak the future were caught",
              named(caught)
                  + "No honest look at the past is that good. %s left out: the model never saw %s."
                      .formatted(
                          caught.size() == 1 ? "It was" : "They were",
                          caught.size() == 1 ? "it" : "them")));
    }
    List<DroppedFeature> staying = suspicious(feature -> kept.contains(feature.name()));
    if (!staying.isEmpty()) {
      notices.add(
          new Notice(
              "bad",
              "The recipe keeps what may leak the future",
              named(staying)
                  + "If that is not known before the cutoff, every metric below is too good."));
    }
    return notices;
  }

  private List<DroppedFeature> suspicious(Predicate<DroppedFeature> filter) {
    return relational.dropped().stream().filter(DroppedFeature::suspicious).filter(filter).toList();
  }

  private static String named(List<DroppedFeature> features) {
    String names =
        features.stream()
            .limit(MOST_NAMED)
            .map(f -> "%s (ROC-AUC %s)".formatted(f.name(), Words.metric(f.rocAuc())))
            .collect(Collectors.joining(", "));
    String more =
        features.size() > MOST_NAMED ? " and %d more".formatted(features.size() - MOST_NAMED) : "";
    return "%s%s alone %s the answer. "
        .formatted(names, more, features.size() == 1 ? "tells" : "tell");
  }

  /** The best possible ROC-AUC, and how much of the way from chance to it the model comes. */
  static Figure bestPossible(double best, double model) {
    double reached = reached(best, model);
    return new Figure(
        "ROC-AUC of the best possible",
        Words.metric(best),
        Double.isNaN(reached)
            ? "no better than chance"
            : "%s of the way from chance to it is reached".formatted(Words.percent(reached)));
  }

  /** NaN where even the best possible is chance. */
  static double reached(double best, double model) {
    return best > CHANCE ? (model - CHANCE) / (best - CHANCE) : Double.NaN;
  }
}
