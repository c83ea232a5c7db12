package dev.millrace.serving.server;

import dev.millrace.contract.feature.Column;
import dev.millrace.monitoring.DriftReport;
import dev.millrace.monitoring.LiveProfile;
import dev.millrace.serving.experiment.Difference;
import dev.millrace.serving.experiment.Experiment;
import dev.millrace.serving.experiment.ExperimentStatus;
import dev.millrace.serving.metrics.MetricName;
import dev.millrace.serving.metrics.ServerMetrics;
import dev.millrace.serving.model.ServedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Meters that are worked out now and then, not with each request: categories that training did not
 * have, drift, the experiment, the models that are loaded. Thread-safe; updating takes
 * milliseconds.
 */
final class LiveMeters {
  private static final String PSI = "psi";

  private final ServerMetrics metrics;
  private final ServerMetrics.Gauges featureDrift;
  private final ServerMetrics.Gauges predictionDrift;
  private final ServerMetrics.Gauges loaded;
  private final ServerMetrics.Gauges difference;
  private final ServerMetrics.Gauges offHeap;
  private final Map<ServedModel, Counts> counted = new WeakHashMap<>();
  private long championRows;
  private long challengerRows;
  private long championOutcomes;
  private long challengerOutcomes;
  private volatile @Nullable DriftReport drift;

  LiveMeters(ServerMetrics metrics) {
    this.metrics = metrics;
    featureDrift = metrics.gauges(MetricName.FEATURE_DRIFT);
    predictionDrift = metrics.gauges(MetricName.PREDICTION_DRIFT);
    loaded = metrics.gauges(MetricName.MODEL_LOADED);
    difference = metrics.gauges(MetricName.EXPERIMENT_DIFFERENCE);
    offHeap = metrics.gauges(MetricName.OFFHEAP_MEMORY);
  }

  /** The drift as it was at the last update; null where it is not watched. */
  @Nullable DriftReport drift() {
    return drift;
  }

  synchronized void update(Lineup lineup, Experiment experiment) {
    ServedModel champion = lineup.champion();
    counted.computeIfAbsent(champion, Counts::of);
    counted.forEach(this::count);
    updateModels(lineup);
    updateDrift(champion.identity().name(), lineup.profile());
    updateExperiment(experiment.status());
    OffHeap.pools().forEach((pool, bytes) -> offHeap.add(bytes, pool));
    offHeap.publish();
  }

  /** What was counted of a model so far; it may leave, and come back by a rollback. */
  private record Counts(long[] unseen, long[] missing) {
    static Counts of(ServedModel model) {
      int columns = model.identity().contract().columns().size();
      return new Counts(new long[columns], new long[columns]);
    }
  }

  private void count(ServedModel model, Counts counts) {
    List<Column> columns = model.identity().contract().columns();
    for (int i = 0; i < columns.size(); i++) {
      String name = columns.get(i).name();
      if (!columns.get(i).isNumeric()) {
        counts.unseen[i] =
            advance(MetricName.UNSEEN_CATEGORIES, counts.unseen[i], model.unseen(i), model, name);
      }
      counts.missing[i] =
          advance(MetricName.MISSING_VALUES, counts.missing[i], model.missing(i), model, name);
    }
  }

  private long advance(
      MetricName metric, long before, long now, ServedModel model, String feature) {
    metrics.counter(metric, model.identity().name(), feature).increment((double) (now - before));
    return now;
  }

  private void updateModels(Lineup lineup) {
    List<List<String>> models = new ArrayList<>();
    models.add(labels(lineup.champion(), "champion"));
    if (lineup.challenger() != null) {
      models.add(labels(lineup.challenger(), "challenger"));
    }
    metrics.info(MetricName.MODEL_INFO, models);
    loaded
        .add(lineup.champion().loadedAt().toEpochMilli() / 1e3, lineup.champion().identity().name())
        .publish();
  }

  private static List<String> labels(ServedModel model, String role) {
    return List.of(
        model.identity().name(),
        model.identity().version(),
        model.origin().alias(),
        model.origin().runId(),
        role);
  }

  private void updateDrift(String model, @Nullable LiveProfile profile) {
    DriftReport report = profile == null ? null : profile.report();
    drift = report;
    if (report != null) {
      report.features().forEach(each -> featureDrift.add(each.psi(), model, each.feature(), PSI));
      predictionDrift.add(report.prediction().psi(), model, PSI);
    }
    featureDrift.publish();
    predictionDrift.publish();
  }

  private void updateExperiment(@Nullable ExperimentStatus status) {
    if (status == null) {
      difference.publish();
      return;
    }
    MetricName rows = MetricName.EXPERIMENT_ROWS;
    championRows = count(rows, "champion", championRows, status.rows().champion());
    challengerRows = count(rows, "challenger", challengerRows, status.rows().challenger());
    MetricName outcomes = MetricName.EXPERIMENT_OUTCOMES;
    championOutcomes = count(outcomes, "champion", championOutcomes, status.outcomes().champion());
    challengerOutcomes =
        count(outcomes, "challenger", challengerOutcomes, status.outcomes().challenger());
    Difference between = status.difference();
    if (between != null) {
      difference.add(between.mean(), "mean");
      difference.add(between.lower(), "lower").add(between.upper(), "upper");
    }
    difference.publish();
  }

  /** Another contest begins at 0 again. */
  private long count(MetricName metric, String arm, long before, long now) {
    metrics.counter(metric, arm).increment((double) (now < before ? now : now - before));
    return now;
  }
}
