package dev.millrace.etl.feature;

import java.util.List;

/**
 * How the rows of a table come together in parts of time, and which parts make up a window of a
 * cutoff ("No pane, no gain", Li et al., SIGMOD Record 2005). Rows are first aggregated by pane,
 * panes into nodes, and nodes and panes into windows.
 *
 * @param source SQL that turns rows with {@code t} and {@code known} (microseconds, and {@code
 *     until} for versions) into rows with {@code pane} and {@code visible}, the first cutoff that
 *     sees the row; rows that no window sees are left out. {@code %s} stands for the rows.
 * @param levels which parts larger nodes are made of, level by level: those of the first are made
 *     of panes
 * @param cover the panes and nodes of each window
 */
record Panes(String source, List<List<Part>> levels, List<Piece> cover) {

  /**
   * A pane or node that is part of a larger one.
   *
   * @param visible the first cutoff that uses the larger one
   */
  record Part(int of, int node, int visible) {}

  /**
   * A part of a window.
   *
   * @param node a pane or a node
   * @param cutoff from 1
   * @param window days; 0 for all time
   */
  record Piece(int node, int cutoff, int window) {}
}
