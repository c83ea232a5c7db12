package dev.millrace.serving.dispatch;

import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.serving.config.Batching;
import dev.millrace.serving.request.Refusal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Scores what is too slow for an event loop, on a thread for each core. A free worker takes what
 * waits, at once: nobody ever waits for company. Requests of one {@link Scoring} that wait together
 * are scored together where that is quicker. Thread-safe.
 */
public final class Workers implements AutoCloseable {
  private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final Duration SOON = Duration.ofSeconds(1);

  private final Batching batching;
  private final int mostWaiting;
  private final ExecutorService threads;
  private final Queue<Job> waiting = new ArrayDeque<>();
  private final BatchLimit limit;
  private final int most;
  private int busy;

  /**
   * Scores on that many threads, each with work of its own.
   *
   * @param mostWaiting requests that may wait; further ones are shed
   */
  public Workers(Batching batching, int threads, int mostWaiting) {
    this.batching = batching;
    this.mostWaiting = mostWaiting;
    this.most = threads;
    this.limit = new BatchLimit(batching.maxRows(), SLOW_NANOS);
    AtomicInteger numbers = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "score-" + numbers.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** What scores rows. Two jobs with the same one may be scored together. */
  public interface Scoring {
    /**
     * Scores rows, of one request or of several.
     *
     * @return for each row what {@link Done} is given
     */
    double[] score(ColumnBatch rows);

    /** Whether several requests at once are quicker than one after the other. */
    boolean joins();
  }

  /** Told on a worker's thread how a job went. */
  public interface Done {
    /** Whether nobody waits for it any more. */
    boolean cancelled();

    /** It was cancelled before its turn. Others wait for this to return: it must not block. */
    void skipped();

    /**
     * It went well.
     *
     * @param values one for each row of the job
     */
    void scored(double[] values, Dispatch how);

    /** It did not. */
    void failed(Throwable fault);
  }

  private record Job(Scoring scoring, ColumnBatch rows, Done done, long since) {}

  /**
   * Hands rows over.
   *
   * @param rows must not change until it is done
   * @throws Refusal 503 where too many wait already
   */
  public void submit(Scoring scoring, ColumnBatch rows, Done done) throws Refusal {
    synchronized (waiting) {
      if (waiting.size() >= mostWaiting) {
        throw Refusal.shed(503, "QUEUE_FULL", "Too many requests wait to be scored already.", SOON);
      }
      waiting.add(new Job(scoring, rows, done, System.nanoTime()));
      if (busy < most) {
        busy++;
        threads.execute(this::work);
      }
    }
  }

  /** Requests that wait. */
  public int waiting() {
    synchronized (waiting) {
      return waiting.size();
    }
  }

  private void work() {
    boolean first = true;
    for (Batch batch = take(first); batch != null; batch = take(first)) {
      score(batch);
      first = false;
    }
  }

  private record Batch(List<Job> jobs, Reason reason) {}

  private @Nullable Batch take(boolean first) {
    synchronized (waiting) {
      Job head = peek();
      if (head == null) {
        busy--;
        return null;
      }
      List<Job> jobs = new ArrayList<>();
      jobs.add(waiting.remove());
      boolean full = joins(head.scoring) && join(head, jobs);
      Reason alone = first && jobs.size() == 1 ? Reason.IDLE : Reason.QUEUED;
      return new Batch(jobs, full ? Reason.FULL : alone);
    }
  }

  /** The first that somebody waits for; drops those before it. Null where there is none. */
  private @Nullable Job peek() {
    Job next = waiting.peek();
    while (next != null && next.done.cancelled()) {
      waiting.remove().done.skipped();
      next = waiting.peek();
    }
    return next;
  }

  private boolean joins(Scoring scoring) {
    return switch (batching.mode()) {
      case ON -> true;
      case OFF -> false;
      case AUTO -> scoring.joins();
    };
  }

  /** Gives whether the batch is full. */
  private boolean join(Job head, List<Job> jobs) {
    int rows = head.rows.rows();
    for (Job next = peek(); next != null; next = peek()) {
      if (next.scoring != head.scoring) {
        return false;
      }
      rows += next.rows.rows();
      if (rows > limit.rows()) {
        return true;
      }
      jobs.add(waiting.remove());
    }
    return false;
  }

  private void score(Batch batch) {
    List<Job> jobs = batch.jobs;
    ColumnBatch rows =
        jobs.size() == 1 ? jobs.get(0).rows : new JoinedRows(jobs.stream().map(Job::rows).toList());
    long begun = System.nanoTime();
    double[] values;
    try {
      values = jobs.get(0).scoring.score(rows);
    } catch (RuntimeException | Error fault) {
      failed(batch, fault);
      return;
    }
    long took = System.nanoTime() - begun;
    synchronized (waiting) {
      limit.took(took, rows.rows());
    }
    hand(
        jobs,
        values,
        job ->
            new Dispatch(
                batch.reason, begun - job.since, took, rows.rows(), job.equals(jobs.get(0))));
  }

  /** Whoever was scored with the one that is to blame gets an answer nevertheless. */
  private void failed(Batch batch, Throwable fault) {
    if (batch.jobs.size() == 1) {
      batch.jobs.get(0).done.failed(fault);
    } else {
      batch.jobs.forEach(job -> score(new Batch(List.of(job), batch.reason)));
    }
  }

  private static void hand(List<Job> jobs, double[] values, Function<Job, Dispatch> how) {
    int per = values.length / jobs.stream().mapToInt(job -> job.rows.rows()).sum();
    int from = 0;
    for (Job job : jobs) {
      int to = from + per * job.rows.rows();
      job.done.scored(Arrays.copyOfRange(values, from, to), how.apply(job));
      from = to;
    }
  }

  /** Stops; jobs that wait are not scored. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
