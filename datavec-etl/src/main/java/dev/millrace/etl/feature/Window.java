package dev.millrace.etl.feature;

/**
 * The days before a cutoff that an aggregation looks at: {@code [cutoff - days, cutoff)} by the
 * time of an event. A day has 24 hours.
 *
 * @param days at least 1
 */
public record Window(int days) implements Comparable<Window> {
  public Window {
    if (days < 1) {
      throw new IllegalArgumentException("a window has at least one day, not " + days);
    }
  }

  @Override
  public int compareTo(Window other) {
    return Integer.compare(days, other.days);
  }

  /** As people write it: {@code 30d}. */
  @Override
  public String toString() {
    return days + "d";
  }
}
