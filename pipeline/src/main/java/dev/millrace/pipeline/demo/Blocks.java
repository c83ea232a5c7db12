package dev.millrace.pipeline.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Makes blocks on several threads and hands them out in order; only few exist at a time. */
final class Blocks implements AutoCloseable {
  private final ExecutorService workers;
  private final IntFunction<Block> maker;
  private final int count;
  private final Deque<Future<Block>> ahead = new ArrayDeque<>();
  private int asked;

  Blocks(int count, int threads, IntFunction<Block> maker) {
    this.count = count;
    this.maker = maker;
    this.workers = Executors.newFixedThreadPool(Math.min(threads, count));
    for (int i = 0; i < Math.min(threads + 1, count); i++) {
      ask();
    }
  }

  boolean hasNext() {
    return !ahead.isEmpty();
  }

  Block next() {
    try {
      Block block = ahead.remove().get();
      ask();
      return block;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException fault) {
        throw fault;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while making up customers", e);
    }
  }

  /** Ends all work, finished or not, and waits for that. */
  @Override
  public void close() {
    ahead.forEach(block -> block.cancel(false));
    workers.shutdown();
    boolean interrupted = Thread.interrupted();
    while (!workers.isTerminated()) {
      try {
        workers.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask() {
    if (asked < count) {
      int number = asked++;
      Callable<Block> work = () -> maker.apply(number);
      ahead.add(workers.submit(work));
    }
  }
}
