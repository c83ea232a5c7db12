package dev.millrace.serving.server;

import dev.millrace.serving.metrics.MetricName;
import dev.millrace.serving.metrics.ServerMetrics;
import dev.millrace.serving.model.ModelWatcher;
import dev.millrace.serving.model.SourceHealth;
import dev.millrace.serving.model.SwapEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and logs what becomes of the model and of where it comes from. */
final class ModelEvents {
  private static final Logger LOG = LoggerFactory.getLogger(ModelEvents.class);

  private ModelEvents() {}

  static void follow(ModelWatcher watcher, ServerMetrics metrics) {
    for (SwapEvent.Outcome outcome : SwapEvent.Outcome.values()) {
      metrics.counter(MetricName.SWAPS, outcome.label()); // there before the first
    }
    watcher
        .slot()
        .listen(
            event -> {
              metrics.counter(MetricName.SWAPS, event.outcome().label()).increment();
              log("", event);
            });
    if (watcher.source().isRegistry()) {
      metrics.gauge(MetricName.REGISTRY_REACHABLE, () -> watcher.health().reachable() ? 1 : 0);
    }
    logHealth("", watcher);
  }

  /** The metrics are those of the champion. */
  static void logOfChallenger(ModelWatcher watcher) {
    watcher.slot().listen(event -> log("challenger: ", event));
    logHealth("challenger: ", watcher);
  }

  private static void logHealth(String whose, ModelWatcher watcher) {
    watcher.listen(health -> log(whose, health));
    if (!watcher.health().reachable()) { // what answered the last time answers now
      log(whose, watcher.health());
    }
  }

  private static void log(String whose, SwapEvent event) {
    if (event.outcome() == SwapEvent.Outcome.REFUSED) {
      LOG.warn("{}version {} was refused: {}", whose, event.version(), event.reason());
    } else {
      LOG.info(
          "{}version {} answers now ({}){}",
          whose,
          event.version(),
          event.outcome().label(),
          event.reason().isEmpty() ? "" : ": " + event.reason());
    }
  }

  private static void log(String whose, SourceHealth health) {
    if (health.reachable()) {
      LOG.info("{}newer versions can be looked for again", whose);
    } else {
      LOG.warn("{}newer versions cannot be looked for: {}", whose, health.reason());
    }
  }
}
