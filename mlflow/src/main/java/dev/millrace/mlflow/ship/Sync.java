package dev.millrace.mlflow.ship;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.mlflow.api.CallFailed;
import dev.millrace.mlflow.api.Explanation;
import dev.millrace.mlflow.api.ServerConfig;
import dev.millrace.mlflow.journal.Entry;
import dev.millrace.mlflow.journal.FileGuard;
import dev.millrace.mlflow.journal.JournalLine;
import dev.millrace.mlflow.journal.JournalReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Delivers the journal of a run to a server, now. */
public final class Sync {
  private static final String LOCK = ".journal.shipper.lock";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration FIRST_WAIT = Duration.ofMillis(200);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private Sync() {}

  /** As {@link #sync(Path, ServerConfig, Duration)}, with a minute of patience. */
  public static SyncReport sync(Path runDirectory, ServerConfig server) {
    return sync(runDirectory, server, PATIENCE);
  }

  /**
   * Delivers what the journal holds. Harmless to repeat, to interrupt and to kill, and possible to
   * several servers one after the other.
   *
   * @param patience how long a server may take nothing before it is given up; what was delivered
   *     until then stays
   * @throws MillraceException {@code TRACKING_UNREACHABLE} where the patience ran out; {@code
   *     TRACKING_REFUSED} where trying again would not help; {@code LOCKED} where somebody delivers
   *     this journal just now; {@code JOURNAL_DAMAGED}
   */
  public static SyncReport sync(Path runDirectory, ServerConfig server, Duration patience) {
    return sync(
        runDirectory, server, patience, new Backoff(FIRST_WAIT, LONGEST_WAIT, new Random()));
  }

  @SuppressWarnings("try") // the lock is held, not used
  static SyncReport sync(
      Path runDirectory, ServerConfig server, Duration patience, Backoff backoff) {
    String journal = journalOf(runDirectory).orElse(null);
    if (journal == null) {
      return new SyncReport(0, List.of(), List.of());
    }
    try (FileGuard guard = lock(runDirectory).orElseThrow(() -> isShipped(runDirectory));
        Shipper shipper = new Shipper(runDirectory, journal, server)) {
      long before = shipper.cursor().delivered();
      deliver(shipper, server, patience, backoff);
      return SyncReport.of(shipper.cursor(), before, server.uri());
    }
  }

  static Optional<FileGuard> lock(Path runDirectory) {
    return FileGuard.take(runDirectory.resolve(LOCK));
  }

  /** The UUID of a journal; empty where its first line is not written yet. */
  static Optional<String> journalOf(Path runDirectory) {
    List<JournalLine> first = JournalReader.of(runDirectory).next(1);
    return first.isEmpty() || !(first.get(0).entry() instanceof Entry.JournalBegun begun)
        ? Optional.empty()
        : Optional.of(begun.journal());
  }

  private static MillraceException isShipped(Path directory) {
    return new MillraceException(
        ErrorCode.LOCKED,
        "The journal of " + directory + " is being delivered just now.",
        "Wait until that is done; a run that is under way delivers its journal itself.");
  }

  private static void deliver(
      Shipper shipper, ServerConfig server, Duration patience, Backoff backoff) {
    long success = System.nanoTime();
    while (true) {
      try {
        if (!shipper.deliverNext()) {
          return;
        }
        success = System.nanoTime();
        backoff.reset();
      } catch (CallFailed e) {
        Duration wait = backoff.after(e);
        Duration spent = Duration.ofNanos(System.nanoTime() - success);
        if (!e.passes() || spent.plus(wait).compareTo(patience) > 0) {
          throw Explanation.ofDelivery(e, server);
        }
        sleep(wait, e, server);
      }
    }
  }

  private static void sleep(Duration wait, CallFailed failed, ServerConfig server) {
    try {
      Thread.sleep(wait.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Explanation.ofDelivery(failed, server);
    }
  }
}
