package dev.millrace.contract.encode;

import java.util.concurrent.atomic.AtomicLongArray;

/** Counts missing values and unseen categories by column of the contract. Thread-safe. */
public final class EncodingCounts {
  private final AtomicLongArray missing;
  private final AtomicLongArray unseen;

  /** For a contract with that many columns. */
  public EncodingCounts(int columns) {
    missing = new AtomicLongArray(columns);
    unseen = new AtomicLongArray(columns);
  }

  public void addMissing(int column) {
    missing.incrementAndGet(column);
  }

  public void addUnseen(int column) {
    unseen.incrementAndGet(column);
  }

  public long missing(int column) {
    return missing.get(column);
  }

  public long unseen(int column) {
    return unseen.get(column);
  }
}
