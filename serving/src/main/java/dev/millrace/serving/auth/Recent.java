package dev.millrace.serving.auth;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What was used lately, by key: two maps, of which the older is dropped when the newer is full. So
 * at least the last {@code limit} keys are known, at most twice as many, and nothing is ever
 * sorted. Thread-safe; a race may forget an entry early.
 */
final class Recent<K, V> {
  private final int limit;
  private volatile ConcurrentMap<K, V> newer = new ConcurrentHashMap<>();
  private volatile ConcurrentMap<K, V> older = new ConcurrentHashMap<>();

  Recent(int limit) {
    this.limit = limit;
  }

  @Nullable V get(K key) {
    V value = newer.get(key);
    if (value != null) {
      return value;
    }
    value = older.get(key);
    if (value != null) {
      put(key, value);
    }
    return value;
  }

  void put(K key, V value) {
    if (newer.size() >= limit) {
      turn();
    }
    newer.put(key, value);
  }

  private synchronized void turn() {
    if (newer.size() >= limit) {
      older = newer;
      newer = new ConcurrentHashMap<>();
    }
  }

  int size() {
    return newer.size() + older.size();
  }
}
