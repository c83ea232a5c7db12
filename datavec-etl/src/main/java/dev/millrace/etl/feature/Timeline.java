package dev.millrace.etl.feature;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The cutoffs of a job, and the ways to divide time so that all windows before all of them are made
 * of few parts. Cutoffs are numbered from 1; times are microseconds since 1970-01-01T00:00Z.
 */
final class Timeline {
  static final long DAY = 86_400_000_000L;

  /** Numbers of nodes begin here, those of panes end before. */
  private static final int NODES = 1_000_000;

  /** The largest part of a window that a slice of time may be made smaller than. */
  private static final int MOST_SLICES = 64;

  private final long[] cutoffs;

  Timeline(List<Instant> cutoffs) {
    this.cutoffs =
        cutoffs.stream().mapToLong(at -> ChronoUnit.MICROS.between(Instant.EPOCH, at)).toArray();
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

  /** All rows before the cutoffs. */
  Panes allTime() {
    List<Panes.NodePane> nodes = new ArrayList<>();
    List<Panes.Piece> cover = new ArrayList<>();
    Dyadic dyadic = new Dyadic();
    for (int cutoff = 1; cutoff <= cutoffs.length; cutoff++) {
      for (int node : dyadic.cover(1, cutoff + 1)) {
        cover.add(new Panes.Piece(node, cutoff, 0));
      }
    }
    for (int pane = 1; pane <= cutoffs.length; pane++) {
      for (int node : dyadic.nodesOf(pane)) {
        nodes.add(new Panes.NodePane(pane, node, 0));
      }
    }
    String source =
        "(SELECT *, 0 AS visible FROM (SELECT *, "
            + firstAfter("known")
            + " AS pane FROM (%s)) WHERE pane <= "
            + cutoffs.length
            + ")";
    return new Panes(source, nodes, cover);
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

  /** Intervals of a line of slices whose lengths are powers of two; numbered when first used. */
  private static final class Dyadic {
    private final Map<Long, Integer> numbers = new HashMap<>();

    /** The fewest intervals that make up {@code [from, to)}, {@code from} at least 1. */
    List<Integer> cover(int from, int to) {
      List<Integer> cover = new ArrayList<>();
      int at = from;
      while (at < to) {
        int length = Integer.lowestOneBit(at);
        while (at + length > to) {
          length >>= 1;
        }
        cover.add(numbers.computeIfAbsent(id(at, length), id -> NODES + numbers.size()));
        at += length;
      }
      return cover;
    }

    /** The used intervals around a slice. */
    List<Integer> nodesOf(int slice) {
      List<Integer> nodes = new ArrayList<>();
      for (int length = 1; length > 0 && length <= slice; length <<= 1) {
        Integer node = numbers.get(id(slice / length * length, length));
        if (node != null) {
          nodes.add(node);
        }
      }
      return nodes;
    }

    /** The last slice of the interval of that length around a slice. */
    int lastOf(int slice, int node) {
      for (int length = 1; length <= slice; length <<= 1) {
        int start = slice / length * length;
        if (Integer.valueOf(node).equals(numbers.get(id(start, length)))) {
          return start + length - 1;
        }
      }
      throw new IllegalArgumentException("slice " + slice + " is not in node " + node);
    }

    private static long id(int start, int length) {
      return ((long) start << 32) | length;
    }
  }

  /** Panes for windows: slices between neighbouring cutoffs, cut where windows begin. */
  private static final class WindowPanes {
    private final Timeline timeline;
    private final int[] windows;
    private final long[] grid;
    private final long[] bounds;
    private final Dyadic dyadic = new Dyadic();

    WindowPanes(Timeline timeline, Collection<Integer> windows) {
      this.timeline = timeline;
      this.windows = windows.stream().mapToInt(Integer::intValue).distinct().sorted().toArray();
      TreeSet<Long> slices = slices();
      this.grid = slices.stream().mapToLong(Long::longValue).toArray();
      Arrays.stream(timeline.cutoffs)
          .flatMap(c -> Arrays.stream(this.windows).mapToLong(days -> c - days * DAY))
          .forEach(slices::add);
      this.bounds = slices.stream().mapToLong(Long::longValue).toArray();
    }

    /** Cutoffs, and points at about their distance where they leave longer gaps. */
    private TreeSet<Long> slices() {
      long[] cutoffs = timeline.cutoffs;
      long longest = windows[windows.length - 1] * DAY;
      long step = longest;
      for (int i = 1; i < cutoffs.length; i++) {
        step = Math.min(step, cutoffs[i] - cutoffs[i - 1]);
      }
      step = Math.max(step, longest / MOST_SLICES);
      TreeSet<Long> slices = new TreeSet<>();
      long before = cutoffs[0] - longest;
      slices.add(before);
      for (long cutoff : cutoffs) {
        for (long at = cutoff; at > before + step / 2; at -= step) {
          slices.add(at);
        }
        slices.add(cutoff);
        before = cutoff;
      }
      return slices;
    }

    Panes panes() {
      List<Panes.Piece> cover = new ArrayList<>();
      for (int cutoff = 1; cutoff <= timeline.cutoffs(); cutoff++) {
        for (int window : windows) {
          cover(cutoff, window, cover);
        }
      }
      List<Panes.NodePane> nodes = nodes();
      boolean[] used = new boolean[bounds.length + 1];
      nodes.forEach(node -> used[node.pane()] = true);
      cover.stream().filter(piece -> piece.node() < NODES).forEach(p -> used[p.node()] = true);
      String pane =
          search("t", bounds, 0, bounds.length, k -> used[k] ? String.valueOf(k) : "NULL");
      String source =
          "(SELECT *, "
              + pane
              + " AS pane, "
              + timeline.firstAfter("known")
              + " AS visible FROM (%s) WHERE pane IS NOT NULL AND visible <= "
              + timeline.cutoffs()
              + ")";
      return new Panes(source, nodes, cover);
    }

    /** Panes up to the next slice, then whole slices. */
    private void cover(int cutoff, int window, List<Panes.Piece> cover) {
      long end = timeline.at(cutoff);
      long start = end - window * DAY;
      int slice = atOrAfter(grid, start);
      int last = atOrAfter(bounds, grid[slice]);
      for (int pane = atOrAfter(bounds, start); pane < last; pane++) {
        cover.add(new Panes.Piece(pane + 1, cutoff, window));
      }
      for (int node : dyadic.cover(slice + 1, atOrAfter(grid, end) + 1)) {
        cover.add(new Panes.Piece(node, cutoff, window));
      }
    }

    private List<Panes.NodePane> nodes() {
      List<Panes.NodePane> nodes = new ArrayList<>();
      for (int pane = 1; pane < bounds.length; pane++) {
        int slice = atOrAfter(grid, bounds[pane]);
        for (int node : dyadic.nodesOf(slice)) {
          long end = grid[dyadic.lastOf(slice, node)];
          nodes.add(new Panes.NodePane(pane, node, atOrAfter(timeline.cutoffs, end) + 1));
        }
      }
      return nodes;
    }

    private static int atOrAfter(long[] ascending, long value) {
      int found = Arrays.binarySearch(ascending, value);
      return found >= 0 ? found : -found - 1;
    }
  }

  /** All cutoffs as rows of SQL: number and microseconds. */
  String values() {
    return IntStream.rangeClosed(1, cutoffs.length)
        .mapToObj(i -> "(" + i + ", " + at(i) + ")")
        .collect(Collectors.joining(", "));
  }
}
