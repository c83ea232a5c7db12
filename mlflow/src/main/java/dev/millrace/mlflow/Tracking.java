package dev.millrace.mlflow;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Io;
import dev.millrace.mlflow.api.ServerConfig;
import dev.millrace.mlflow.journal.Entry;
import dev.millrace.mlflow.journal.Journal;
import dev.millrace.mlflow.journal.JournalLine;
import dev.millrace.mlflow.journal.JournalReader;
import dev.millrace.mlflow.journal.RunState;
import dev.millrace.mlflow.ship.BackgroundShipper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the runs of a run directory: into its journal, and from there to a server, where there is
 * one. No call waits for the network or fails because of it; only a disk that does not take the
 * journal is an error. Thread-safe.
 */
public final class Tracking implements AutoCloseable {
  private final Journal journal;
  private final Optional<ServerConfig> server;
  private final Map<Long, TrackedRun> runs = new LinkedHashMap<>();

  private volatile Path directory;
  private @Nullable BackgroundShipper shipper;
  private final AtomicLong lastId = new AtomicLong();

  private Tracking(Path directory, Journal journal, Optional<ServerConfig> server) {
    this.directory = directory;
    this.journal = journal;
    this.server = server;
    this.shipper = startShipper();
  }

  /** Tracks in the journal alone; {@link dev.millrace.mlflow.ship.Sync} may deliver it later. */
  public static Tracking open(Path directory) {
    return open(directory, Optional.empty());
  }

  /**
   * Tracks, going on with the journal that is there.
   *
   * @param server where it is delivered meanwhile
   * @throws MillraceException {@code LOCKED} where another process tracks there
   */
  public static Tracking open(Path directory, Optional<ServerConfig> server) {
    Journal journal = Journal.open(directory);
    try {
      Tracking tracking = new Tracking(directory, journal, server);
      tracking.recall(JournalReader.all(directory));
      return tracking;
    } catch (RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  /** Begins a run. */
  public TrackedRun begin(RunStart start) {
    return begin(start, null);
  }

  TrackedRun begin(RunStart start, @Nullable Long parent) {
    Entry.RunBegun begun =
        new Entry.RunBegun(
            start.experiment(),
            start.name(),
            parent,
            RunTags.complete(start.tags()),
            RunTags.clean(start.params()));
    TrackedRun run = new TrackedRun(this, append(begun, true), begun);
    synchronized (runs) {
      runs.put(run.key(), run);
    }
    return run;
  }

  /** The runs that began and were not said to have ended, perhaps by a process that was killed. */
  public List<TrackedRun> unfinished() {
    synchronized (runs) {
      return runs.values().stream().filter(run -> !run.state().ended()).toList();
    }
  }

  private void recall(List<JournalLine> lines) {
    for (JournalLine line : lines) {
      lastId.set(line.id());
      if (line.entry() instanceof Entry.RunBegun begun) {
        runs.put(line.id(), new TrackedRun(this, line.id(), begun));
      } else if (line.entry() instanceof Entry.Params params) {
        run(params.run()).recall(params.params());
      } else if (line.entry() instanceof Entry.Status status) {
        run(status.run()).recall(status.state());
      }
    }
  }

  private TrackedRun run(long key) {
    TrackedRun run = runs.get(key);
    if (run == null) {
      throw new IllegalStateException("line " + key + " begins no run");
    }
    return run;
  }

  /**
   * Writes a line.
   *
   * @param now whether it must outlive a power cut from now on
   */
  long append(Entry entry, boolean now) {
    long id = journal.append(entry);
    if (now) {
      journal.commit(id);
    }
    lastId.accumulateAndGet(id, Math::max);
    BackgroundShipper running = shipper;
    if (running != null) {
      running.wake();
    }
    return id;
  }

  /** The folder that all files of the runs are below of. */
  public Path directory() {
    return directory;
  }

  /**
   * Renames the run directory; tracking goes on in it under its new name.
   *
   * @param target must not exist
   */
  public synchronized void moveTo(Path target) {
    stopShipper();
    try {
      Files.createDirectories(target.toAbsolutePath().getParent());
      AtomicFiles.move(directory, target);
      directory = target;
    } catch (IOException e) {
      throw Io.fault(target, e);
    } finally {
      shipper = startShipper();
    }
  }

  /**
   * Waits until the server has everything.
   *
   * @return whether it has; true where there is none
   */
  public synchronized boolean deliver(Duration patience) {
    return shipper == null || shipper.drain(lastId.get(), patience);
  }

  /** How many lines of the journal the server does not have yet; 0 where there is no server. */
  public synchronized long waiting() {
    return shipper == null ? 0 : Math.max(0, lastId.get() - shipper.delivered());
  }

  /** What keeps the journal from being delivered, for a person; empty for nothing. */
  public synchronized String trouble() {
    return shipper == null ? "" : shipper.trouble();
  }

  private @Nullable BackgroundShipper startShipper() {
    return server
        .map(config -> new BackgroundShipper(directory, journal.name(), config))
        .orElse(null);
  }

  private void stopShipper() {
    BackgroundShipper running = shipper;
    if (running != null) {
      running.close();
      shipper = null;
    }
  }

  /** Stops delivering and closes the journal; what was not delivered waits in it. */
  @Override
  public synchronized void close() {
    stopShipper();
    journal.close();
  }

  /** Whether all runs of a journal, at least one, were said to have ended. */
  public static boolean hasEnded(Path directory) {
    Map<Long, RunState> states = new LinkedHashMap<>();
    for (JournalLine line : JournalReader.all(directory)) {
      if (line.entry() instanceof Entry.RunBegun) {
        states.put(line.id(), RunState.RUNNING);
      } else if (line.entry() instanceof Entry.Status status) {
        states.put(status.run(), status.state());
      }
    }
    return !states.isEmpty() && states.values().stream().allMatch(RunState::ended);
  }

  /**
   * Says of runs whose process is gone that it was killed, so that a server does not show them as
   * running for ever.
   *
   * @return how many there were; 0 where a process writes the journal just now
   */
  public static int endAbandoned(Path directory, String reason) {
    if (!Files.exists(directory.resolve(Journal.FILE)) || Journal.isWrittenNow(directory)) {
      return 0;
    }
    try (Tracking tracking = open(directory)) {
      List<TrackedRun> abandoned = tracking.unfinished();
      abandoned.forEach(run -> run.end(RunState.KILLED, reason));
      return abandoned.size();
    }
  }
}
