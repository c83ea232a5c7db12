package dev.millrace.pipeline.demo;

/**
 * One invoice. Days are counted from 1970-01-01.
 *
 * @param number unique for the customer, from 1
 * @param paid the day it was paid; {@link #NEVER} where it never is
 * @param settled the day on which its state was known: paid, or given up
 */
record Invoice(int number, int invoiced, int due, int cents, State state, int paid, int settled) {
  static final int NEVER = Integer.MAX_VALUE;

  /** How it ended. */
  enum State {
    PAID("paid"),
    LATE("late"),
    FAILED("failed");

    private final String title;

    State(String title) {
      this.title = title;
    }

    /** As it stands in the data. */
    String title() {
      return title;
    }
  }
}
