package dev.millrace.pipeline.report;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.Key;
import dev.millrace.contract.feature.Target;
import dev.millrace.etl.clean.ColumnProfile;
import dev.millrace.etl.clean.ColumnProfile.Bar;
import dev.millrace.etl.clean.ColumnProfile.Numbers;
import dev.millrace.etl.feature.CutoffRows;
import dev.millrace.etl.feature.DroppedFeature;
import dev.millrace.etl.feature.FeatureInfo;
import dev.millrace.etl.feature.LabelSpec;
import dev.millrace.etl.feature.RowsReport;
import dev.millrace.etl.feed.FeatureDrift;
import dev.millrace.etl.feed.SplitSpec;
import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.models.evaluate.Evaluation.Importance;
import dev.millrace.models.evaluate.Evaluation.Interval;
import dev.millrace.models.evaluate.Evaluation.Mistake;
import dev.millrace.pipeline.report.RunReport.Period;
import dev.millrace.pipeline.report.RunReport.Proof;
import dev.millrace.pipeline.report.RunReport.Relational;
import dev.millrace.pipeline.report.RunReport.TextModel;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A run over five sources with fixed, believable numbers: subscribers who may leave. */
final class SampleRelational {
  static final String LEAK = "last(tickets.win_back_offer)";
  private static final LocalDate FIRST = LocalDate.parse("2023-07-01");
  private static final int CUTOFFS = 17;
  private static final Instant VALIDATION_FROM = at(LocalDate.parse("2024-07-01"));
  private static final Instant TEST_FROM = at(LocalDate.parse("2024-10-01"));
  private static final int GAP_DAYS = 31;
  private static final double BEST = 0.874;

  private SampleRelational() {}

  /** Writes the report of a complete run to a folder, to look at. */
  public static void main(String[] folder) {
    new ReportWriter().write(complete(), Path.of(folder[0]));
  }

  /** A run that went all the way. */
  static RunReport complete() {
    return of(relational(dropped(), true), evaluation(), null);
  }

  /** The sources and nothing after them. */
  static RunReport stopped(String why) {
    Relational all = relational(dropped(), true);
    Relational cleaned =
        new Relational(
            all.entity(),
            all.label(),
            all.tables(),
            Map.of(),
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null,
            null);
    RunReport complete = complete();
    return new RunReport(
        complete.run(),
        complete.sources(),
        null,
        complete.judged(),
        null,
        null,
        null,
        null,
        List.of(),
        null,
        why,
        cleaned);
  }

  static RunReport of(Relational relational, Evaluation evaluation, String stopped) {
    RunReport table = SampleReport.complete();
    List<Column> columns =
        features().stream()
            .map(
                feature ->
                    Column.of(
                        feature.name(),
                        feature.category() ? ColumnType.CATEGORY : ColumnType.NUMBER))
            .toList();
    return new RunReport(
        table.run(),
        SampleSources.landed(),
        new FeatureContract("churn", Key.of("customer_id"), new Target("__label", "1"), columns),
        table.judged(),
        null,
        new RunReport.Split(
            new SplitSpec.ByTime(VALIDATION_FROM, TEST_FROM, GAP_DAYS, true, 0.2, 0.2),
            new RunReport.Part(186_420, 6_710),
            new RunReport.Part(31_204, 1_297),
            new RunReport.Part(30_377, 1_391)),
        table.training(),
        evaluation,
        List.of(new RunReport.ColumnCounts("mean(surveys.score, 90d)", 12_204, 0)),
        table.previous(),
        stopped,
        relational);
  }

  static Relational relational(List<DroppedFeature> dropped, boolean known) {
    return new Relational(
        "customers",
        new LabelSpec("customers", "cancelled_on", null, 30, false),
        SampleSources.tables(),
        SampleSources.before(),
        new RowsReport(features(), cutoffs(), 19_871),
        profiles(),
        dropped,
        drift(),
        List.of(
            new TextModel("tickets.mood", 4_127, at(FIRST), 0.872),
            new TextModel("surveys.tone", 911, at(FIRST), Double.NaN)),
        periods(known),
        known ? BEST : null,
        known ? new Proof(List.of(at(FIRST), at(FIRST.plusMonths(16))), 26_110) : null);
  }

  static List<FeatureInfo> features() {
    List<FeatureInfo> features = new ArrayList<>();
    for (String plain : List.of("plan", "region", "price", "contract_ends", "payment_method")) {
      boolean category = !plain.equals("price") && !plain.equals("contract_ends");
      features.add(
          new FeatureInfo(
              "customers." + plain,
              "the customer's " + plain.replace('_', ' ') + " as known at the cutoff",
              List.of("customers." + plain),
              plain.equals("price") ? "euro" : plain.equals("contract_ends") ? "day" : null,
              category));
    }
    add(features, "usage", "minutes", List.of("mean", "sum", "std", "trend", "max"));
    add(features, "usage", "sessions", List.of("mean", "sum", "trend"));
    add(features, "usage", "data_mb", List.of("mean", "sum", "trend", "min"));
    add(features, "billing", "amount", List.of("mean", "max", "sum"));
    add(features, "billing", "days_late", List.of("mean", "max"));
    add(features, "tickets", "mood", List.of("mean", "min", "last"));
    add(features, "surveys", "score", List.of("mean", "last"));
    for (int days : List.of(30, 90)) {
      features.add(
          new FeatureInfo(
              "share(tickets where status = 'open', " + days + "d)",
              "share of rows of tickets with status 'open' over the " + days + " days before",
              List.of("tickets.status", "tickets.opened_at"),
              null,
              false));
      features.add(
          new FeatureInfo(
              "count(tickets, " + days + "d)",
              "number of rows of tickets over the " + days + " days before the cutoff",
              List.of("tickets.opened_at"),
              null,
              false));
    }
    features.add(
        new FeatureInfo(
            "recency(usage)",
            "days from the last row of usage to the cutoff",
            List.of("usage.day"),
            "day",
            false));
    features.add(
        new FeatureInfo(
            "less usage",
            "mean(usage.minutes, 7d) / mean(usage.minutes, 90d)",
            List.of("usage.minutes", "usage.day"),
            null,
            false));
    features.add(
        new FeatureInfo(
            "customers.price × count(tickets, 30d)",
            "price times number of tickets over the 30 days before the cutoff",
            List.of("customers.price", "tickets.opened_at"),
            null,
            false));
    features.add(new FeatureInfo("cutoff.month", "month of the cutoff", List.of(), null, true));
    return features;
  }

  private static void add(
      List<FeatureInfo> features, String table, String column, List<String> functions) {
    for (String function : functions) {
      for (int days : List.of(7, 30, 90, 180)) {
        features.add(
            new FeatureInfo(
                "%s(%s.%s, %dd)".formatted(function, table, column, days),
                "%s of %s per row of %s over the %d days before the cutoff"
                    .formatted(function, column, table, days),
                List.of(table + "." + column, table + ".day"),
                column.equals("minutes") ? "minute" : null,
                false));
      }
    }
  }

  private static List<String> ranked() {
    List<String> ranked =
        new ArrayList<>(
            List.of(
                "trend(usage.minutes, 90d)",
                "less usage",
                "customers.contract_ends",
                "share(tickets where status = 'open', 90d)",
                "mean(tickets.mood, 90d)",
                "max(billing.days_late, 180d)",
                "recency(usage)",
                "mean(usage.minutes, 30d)",
                "customers.plan",
                "customers.price",
                "last(surveys.score, 180d)",
                "mean(usage.sessions, 30d)",
                "cutoff.month",
                "customers.price × count(tickets, 30d)",
                "mean(billing.amount, 90d)"));
    features().stream()
        .map(FeatureInfo::name)
        .filter(name -> !ranked.contains(name))
        .forEach(ranked::add);
    return ranked;
  }

  static List<CutoffRows> cutoffs() {
    List<CutoffRows> cutoffs = new ArrayList<>();
    for (int i = 0; i < CUTOFFS; i++) {
      long rows = 14_210 + 130L * i - 4L * i * i;
      double rate = 0.034 + 0.0007 * i + 0.004 * Math.sin(i / 12.0 * 2 * Math.PI);
      cutoffs.add(new CutoffRows(at(FIRST.plusMonths(i)), rows, Math.round(rows * rate)));
    }
    return cutoffs;
  }

  private static List<Period> periods(boolean known) {
    List<Period> periods = new ArrayList<>();
    for (CutoffRows rows : cutoffs()) {
      boolean gap = rows.cutoff().plusSeconds(GAP_DAYS * 86_400L).isAfter(TEST_FROM);
      boolean test = !rows.cutoff().isBefore(TEST_FROM);
      if (rows.cutoff().isBefore(VALIDATION_FROM) || (gap && !test)) {
        continue;
      }
      double rocAuc = 0.866 - 0.004 * (periods.size() % 3) - 0.002 * periods.size();
      periods.add(
          new Period(
              rows.cutoff(),
              test ? "test" : "validation",
              rows.rows(),
              rows.positives(),
              rocAuc,
              new Interval(rocAuc - 0.015, rocAuc + 0.014),
              (double) rows.positives() / rows.rows() + 0.002,
              known ? 0.875 - 0.001 * (periods.size() % 2) : null));
    }
    return periods;
  }

  private static List<FeatureDrift> drift() {
    List<FeatureDrift> drift = new ArrayList<>();
    List<String> ranked = ranked();
    for (int i = 0; i < ranked.size(); i++) {
      double psi = i == 9 ? 0.412 : i == 12 ? 0.163 : 0.002 + 0.003 * (i % 7);
      drift.add(new FeatureDrift(ranked.get(i), psi));
    }
    return drift;
  }

  static List<DroppedFeature> dropped() {
    List<DroppedFeature> dropped = new ArrayList<>();
    dropped.add(
        new DroppedFeature(
            "mean(usage.sessions, 7d)", "the same as sum(usage.sessions, 7d)", false, 0.61));
    dropped.add(
        new DroppedFeature(
            LEAK, "predicts suspiciously well alone; it may know the future", true, 0.9874));
    dropped.add(
        new DroppedFeature(
            "std(surveys.score, 7d)", "one value in 99.9% of training rows", false, Double.NaN));
    return dropped;
  }

  private static List<ColumnProfile> profiles() {
    List<ColumnProfile> profiles = new ArrayList<>();
    for (FeatureInfo feature : features()) {
      double steep = feature.name().length() % 7 / 400.0;
      List<Bar> bars = new ArrayList<>();
      for (int i = 0; i < (feature.category() ? 4 : 10); i++) {
        bars.add(
            new Bar(
                feature.category() ? "value " + i : String.valueOf(i * 3),
                24_000 - 2_100L * i,
                0.02 + steep * i));
      }
      profiles.add(
          new ColumnProfile(
              feature.name(),
              feature.category() ? ColumnType.CATEGORY : ColumnType.NUMBER,
              180_000,
              6_420,
              feature.category() ? 4 : 1_204,
              feature.category() ? null : new Numbers(0, 6.5, 14.5, 19, 30, 13.8),
              bars));
    }
    return profiles;
  }

  private static Evaluation evaluation() {
    Evaluation e = SampleReport.evaluation();
    List<Importance> importance = new ArrayList<>();
    double drop = 0.0431;
    for (String name : ranked()) {
      importance.add(new Importance(name, drop - 0.0003, 0.0006 + drop * 0.03));
      drop *= 0.84;
    }
    Map<String, String> values = new LinkedHashMap<>();
    ranked().forEach(name -> values.put(name, "14.5"));
    return new Evaluation(
        e.validation(),
        e.test(),
        e.threshold(),
        e.confidence(),
        e.baselines(),
        e.againstBaseline(),
        e.calibration(),
        e.confusion(),
        e.roc(),
        e.precisionRecall(),
        e.gain(),
        e.liftByDecile(),
        e.decision(),
        e.slices(),
        List.of(new Mistake("C-004211", 0, 0.913, values), new Mistake("C-017", 1, 0.02, values)),
        importance,
        e.gates());
  }

  private static Instant at(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
