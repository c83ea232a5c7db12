package dev.millrace.serving.server;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is worked out by the clock: the traffic of each second, and now and then what drifts. */
final class Ticks implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ticks.class);
  private static final long DRIFT_SECONDS = 10;

  private final Service service;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "ticks");
            made.setDaemon(true);
            return made;
          });
  private final List<Future<?>> schedules;

  Ticks(Service service) {
    this.service = service;
    this.schedules =
        List.of(
            thread.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS),
            thread.scheduleAtFixedRate(this::updateMeters, 1, DRIFT_SECONDS, TimeUnit.SECONDS));
  }

  private void tick() {
    service.traffic().tick(System.currentTimeMillis());
  }

  /** A schedule ends for ever with the first exception. */
  private void updateMeters() {
    try {
      service.liveMeters().update(service.lineups().current(), service.experiment());
    } catch (RuntimeException e) {
      LOG.error("the meters of the model could not be updated", e);
    }
  }

  @Override
  public void close() {
    schedules.forEach(schedule -> schedule.cancel(false));
    thread.shutdownNow();
  }
}
