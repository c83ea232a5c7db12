package dev.millrace.serving.server;

import dev.millrace.serving.Await;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that ask without a pause, and remember every answer that was not 200. */
final class Load implements AutoCloseable {
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong answered = new AtomicLong();
  private final Set<String> versions = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean ended;

  Load(Served served, int clients) {
    for (int i = 0; i < clients; i++) {
      Thread thread = new Thread(() -> ask(served), "client-" + i);
      thread.start();
      threads.add(thread);
    }
  }

  private void ask(Served served) {
    while (!ended) {
      try {
        HttpResponse<String> answer =
            served.post("/v1/models/subscribers/predict", "{\"row\":" + Served.ROW + "}");
        if (answer.statusCode() == 200) {
          answered.incrementAndGet();
          versions.add(Served.json(answer).get("version").asText());
        } else {
          failures.add(answer.statusCode() + " " + answer.body());
        }
      } catch (RuntimeException e) {
        failures.add(e.toString());
      }
    }
  }

  /** Waits until that many more have been answered. */
  void awaitMore(int requests) throws InterruptedException {
    long until = answered.get() + requests;
    Await.until(() -> answered.get() >= until);
  }

  long answered() {
    return answered.get();
  }

  Set<String> versions() {
    return versions;
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  /** Asks no more, and waits for the last answers. */
  void end() {
    ended = true;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    end();
  }
}
