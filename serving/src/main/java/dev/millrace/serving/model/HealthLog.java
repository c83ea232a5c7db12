package dev.millrace.serving.model;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Remembers how the source is and since when. Written by one thread at a time. */
final class HealthLog {
  private final List<Consumer<SourceHealth>> listeners = new CopyOnWriteArrayList<>();
  private volatile SourceHealth health;

  HealthLog() {
    Instant now = Instant.now();
    this.health = new SourceHealth(true, now, now, "");
  }

  SourceHealth now() {
    return health;
  }

  void listen(Consumer<SourceHealth> listener) {
    listeners.add(listener);
  }

  /** Notes how it was just now; listeners hear what has changed. */
  void note(boolean reachable, String reason) {
    SourceHealth before = health;
    Instant now = Instant.now();
    boolean turned = before.reachable() != reachable;
    SourceHealth after = new SourceHealth(reachable, now, turned ? now : before.since(), reason);
    health = after;
    if (turned || !before.reason().equals(reason)) {
      listeners.forEach(listener -> listener.accept(after));
    }
  }
}
