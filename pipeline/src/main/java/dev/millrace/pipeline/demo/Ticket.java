package dev.millrace.pipeline.demo;

import org.jspecify.annotations.Nullable;

/**
 * A request for help. Times are seconds since 1970-01-01T00:00Z.
 *
 * @param mood how content the customer is when writing, 1 to 5; the text follows it
 * @param resolution how it ended: solved, workaround or declined
 * @param satisfaction the customer's mark afterwards, 1 to 5; null for none
 * @param rated when that was; after {@code resolved}
 */
record Ticket(
    int number,
    long opened,
    Category category,
    int mood,
    long resolved,
    String resolution,
    @Nullable Integer satisfaction,
    long rated) {
  static final long DAY = 86_400;

  /** What it is about. */
  enum Category {
    TECHNICAL("technical"),
    BILLING("billing"),
    CONTRACT("contract"),
    QUESTION("question");

    private final String title;

    Category(String title) {
      this.title = title;
    }

    /** As it stands in the data. */
    String title() {
      return title;
    }
  }

  /** The day it was opened. */
  int openedDay() {
    return (int) (opened / DAY);
  }

  /** The day it was resolved. */
  int resolvedDay() {
    return (int) (resolved / DAY);
  }
}
