package dev.millrace.pipeline.track;

import dev.millrace.contract.support.Progress;
import dev.millrace.mlflow.Tracking;
import dev.millrace.mlflow.api.ServerConfig;
import dev.millrace.mlflow.ship.Sync;
import dev.millrace.mlflow.ship.SyncReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How far the journal of a run that has ended is delivered.
 *
 * @param waiting entries that the server does not have
 * @param trouble why, for people; empty where nothing is known
 * @param page address of the run in the server's pages; empty where entries wait
 * @param problems what could not be delivered and never will
 */
public record Delivery(long waiting, String trouble, String page, List<String> problems) {
  private static final Duration LOOK = Duration.ofMillis(500);

  /** A server that took nothing so far is not waited for longer. */
  private static final Duration PATIENCE_IN_TROUBLE = Duration.ofSeconds(5);

  public Delivery {
    problems = List.copyOf(problems);
  }

  /**
   * Delivers what is left of a run's journal.
   *
   * @param patience how long it may take; the rest waits
   */
  public static Delivery of(
      Path runDirectory, ServerConfig server, Duration patience, Progress progress) {
    try (Tracking tracking = Tracking.open(runDirectory, Optional.of(server));
        Progress.Task task = progress.start("deliver to MLflow", -1, "entries")) {
      if (!waitFor(tracking, patience, task)) {
        return new Delivery(tracking.waiting(), tracking.trouble(), "", List.of());
      }
    }
    SyncReport report = Sync.sync(runDirectory, server); // has it all; asks nobody
    String page = report.runs().isEmpty() ? "" : report.runs().get(0);
    return new Delivery(0, "", page, report.problems());
  }

  private static boolean waitFor(Tracking tracking, Duration patience, Progress.Task task) {
    long start = System.nanoTime();
    while (!tracking.deliver(LOOK)) {
      boolean trouble = !tracking.trouble().isEmpty();
      Duration limit =
          trouble && patience.compareTo(PATIENCE_IN_TROUBLE) > 0 ? PATIENCE_IN_TROUBLE : patience;
      if (System.nanoTime() - start > limit.toNanos()) {
        return false;
      }
      task.note(tracking.waiting() + " entries wait");
    }
    return true;
  }
}
