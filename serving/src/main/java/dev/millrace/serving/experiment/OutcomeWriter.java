package dev.millrace.serving.experiment;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Io;
import dev.millrace.serving.request.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that takes outcomes. Requests that wait are brought to the disk together, by one
 * write (milliseconds); only then are they added up and answered. So an outcome is either on the
 * disk, once, or was refused.
 */
final class OutcomeWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutcomeWriter.class);
  private static final int MOST_WAITING = 1024;
  private static final int MOST_OUTCOMES_WAITING = 50_000;
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LATER = Duration.ofSeconds(30);

  private final OutcomeJournal journal;
  private final Ledger ledger;
  private final int mostOutcomes;
  private final BlockingQueue<Request> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Request last = new Request(List.of(), List.of(), new CompletableFuture<>());
  private final Thread thread;
  private boolean closed;
  private int outcomesWaiting;

  /** Of the thread alone. */
  private boolean refuses;

  /**
   * @param mostOutcomes are kept in memory; more are refused until older files were moved away
   */
  OutcomeWriter(OutcomeJournal journal, Ledger ledger, int mostOutcomes) {
    this.journal = journal;
    this.ledger = ledger;
    this.mostOutcomes = mostOutcomes;
    this.thread = new Thread(this::work, "millrace-outcomes");
    thread.setDaemon(true);
    thread.start();
  }

  /** What came at once, and who waits for its answer. */
  private record Request(
      List<Genuine> outcomes,
      List<OutcomeProblem> problems,
      CompletableFuture<OutcomeResult> answer) {}

  /**
   * Takes outcomes; never blocks.
   *
   * @param problems found before, to be answered with those found here
   * @return fails with a {@link Refusal} where they cannot be kept: then none was
   * @throws Refusal 503 where too many wait
   */
  synchronized CompletableFuture<OutcomeResult> take(
      List<Genuine> outcomes, List<OutcomeProblem> problems) throws Refusal {
    Request request = new Request(outcomes, problems, new CompletableFuture<>());
    boolean crowded =
        outcomesWaiting > 0 && outcomesWaiting + outcomes.size() > MOST_OUTCOMES_WAITING;
    if (closed || crowded || !waiting.offer(request)) {
      throw busy();
    }
    outcomesWaiting += outcomes.size();
    return request.answer();
  }

  private static Refusal busy() {
    return Refusal.shed(503, "OUTCOMES_BUSY", "Too many outcomes wait for the disk.", SOON);
  }

  private void work() {
    List<Request> group = new ArrayList<>();
    try {
      while (!group.contains(last)) {
        group.clear();
        group.add(waiting.take());
        waiting.drainTo(group);
        commit(group);
        done(group);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody may interrupt the thread of outcomes", e);
    } finally {
      end(group);
    }
  }

  private synchronized void done(List<Request> group) {
    group.forEach(request -> outcomesWaiting -= request.outcomes().size());
  }

  /** Whatever ended the thread, nobody waits in vain. */
  private synchronized void end(List<Request> group) {
    closed = true;
    waiting.drainTo(group);
    group.forEach(request -> request.answer().completeExceptionally(busy()));
  }

  private void commit(List<Request> group) {
    try {
      OutcomeGroup outcomes = new OutcomeGroup(ledger);
      List<OutcomeResult> results =
          group.stream()
              .map(request -> outcomes.take(request.outcomes(), request.problems()))
              .toList();
      keep(outcomes);
      for (int i = 0; i < group.size(); i++) {
        group.get(i).answer().complete(results.get(i));
      }
    } catch (Refusal | RuntimeException e) {
      group.forEach(request -> request.answer().completeExceptionally(e));
    }
  }

  private void keep(OutcomeGroup outcomes) throws Refusal {
    if (outcomes.isEmpty()) {
      return;
    }
    if (ledger.size() + outcomes.size() > mostOutcomes) {
      throw Refusal.shed(
          503, "OUTCOMES_FULL", "As many outcomes are kept as memory allows.", LATER);
    }
    try {
      journal.append(outcomes.lines());
    } catch (IOException e) {
      sayOnce(Io.fault(journal.file(), e));
      throw Refusal.shed(
          503, "OUTCOMES_NOT_KEPT", "The disk does not take outcomes just now.", LATER);
    }
    outcomes.commit();
    refuses = false;
  }

  /** The first of a row of refusals; a full disk must not be filled with lines about it. */
  private void sayOnce(MillraceException fault) {
    if (!refuses) {
      LOG.warn("outcomes are refused until it is mended: {}", fault.getMessage());
    }
    refuses = true;
  }

  /** Takes what waits, and nothing more. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    try {
      waiting.put(last);
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    journal.close();
  }
}
