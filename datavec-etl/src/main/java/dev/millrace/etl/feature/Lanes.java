package dev.millrace.etl.feature;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The running states of aggregations, each filled from rows and merged from parts. All of them are
 * exact: counts, smallest and largest values, and sums of whole numbers in 128 bits, so that
 * neither the order of rows nor how they are divided changes a bit of a result. A sum of fractions
 * is one of whole parts and one of fractions in small units.
 */
final class Lanes {
  private static final String KNOWN = "known";

  private final Map<String, Lane> lanes = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();

  /**
   * A state.
   *
   * @param fill SQL over rows
   * @param merge SQL over parts
   */
  private record Lane(String name, String fill, String merge) {}

  Lanes() {
    lanes.put(KNOWN, new Lane(KNOWN, "max(known)", "max(known)"));
  }

  /** Rows for which a value is there. */
  String count(String value, String filter) {
    return lane("count(" + value + ")" + filter, "CAST(sum(%s) AS BIGINT)");
  }

  String min(String value, String filter) {
    return lane("min(" + value + ")" + filter, "min(%s)");
  }

  String max(String value, String filter) {
    return lane("max(" + value + ")" + filter, "max(%s)");
  }

  /** The sum of whole numbers below 2^127 in size. */
  String whole(String value, String filter) {
    return lane("CAST(sum(" + value + ")" + filter + " AS HUGEINT)", "sum(%s)");
  }

  /** The value where an order is largest; rows without the value do not count. */
  String last(String value, String order, String filter) {
    String latest = lane("max(" + order + ")" + present(value, filter), "max(%s)");
    return lane(
        "arg_max(" + value + ", " + order + ")" + present(value, filter),
        "arg_max(%s, " + latest + ")");
  }

  /** Only rows for which the value is there, and the filter if there is one. */
  static String present(String value, String filter) {
    return filter.isEmpty()
        ? " FILTER (WHERE " + value + " IS NOT NULL)"
        : filter.substring(0, filter.length() - 1) + " AND " + value + " IS NOT NULL)";
  }

  private String lane(String fill, String merge) {
    Lane lane =
        lanes.computeIfAbsent(
            fill,
            key -> {
              String name = "l" + lanes.size();
              return new Lane(name, fill, String.format(merge, name));
            });
    asked.add(lane.name());
    return lane.name();
  }

  /** The states asked for since the last call, and when their rows became known. */
  Set<String> takeAsked() {
    Set<String> taken = new LinkedHashSet<>(Set.of(KNOWN));
    taken.addAll(asked);
    asked.clear();
    return taken;
  }

  int size() {
    return lanes.size();
  }

  /** Select items that fill all states from rows. */
  String fill() {
    return lanes.values().stream()
        .map(lane -> lane.fill() + " AS " + lane.name())
        .collect(Collectors.joining(", "));
  }

  /** Select items that merge parts; parts have the states as columns of the same names. */
  String merge() {
    return merge(names());
  }

  /** Select items that merge some states. */
  String merge(Set<String> names) {
    return lanes.values().stream()
        .filter(lane -> names.contains(lane.name()))
        .map(lane -> lane.merge() + " AS " + lane.name())
        .collect(Collectors.joining(", "));
  }

  private Set<String> names() {
    return lanes.values().stream().map(Lane::name).collect(Collectors.toSet());
  }
}
