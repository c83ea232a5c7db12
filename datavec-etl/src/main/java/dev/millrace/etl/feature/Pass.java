package dev.millrace.etl.feature;

import java.util.List;

/**
 * Everything that one kind of grouping over a prepared table computes, a batch of entities at a
 * time: tables with {@code entity}, {@code i} (the cutoff), {@code known} (microseconds) and a
 * column for each value that was asked for.
 */
interface Pass {

  /** Statements to run once, before the first batch. */
  List<String> begin();

  /**
   * Statements that make the tables of {@link #results()} for entities {@code [from, to)}.
   *
   * @param from number of the first entity
   */
  List<String> batch(long from, long to);

  /** The tables of the last batch. */
  List<String> results();

  /** About how much memory an entity needs, in bytes. */
  long bytesPerEntity();
}
