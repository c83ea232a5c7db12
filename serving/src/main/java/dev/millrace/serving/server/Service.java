package dev.millrace.serving.server;

import dev.millrace.serving.config.ServeConfig;
import dev.millrace.serving.dispatch.Workers;
import dev.millrace.serving.experiment.Experiment;
import dev.millrace.serving.http.Gauges;
import dev.millrace.serving.metrics.ServerMetrics;
import dev.millrace.serving.metrics.Traffic;
import dev.millrace.serving.model.ModelWatcher;

/** What all event loops share. */
record Service(
    ServeConfig config,
    ModelWatcher watcher,
    Lineups lineups,
    Experiment experiment,
    Workers workers,
    ServerMetrics metrics,
    Traffic traffic,
    Gauges gauges,
    LiveMeters liveMeters,
    long begunNanos) {

  /** The name that routes and metrics know the model by; a swap does not change it. */
  String modelName() {
    return lineups.current().identity().name();
  }

  boolean isReady() {
    return !gauges.draining();
  }

  String state() {
    return gauges.draining() ? "draining" : "ready";
  }

  double uptimeSeconds() {
    return (System.nanoTime() - begunNanos) / 1e9;
  }
}
