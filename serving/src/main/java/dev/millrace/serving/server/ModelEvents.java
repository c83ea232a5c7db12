package dev.millrace.serving.server;

import dev.millrace.serving.metrics.MetricName;
import dev.millrace.serving.metrics.ServerMetrics;
import dev.millrace.serving.model.ModelWatcher;
import dev.millrace.serving.model.SourceHealth;
import dev.millrace.serving.model.SwapEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and logs what becomes of a model and of where it comes from. The log is of this machine:
 * it names the source with its folders.
 */
final class ModelEvents {
  private static final Logger LOG = LoggerFactory.getLogger(ModelEvents.class);

  private final ModelWatcher watcher;
  private final String role;
  private final ServerMetrics metrics;

  private ModelEvents(ModelWatcher watcher, String role, ServerMetrics metrics) {
    this.watcher = watcher;
    this.role = role;
    this.metrics = metrics;
  }

  /**
   * From now on, and what happened at the start.
   *
   * @param role {@code champion} or {@code challenger}
   */
  static void follow(ModelWatcher watcher, String role, ServerMetrics metrics) {
    for (SwapEvent.Outcome outcome : SwapEvent.Outcome.values()) {
      metrics.counter(MetricName.SWAPS, role, outcome.label()); // there before the first
    }
    metrics.gauge(MetricName.SOURCE_REACHABLE, () -> watcher.health().reachable() ? 1 : 0, role);
    ModelEvents events = new ModelEvents(watcher, role, metrics);
    watcher.slot().listen(events::note);
    watcher.listen(events::log);
    events.noteStart();
  }

  /** What was as it should be is not worth a line. */
  private void noteStart() {
    SwapEvent first = watcher.slot().lastSwap();
    if (first != null) {
      note(first);
    }
    if (!watcher.health().reachable()) {
      log(watcher.health());
    }
    if (watcher.recalled()) {
      LOG.warn("{}: version {} answers, the one that was served last", role, answering());
    }
  }

  private String answering() {
    return watcher.slot().current().identity().version();
  }

  private void note(SwapEvent event) {
    metrics.counter(MetricName.SWAPS, role, event.outcome().label()).increment();
    if (event.outcome() == SwapEvent.Outcome.REFUSED) {
      LOG.warn(
          "{}: version {} of {} was refused: {}",
          role,
          event.version(),
          watcher.source(),
          event.reason());
    } else {
      LOG.info(
          "{}: version {} answers now ({}){}",
          role,
          event.version(),
          event.outcome().label(),
          event.reason().isEmpty() ? "" : ": " + event.reason());
    }
  }

  private void log(SourceHealth health) {
    if (health.reachable()) {
      LOG.info("{}: newer versions of {} can be looked for again", role, watcher.source());
    } else {
      LOG.warn(
          "{}: newer versions of {} cannot be looked for: {}",
          role,
          watcher.source(),
          health.reason());
    }
  }
}
