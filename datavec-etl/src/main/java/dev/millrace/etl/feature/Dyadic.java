package dev.millrace.etl.feature;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Intervals of a line of slices whose lengths are powers of two: any stretch of slices is made of
 * few of them. An interval of one slice is that slice; longer ones are numbered when first used.
 */
final class Dyadic {
  /** Numbers of panes end before, those of slices begin here. */
  private static final int SLICES = 1_000_000;

  private static final int NODES = 2_000_000;

  private final Map<Long, Integer> numbers = new HashMap<>();

  /** The number of a slice, which are counted from 1. */
  static int slice(int slice) {
    return SLICES + slice;
  }

  /** The fewest intervals that make up {@code [from, to)}, {@code from} at least 1. */
  List<Integer> cover(int from, int to) {
    List<Integer> cover = new ArrayList<>();
    int at = from;
    while (at < to) {
      int length = Integer.lowestOneBit(at);
      while (at + length > to) {
        length >>= 1;
      }
      cover.add(length == 1 ? slice(at) : number(at, length));
      at += length;
    }
    return cover;
  }

  private int number(int start, int length) {
    return numbers.computeIfAbsent(id(start, length), id -> NODES + numbers.size());
  }

  /** The used intervals of several slices around a slice. */
  List<Integer> nodesAround(int slice) {
    List<Integer> nodes = new ArrayList<>();
    for (int length = 2; length <= slice; length <<= 1) {
      Integer node = numbers.get(id(slice / length * length, length));
      if (node != null) {
        nodes.add(node);
      }
    }
    return nodes;
  }

  /** The last slice of a used interval of several around a slice. */
  int lastOf(int slice, int node) {
    for (int length = 2; length <= slice; length <<= 1) {
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
