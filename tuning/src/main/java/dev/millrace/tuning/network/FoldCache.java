package dev.millrace.tuning.network;

import dev.millrace.models.train.EncodedFold;
import dev.millrace.models.train.FoldRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Encoded folds by the choice of encoding: trials that encode alike share what was read once. Folds
 * in use stay; of the others the least recently used go when there are more than are kept.
 * Thread-safe; two threads that need the same fold wait for one reading.
 */
final class FoldCache implements AutoCloseable {
  private final Function<EncodingChoice, List<Supplier<FoldRows>>> folds;
  private final long bytesPerFold;
  private final int kept;
  private final LinkedHashMap<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

  private record Key(EncodingChoice encoding, int fold) {}

  private static final class Entry {
    final CompletableFuture<EncodedFold> fold = new CompletableFuture<>();
    int users;
  }

  /**
   * @param folds by encoding, each opened when it is read
   * @param memoryBytes of the heap for all folds that are kept
   * @param kept how many folds are, beside those in use
   */
  FoldCache(Function<EncodingChoice, List<Supplier<FoldRows>>> folds, long memoryBytes, int kept) {
    this.folds = folds;
    this.bytesPerFold = Math.max(1, memoryBytes / Math.max(1, kept));
    this.kept = kept;
  }

  /** Lets somebody work with a fold, from 0, which stays open meanwhile. */
  <T> T with(EncodingChoice encoding, int fold, Function<EncodedFold, T> work) {
    Key key = new Key(encoding, fold);
    boolean first;
    Entry entry;
    synchronized (this) {
      first = !entries.containsKey(key);
      entry = entries.computeIfAbsent(key, absent -> new Entry());
      entry.users++;
    }
    try {
      if (first) {
        read(key, entry);
      }
      return work.apply(joined(entry));
    } finally {
      release(entry);
    }
  }

  @Override
  public void close() {
    List<Entry> all;
    synchronized (this) {
      all = new ArrayList<>(entries.values());
      entries.clear();
    }
    all.forEach(FoldCache::close);
  }

  private void read(Key key, Entry entry) {
    try (FoldRows rows = folds.apply(key.encoding()).get(key.fold()).get()) {
      entry.fold.complete(EncodedFold.read(rows, bytesPerFold));
    } catch (RuntimeException | Error e) {
      synchronized (this) {
        entries.remove(key, entry);
      }
      entry.fold.completeExceptionally(e);
    }
  }

  private static EncodedFold joined(Entry entry) {
    try {
      return entry.fold.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private void release(Entry entry) {
    List<Entry> old = new ArrayList<>();
    synchronized (this) {
      entry.users--;
      for (Map.Entry<Key, Entry> eldest : List.copyOf(entries.entrySet())) {
        if (entries.size() > kept && eldest.getValue().users == 0) {
          entries.remove(eldest.getKey());
          old.add(eldest.getValue());
        }
      }
    }
    old.forEach(FoldCache::close);
  }

  private static void close(Entry entry) {
    if (entry.fold.isDone() && !entry.fold.isCompletedExceptionally()) {
      entry.fold.join().close();
    }
  }
}
