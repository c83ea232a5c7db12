package dev.millrace.serving.experiment;

/**
 * Which predictions have an outcome, and which: 63 bits of the id's tag and one of the outcome, in
 * 11 to 22 bytes each. Two of ten million ids are taken for one with a chance of about one to a
 * hundred thousand. Not thread-safe.
 */
final class OutcomeSet {
  private static final int FIRST_CAPACITY = 1 << 10;

  /** Nobody: a tag whose 63 bits are zero is moved to the next. */
  private static final long FREE = 0;

  private long[] slots = new long[FIRST_CAPACITY];
  private int size;

  int size() {
    return size;
  }

  boolean contains(long tag) {
    return slots[slotOf(slots, masked(tag))] != FREE;
  }

  /** The outcome of a prediction that is contained. */
  boolean happened(long tag) {
    return (slots[slotOf(slots, masked(tag))] & 1) != 0;
  }

  /** Adds an outcome; nothing changes where the prediction has one. */
  void add(long tag, boolean happened) {
    int slot = slotOf(slots, masked(tag));
    if (slots[slot] == FREE) {
      slots[slot] = masked(tag) | (happened ? 1 : 0);
      size++;
      growWhereFull();
    }
  }

  private void growWhereFull() {
    if (size <= slots.length / 4 * 3) {
      return;
    }
    long[] wider = new long[slots.length * 2];
    for (long entry : slots) {
      if (entry != FREE) {
        wider[slotOf(wider, entry & ~1L)] = entry;
      }
    }
    slots = wider;
  }

  /** Where it is or could be put; tags are evenly spread by nature. */
  private static int slotOf(long[] slots, long masked) {
    int slot = (int) (masked >>> 32) & (slots.length - 1);
    while (slots[slot] != FREE && (slots[slot] & ~1L) != masked) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private static long masked(long tag) {
    long masked = tag & ~1L;
    return masked == FREE ? 2 : masked;
  }
}
