package dev.millrace.mlflow.ship;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.mlflow.api.CallFailed;
import dev.millrace.mlflow.api.Explanation;
import dev.millrace.mlflow.api.ServerConfig;
import dev.millrace.mlflow.journal.FileGuard;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers a journal while it is written, in a thread of its own. It never gives up, and whatever
 * goes wrong is a line in the log at most: a run must not suffer from its tracking.
 */
public final class BackgroundShipper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundShipper.class);
  private static final Duration FIRST_WAIT = Duration.ofMillis(200);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  /** Metrics of a moment go into one call. */
  private static final Duration GATHER = Duration.ofMillis(250);

  /** The longest wait between tries while somebody waits for the delivery. */
  private static final Duration HURRY = Duration.ofMillis(500);

  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration LEAVE = Duration.ofSeconds(5);

  /** How long a call under way may go on when delivering is to stop: its end leaves no doubt. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Path directory;
  private final String journal;
  private final ServerConfig server;
  private final Backoff backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT, new Random());
  private final Thread thread;
  private final Object signal = new Object();

  private volatile boolean stopped;
  private volatile @Nullable Shipper shipper;
  private volatile String trouble = "";
  private volatile boolean refused;
  private volatile long delivered;
  private boolean pending;
  private boolean hurried;

  /** Starts delivering. */
  public BackgroundShipper(Path directory, String journal, ServerConfig server) {
    this.directory = directory;
    this.journal = journal;
    this.server = server;
    this.thread = new Thread(this::run, "millrace-shipper");
    thread.setDaemon(true);
    thread.start();
  }

  /** Says that lines were written. */
  public void wake() {
    synchronized (signal) {
      pending = true;
      signal.notifyAll();
    }
  }

  /**
   * Waits until all lines up to one are delivered, or the server refuses them.
   *
   * @return whether they are; else {@link #trouble} may say why
   */
  public boolean drain(long id, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    synchronized (signal) {
      hurried = true;
      refused = false; // until it is refused again
      pending = true;
      signal.notifyAll();
      try {
        long left = end - System.nanoTime();
        while (delivered < id && left > 0 && !refused) {
          signal.wait(Math.max(1, left / 1_000_000));
          left = end - System.nanoTime();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        hurried = false;
      }
      return delivered >= id;
    }
  }

  /** What keeps it from delivering, for a person; empty for nothing. */
  public String trouble() {
    return trouble;
  }

  private void run() {
    while (!stopped) {
      try (FileGuard guard = Sync.lock(directory).orElse(null)) {
        if (guard == null) {
          pause(IDLE, true); // 'millrace sync' is at it
        } else {
          ship();
        }
      } catch (RuntimeException e) {
        if (!stopped) {
          report(e.getMessage());
          pause(backoff.next(), true);
        }
      }
    }
  }

  private void ship() {
    try (Shipper opened = new Shipper(directory, journal, server)) {
      shipper = opened;
      tell(opened.cursor().delivered());
      while (!stopped) {
        deliver(opened);
      }
    } finally {
      shipper = null;
    }
  }

  private void deliver(Shipper opened) {
    try {
      if (opened.deliverNext()) {
        delivered(opened);
      } else {
        awaitLines();
      }
    } catch (CallFailed e) {
      if (!stopped) {
        MillraceException explained = Explanation.ofDelivery(e, server);
        report(explained.getMessage() + " " + explained.hint());
        refused = !e.passes();
        tell(delivered);
        pause(backoff.after(e), e.retryAfter().isEmpty());
      }
    }
  }

  private void tell(long id) {
    synchronized (signal) {
      delivered = id;
      signal.notifyAll();
    }
  }

  private void delivered(Shipper opened) {
    if (!trouble.isEmpty()) {
      LOG.info("The MLflow server at {} takes the journal again.", server.uri());
    }
    trouble = "";
    refused = false;
    backoff.reset();
    tell(opened.cursor().delivered());
  }

  /** The same trouble is told of once. */
  private void report(@Nullable String message) {
    String text = String.valueOf(message);
    if (!text.equals(trouble)) {
      trouble = text;
      LOG.warn("{}", text);
    }
  }

  private void awaitLines() {
    synchronized (signal) {
      if (!pending) {
        waitFor(IDLE);
      }
      if (pending && !hurried) {
        waitFor(GATHER);
      }
      pending = false;
    }
  }

  /**
   * Waits between tries.
   *
   * @param mayHurry whether to wait less when somebody waits for the delivery
   */
  private void pause(Duration duration, boolean mayHurry) {
    long begin = System.nanoTime();
    synchronized (signal) {
      while (!stopped) {
        boolean shorter = mayHurry && hurried && duration.compareTo(HURRY) > 0;
        Duration wanted = shorter ? HURRY : duration;
        long left = wanted.toNanos() - (System.nanoTime() - begin);
        if (left <= 0) {
          return;
        }
        waitFor(Duration.ofNanos(left));
      }
    }
  }

  @SuppressWarnings("WaitNotInLoop") // waking up early is harmless: all callers look again
  private void waitFor(Duration duration) {
    try {
      if (!stopped) {
        signal.wait(Math.max(1, duration.toMillis()));
      }
    } catch (InterruptedException e) {
      stopped = true;
    }
  }

  /** Id of the last line that the server has; 0 where that is not known yet. */
  public long delivered() {
    return delivered;
  }

  /** Stops, in the middle of a call if need be; what the server has of it is found later. */
  @Override
  public void close() {
    stopped = true;
    synchronized (signal) {
      signal.notifyAll();
    }
    join(GRACE);
    Shipper under = shipper;
    if (under != null) {
      under.close();
    }
    thread.interrupt();
    join(LEAVE);
  }

  private void join(Duration patience) {
    try {
      thread.join(patience.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
