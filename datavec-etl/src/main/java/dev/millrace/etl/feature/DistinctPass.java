package dev.millrace.etl.feature;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A pass that counts different values: a value is in a window when the last row that has it is, so
 * that no more than the last time of each value is kept.
 */
final class DistinctPass implements Pass {
  private static final int BYTES_PER_VALUE = 64;
  private static final int VALUES = 16;

  private final Timeline timeline;
  private final PassRows rows;
  private final boolean allTime;
  private final String condition;
  private final String value;
  private final int number;
  private final TreeSet<Integer> windows = new TreeSet<>();

  /**
   * @param value column of the rows
   * @param condition which rows count, with AND before it; empty for all
   */
  DistinctPass(
      Timeline timeline,
      PassRows rows,
      boolean allTime,
      String value,
      String condition,
      int number) {
    this.timeline = timeline;
    this.rows = rows;
    this.allTime = allTime;
    this.value = value;
    this.condition = condition;
    this.number = number;
  }

  /** Asks for a window; gives the name of its column. */
  String value(@Nullable Window window) {
    int days = window == null ? 0 : window.days();
    windows.add(days);
    return name(days);
  }

  private String name(int days) {
    return "p" + number + "_" + days;
  }

  @Override
  public List<String> begin() {
    return List.of();
  }

  @Override
  public List<String> batch(long from, long to) {
    String seen =
        "SELECT entity, t, known, until, "
            + value
            + " AS value FROM ("
            + rows.sql(from, to)
            + ") WHERE "
            + value
            + " IS NOT NULL"
            + condition;
    List<String> counts = new ArrayList<>();
    for (int days : windows) {
      String within = days == 0 ? "" : " FILTER (WHERE t >= c.cut - " + days * Timeline.DAY + ")";
      counts.add(", count(*)" + within + " AS " + name(days));
    }
    return List.of(
        "CREATE OR REPLACE TEMP TABLE "
            + result()
            + " AS SELECT entity, i, max(known) AS known"
            + String.join("", counts)
            + " FROM (SELECT entity, i, value, max(t) AS t, max(known) AS known FROM "
            + String.format(timeline.expanded(windows.last()), compact(seen))
            + " GROUP BY entity, i, value) JOIN work.cutoffs c USING (i) GROUP BY entity, i");
  }

  /** Rows of which all others only repeat what these say; versions are all needed. */
  private String compact(String seen) {
    if (rows.table().isVersioned()) {
      return seen;
    }
    return allTime
        ? "SELECT entity, value, min(t) AS t, min(known) AS known, CAST(NULL AS BIGINT) AS until"
            + " FROM ("
            + seen
            + ") GROUP BY entity, value"
        : "SELECT entity, value, max(t) AS t, max(known) AS known, CAST(NULL AS BIGINT) AS until"
            + " FROM ("
            + seen
            + ") GROUP BY entity, value, "
            + timeline.firstAfter("known");
  }

  @Override
  public List<String> results() {
    return List.of(result());
  }

  private String result() {
    return "result_" + number;
  }

  @Override
  public long bytesPerEntity() {
    return (long) timeline.cutoffs() * BYTES_PER_VALUE * VALUES;
  }
}
