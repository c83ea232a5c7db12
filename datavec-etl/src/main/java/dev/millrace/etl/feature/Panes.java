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
 * @param nodes the panes of each node
 * @param cover the panes and nodes of each window
 */
record Panes(String source, List<NodePane> nodes, List<Piece> cover) {

  /**
   * A pane that is part of a node.
   *
   * @param visible the first cutoff that uses the node
   */
  record NodePane(int pane, int node, int visible) {}

  /**
   * A part of a window.
   *
   * @param node a pane or a node
   * @param cutoff from 1
   * @param window days; 0 for all time
   */
  record Piece(int node, int cutoff, int window) {}
}
