package dev.millrace.serving.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.serving.config.Batching;
import dev.millrace.serving.request.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One worker, which is busy with a first job while others come. */
class WorkersTest {
  private static final int WAITING = 6;

  private final Workers workers = new Workers(new Batching(Batching.Mode.AUTO, 8, 0), 1, WAITING);
  private final CountDownLatch first = new CountDownLatch(1);
  private final BlockingQueue<String> batches = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    workers.close();
  }

  /** Two values for each row, as with a challenger: the row's number and its tenfold. */
  private final class Tens implements Workers.Scoring {
    @Override
    public double[] score(ColumnBatch rows) {
      List<Double> numbers =
          IntStream.range(0, rows.rows()).mapToObj(row -> rows.number(0, row)).toList();
      batches.add(numbers.toString());
      if (numbers.contains(0.0)) {
        await(first);
      }
      if (numbers.contains(13.0)) {
        throw new IllegalStateException("an unlucky row");
      }
      return numbers.stream()
          .flatMap(n -> List.of(n, 10 * n).stream())
          .mapToDouble(n -> n)
          .toArray();
    }

    @Override
    public boolean joins() {
      return true;
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private record Numbers(double... values) implements ColumnBatch {
    @Override
    public int rows() {
      return values.length;
    }

    @Override
    public double number(int column, int row) {
      return values[row];
    }

    @Override
    public @Nullable String text(int column, int row) {
      return null;
    }
  }

  private final class Told implements Workers.Done {
    private final BooleanSupplier cancelled;

    Told(BooleanSupplier cancelled) {
      this.cancelled = cancelled;
    }

    @Override
    public boolean cancelled() {
      return cancelled.getAsBoolean();
    }

    @Override
    public void skipped() {
      told.add("skipped");
    }

    @Override
    public void scored(double[] values, Dispatch how) {
      List<Double> list = new ArrayList<>();
      for (double value : values) {
        list.add(value);
      }
      told.add(
          list
              + " "
              + how.reason().label()
              + " of "
              + how.batchRows()
              + (how.first() ? "" : ", counted"));
    }

    @Override
    public void failed(Throwable fault) {
      told.add("failed: " + fault.getMessage());
    }
  }

  private void submit(Workers.Scoring scoring, double... rows) throws Refusal {
    workers.submit(scoring, new Numbers(rows), new Told(() -> false));
  }

  private String next(BlockingQueue<String> queue) throws InterruptedException {
    return queue.poll(30, TimeUnit.SECONDS);
  }

  /** The worker has the first job, and waits in it. */
  private void keepBusy(Workers.Scoring scoring) throws Exception {
    submit(scoring, 0);
    assertThat(next(batches)).isEqualTo("[0.0]");
  }

  @Test
  void what_waits_for_one_model_is_scored_together_and_everybody_gets_their_own_rows()
      throws Exception {
    Tens scoring = new Tens();
    keepBusy(scoring);
    submit(scoring, 1, 2);
    submit(scoring, 3);
    submit(new Tens(), 4); // another model
    assertThat(workers.waiting()).isEqualTo(3);
    first.countDown();
    assertThat(next(told)).isEqualTo("[0.0, 0.0] idle of 1");
    assertThat(next(told)).isEqualTo("[1.0, 10.0, 2.0, 20.0] queued of 3");
    assertThat(next(told)).isEqualTo("[3.0, 30.0] queued of 3, counted");
    assertThat(next(told)).isEqualTo("[4.0, 40.0] queued of 1");
    assertThat(batches).containsExactly("[1.0, 2.0, 3.0]", "[4.0]");
  }

  @Test
  void a_batch_takes_as_many_rows_as_it_may_and_says_that_it_is_full() throws Exception {
    Tens scoring = new Tens();
    keepBusy(scoring);
    submit(scoring, 1, 2, 3, 4, 5);
    submit(scoring, 6, 7, 8, 9);
    first.countDown();
    next(told);
    assertThat(next(told)).endsWith("full of 5");
    assertThat(next(told)).endsWith("queued of 4");
  }

  @Test
  void only_the_request_that_is_to_blame_fails() throws Exception {
    Tens scoring = new Tens();
    keepBusy(scoring);
    submit(scoring, 1);
    submit(scoring, 13);
    submit(scoring, 2);
    first.countDown();
    next(told);
    assertThat(next(told)).isEqualTo("[1.0, 10.0] queued of 1");
    assertThat(next(told)).isEqualTo("failed: an unlucky row");
    assertThat(next(told)).isEqualTo("[2.0, 20.0] queued of 1");
  }

  @Test
  void what_nobody_waits_for_any_more_is_not_scored() throws Exception {
    Tens scoring = new Tens();
    AtomicBoolean cancelled = new AtomicBoolean();
    Workers.Done left = new Told(cancelled::get);
    keepBusy(scoring);
    workers.submit(scoring, new Numbers(1), left);
    submit(scoring, 2);
    workers.submit(scoring, new Numbers(3), left);
    submit(scoring, 4);
    cancelled.set(true);
    first.countDown();
    next(told);
    assertThat(List.of(next(told), next(told))).containsOnly("skipped");
    assertThat(next(told)).isEqualTo("[2.0, 20.0] queued of 2");
    assertThat(next(told)).isEqualTo("[4.0, 40.0] queued of 2, counted");
    assertThat(batches).containsExactly("[2.0, 4.0]");
    assertThat(workers.waiting()).isZero();
  }

  @Test
  void more_than_may_wait_are_shed() throws Exception {
    Tens scoring = new Tens();
    keepBusy(scoring);
    for (int i = 1; i <= WAITING; i++) {
      submit(scoring, i);
    }
    assertThatThrownBy(() -> submit(scoring, 9))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.status()).isEqualTo(503);
              assertThat(refusal.code()).isEqualTo("QUEUE_FULL");
              assertThat(refusal.retryAfter()).isNotNull();
            });
    first.countDown();
    for (int i = 0; i <= WAITING; i++) {
      assertThat(next(told)).isNotNull();
    }
    assertThat(workers.waiting()).isZero();
  }
}
