package dev.millrace.etl.feature;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The cutoffs of a job, and the ways to divide time so that all windows before all of them are made
 * of few parts. Cutoffs are numbered from 1; times are microseconds since 1970-01-01T00:00Z.
 */
final class Timeline {
  static final long DAY = 86_400_000_000L;

  private final long[] cutoffs;

  Timeline(List<Instant> cutoffs) {
    this.cutoffs =
        cutoffs.stream().mapToLong(at -> ChronoUnit.MICROS.between(Instant.EPOCH, at)).toArray();
  }

  /** Microseconds, ascending. */
  long[] micros() {
    return cutoffs.clone();
  }

  int cutoffs() {
    return cutoffs.length;
  }

  /** Of a cutoff, from 1. */
  long at(int cutoff) {
    return cutoffs[cutoff - 1];
  }

  /** SQL for the first cutoff strictly after a time; one more than there are where none is. */
  String firstAfter(String micros) {
    return search(micros, cutoffs, 0, cutoffs.length, k -> String.valueOf(k + 1));
  }

  /**
   * Windows before the cutoffs.
   *
   * @param windows days, at least one
   */
  Panes windows(Collection<Integer> windows) {
    return new WindowPanes(this, windows).panes();
  }

  /** All rows before the cutoffs: a slice holds those that a cutoff is the first to see. */
  Panes allTime() {
    List<Panes.Piece> cover = new ArrayList<>();
    Dyadic dyadic = new Dyadic();
    for (int cutoff = 1; cutoff <= cutoffs.length; cutoff++) {
      for (int node : dyadic.cover(1, cutoff + 1)) {
        cover.add(new Panes.Piece(node, cutoff, 0));
      }
    }
    List<Panes.Part> parts = new ArrayList<>();
    for (int slice = 1; slice <= cutoffs.length; slice++) {
      for (int node : dyadic.nodesAround(slice)) {
        parts.add(new Panes.Part(Dyadic.slice(slice), node, 0));
      }
    }
    String source =
        "(SELECT *, 0 AS visible, "
            + Dyadic.slice(0)
            + " + first AS pane FROM (SELECT *, "
            + firstAfter("known")
            + " AS first FROM (%s)) WHERE first <= "
            + cutoffs.length
            + ")";
    return new Panes(source, List.of(parts), cover);
  }

  /**
   * Rows that are versions: each cutoff sees those that are the last known ones. They are joined to
   * the cutoffs one by one.
   *
   * @param windows days; empty for all time
   */
  Panes versions(Collection<Integer> windows) {
    List<Integer> ascending = windows.stream().distinct().sorted().toList();
    int rings = ascending.size() + 1;
    List<Panes.Piece> cover = new ArrayList<>();
    for (int cutoff = 1; cutoff <= cutoffs.length; cutoff++) {
      if (ascending.isEmpty()) {
        cover.add(new Panes.Piece(cutoff * rings, cutoff, 0));
      }
      for (int window = 0; window < ascending.size(); window++) {
        for (int ring = 0; ring <= window; ring++) {
          cover.add(new Panes.Piece(cutoff * rings + ring, cutoff, ascending.get(window)));
        }
      }
    }
    String ring =
        ascending.stream()
            .map(days -> " + CAST(t < c.cut - " + days * DAY + " AS INTEGER)")
            .collect(Collectors.joining("", "0", ""));
    int longest = ascending.isEmpty() ? 0 : ascending.get(ascending.size() - 1);
    String source =
        "(SELECT r.*, i * "
            + rings
            + " + "
            + ring
            + " AS pane, 0 AS visible FROM "
            + expanded(longest)
            + " r JOIN work.cutoffs c USING (i))";
    return new Panes(source, List.of(), cover);
  }

  /**
   * SQL that repeats rows (for {@code %s}) with {@code t}, {@code known} and {@code until}, NULL
   * where no later version is, for each cutoff {@code i} that sees them.
   *
   * @param longest days that a row is seen for after it happened; 0 for ever
   */
  String expanded(int longest) {
    String last = String.valueOf(cutoffs.length);
    if (longest > 0) {
      last = firstAfter("(t + " + longest * DAY + ")") + " - 1";
    }
    return "(SELECT *, unnest(range("
        + firstAfter("known")
        + ", least("
        + last
        + ", CASE WHEN until IS NULL THEN "
        + cutoffs.length
        + " ELSE "
        + firstAfter("until")
        + " - 1 END) + 1)) AS i FROM (%s))";
  }

  /** SQL of a binary search: {@code result} of how many of the bounds are at or before a time. */
  static String search(
      String micros, long[] bounds, int low, int high, IntFunction<String> result) {
    if (low == high) {
      return result.apply(low);
    }
    int middle = (low + high) >>> 1;
    return "CASE WHEN "
        + micros
        + " < "
        + bounds[middle]
        + " THEN "
        + search(micros, bounds, low, middle, result)
        + " ELSE "
        + search(micros, bounds, middle + 1, high, result)
        + " END";
  }

  /** All cutoffs as rows of SQL: number and microseconds. */
  String values() {
    return IntStream.rangeClosed(1, cutoffs.length)
        .mapToObj(i -> "(" + i + ", " + at(i) + ")")
        .collect(Collectors.joining(", "));
  }
}
