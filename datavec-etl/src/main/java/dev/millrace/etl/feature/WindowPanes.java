package dev.millrace.etl.feature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Panes for windows: slices between neighbouring cutoffs, cut where windows begin. A window is made
 * of the panes from its beginning to the end of that slice, and of whole slices.
 */
final class WindowPanes {
  /** The longest window has at most about so many slices. */
  private static final int MOST_SLICES = 64;

  private final Timeline timeline;
  private final long[] cutoffs;
  private final int[] windows;

  /** Ends of slices: slice {@code s} is {@code [grid[s - 1], grid[s])}. */
  private final long[] grid;

  /** Ends of panes, alike. */
  private final long[] bounds;

  private final Dyadic dyadic = new Dyadic();

  /**
   * @param windows days, at least one
   */
  WindowPanes(Timeline timeline, Collection<Integer> windows) {
    this.timeline = timeline;
    this.cutoffs = timeline.micros();
    this.windows = windows.stream().mapToInt(Integer::intValue).distinct().sorted().toArray();
    NavigableSet<Long> ends = slices();
    this.grid = ends.stream().mapToLong(Long::longValue).toArray();
    for (long cutoff : cutoffs) {
      for (int days : this.windows) {
        ends.add(cutoff - days * Timeline.DAY);
      }
    }
    this.bounds = ends.stream().mapToLong(Long::longValue).toArray();
  }

  /** Cutoffs, and points at about their distance where they leave longer gaps. */
  private NavigableSet<Long> slices() {
    long longest = windows[windows.length - 1] * Timeline.DAY;
    long step = longest;
    for (int i = 1; i < cutoffs.length; i++) {
      step = Math.min(step, cutoffs[i] - cutoffs[i - 1]);
    }
    step = Math.max(step, longest / MOST_SLICES);
    NavigableSet<Long> slices = new TreeSet<>();
    long before = cutoffs[0] - longest;
    slices.add(before);
    for (long cutoff : cutoffs) {
      slices.add(cutoff);
      for (long at = cutoff - step; at > before + step / 2; at -= step) {
        slices.add(at);
      }
      before = cutoff;
    }
    return slices;
  }

  Panes panes() {
    List<Panes.Piece> cover = new ArrayList<>();
    for (int cutoff = 1; cutoff <= cutoffs.length; cutoff++) {
      for (int window : windows) {
        cover(cutoff, window, cover);
      }
    }
    List<Panes.Part> slices = partsOfSlices(cover);
    boolean[] used = new boolean[bounds.length];
    slices.forEach(part -> used[part.of()] = true);
    for (Panes.Piece piece : cover) {
      if (piece.node() < used.length) {
        used[piece.node()] = true;
      }
    }
    return new Panes(source(used), List.of(slices, partsOfNodes()), cover);
  }

  private String source(boolean[] used) {
    String pane =
        Timeline.search(
            "t",
            bounds,
            0,
            bounds.length,
            end -> end < used.length && used[end] ? String.valueOf(end) : "NULL");
    return "(SELECT *, "
        + pane
        + " AS pane, "
        + timeline.firstAfter("known")
        + " AS visible FROM (%s) WHERE pane IS NOT NULL AND visible <= "
        + cutoffs.length
        + ")";
  }

  private void cover(int cutoff, int window, List<Panes.Piece> cover) {
    long end = cutoffs[cutoff - 1];
    long start = end - window * Timeline.DAY;
    int slice = atOrAfter(grid, start);
    int last = atOrAfter(bounds, grid[slice]);
    for (int pane = atOrAfter(bounds, start) + 1; pane <= last; pane++) {
      cover.add(new Panes.Piece(pane, cutoff, window));
    }
    for (int node : dyadic.cover(slice + 1, atOrAfter(grid, end) + 1)) {
      cover.add(new Panes.Piece(node, cutoff, window));
    }
  }

  /** The panes of slices that windows are made of, directly or through longer intervals. */
  private List<Panes.Part> partsOfSlices(List<Panes.Piece> cover) {
    boolean[] used = new boolean[grid.length];
    for (int slice = 1; slice < grid.length; slice++) {
      int number = Dyadic.slice(slice);
      used[slice] =
          !dyadic.nodesAround(slice).isEmpty()
              || cover.stream().anyMatch(piece -> piece.node() == number);
    }
    List<Panes.Part> parts = new ArrayList<>();
    for (int pane = 1; pane < bounds.length; pane++) {
      int slice = atOrAfter(grid, bounds[pane]);
      if (used[slice]) {
        parts.add(new Panes.Part(pane, Dyadic.slice(slice), firstUser(slice)));
      }
    }
    return parts;
  }

  private List<Panes.Part> partsOfNodes() {
    List<Panes.Part> parts = new ArrayList<>();
    for (int slice = 1; slice < grid.length; slice++) {
      for (int node : dyadic.nodesAround(slice)) {
        int user = firstUser(dyadic.lastOf(slice, node));
        parts.add(new Panes.Part(Dyadic.slice(slice), node, user));
      }
    }
    return parts;
  }

  /** The first cutoff that comes at or after the end of a slice. */
  private int firstUser(int slice) {
    return atOrAfter(cutoffs, grid[slice]) + 1;
  }

  private static int atOrAfter(long[] ascending, long value) {
    int found = Arrays.binarySearch(ascending, value);
    return found >= 0 ? found : -found - 1;
  }
}
