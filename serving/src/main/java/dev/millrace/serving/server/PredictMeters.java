package dev.millrace.serving.server;

import dev.millrace.serving.dispatch.Dispatch;
import dev.millrace.serving.dispatch.Reason;
import dev.millrace.serving.metrics.MetricName;
import dev.millrace.serving.metrics.ServerMetrics;
import dev.millrace.serving.metrics.Traffic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The meters of predict requests of one protocol. Thread-safe. */
final class PredictMeters {
  private static final double NANOS = 1e9;

  private final ServerMetrics metrics;
  private final Traffic traffic;
  private final String model;
  private final String protocol;
  private final DistributionSummary duration;
  private final DistributionSummary parsing;
  private final DistributionSummary queueing;
  private final DistributionSummary scoring;
  private final DistributionSummary batchSize;
  private final Counter answered;
  private final Counter rows;
  private final Counter positives;
  private final Map<Reason, Counter> dispatches = new EnumMap<>(Reason.class);
  private final Map<Integer, Counter> refused = new ConcurrentHashMap<>();

  PredictMeters(ServerMetrics metrics, Traffic traffic, String model, String protocol) {
    this.metrics = metrics;
    this.traffic = traffic;
    this.model = model;
    this.protocol = protocol;
    duration = metrics.histogram(MetricName.REQUEST_DURATION, model, protocol);
    parsing = metrics.histogram(MetricName.PARSE_DURATION, protocol);
    queueing = metrics.histogram(MetricName.QUEUE_DURATION);
    scoring = metrics.histogram(MetricName.SCORE_DURATION, model);
    batchSize = metrics.histogram(MetricName.BATCH_SIZE);
    answered = metrics.counter(MetricName.REQUESTS, model, protocol, "200");
    rows = metrics.counter(MetricName.ROWS, model);
    positives = metrics.counter(MetricName.POSITIVES, model);
    for (Reason reason : Reason.values()) {
      dispatches.put(reason, metrics.counter(MetricName.DISPATCHES, reason.label()));
    }
  }

  /** A batch, whether all of its requests are answered or not. */
  void scored(Dispatch how) {
    if (!how.first()) {
      return;
    }
    scoring.record(how.scoreNanos() / NANOS);
    batchSize.record(how.batchRows());
    Counter dispatched = dispatches.get(how.reason());
    if (dispatched != null) {
      dispatched.increment();
    }
  }

  void answered(long nanos, long parseNanos, int requestRows, int positiveRows, Dispatch how) {
    answered.increment();
    positives.increment(positiveRows);
    duration.record(nanos / NANOS);
    parsing.record(parseNanos / NANOS);
    queueing.record(how.queueNanos() / NANOS);
    traffic.answered(nanos, requestRows);
    rows.increment(requestRows); // last: who finds the rows counted finds all else counted
  }

  void refused(int status) {
    refused
        .computeIfAbsent(
            status,
            code -> metrics.counter(MetricName.REQUESTS, model, protocol, String.valueOf(code)))
        .increment();
    traffic.refused();
  }
}
