package dev.millrace.etl.feature;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A pass that keeps {@link Lanes} by pane and merges them into windows. */
final class StatePass implements Pass {
  private static final int BYTES_PER_LANE = 16;

  /** Panes and nodes for each cutoff, about. */
  private static final int PARTS = 6;

  private final Timeline timeline;
  private final PassRows rows;
  private final boolean allTime;
  private final int number;
  private final Lanes lanes = new Lanes();
  private final SortedMap<Integer, Asked> windows = new TreeMap<>();
  private @Nullable Panes panes;

  /** What is asked of a window: SQL of values by the name of their column, and their states. */
  private record Asked(Map<String, String> values, Set<String> states) {}

  StatePass(Timeline timeline, PassRows rows, boolean allTime, int number) {
    this.timeline = timeline;
    this.rows = rows;
    this.allTime = allTime;
    this.number = number;
  }

  /**
   * Asks for a value.
   *
   * @param window counts unless this pass is over all time
   * @param sql makes the value of states
   * @return the name of its column
   */
  String value(@Nullable Window window, Function<Lanes, String> sql) {
    int days = allTime || window == null ? 0 : window.days();
    Asked asked =
        windows.computeIfAbsent(
            days, key -> new Asked(new LinkedHashMap<>(), new LinkedHashSet<>()));
    String made = sql.apply(lanes);
    asked.states().addAll(lanes.takeAsked());
    return asked
        .values()
        .computeIfAbsent(made, key -> "p" + number + "_" + days + "_" + asked.values().size());
  }

  private Panes panes() {
    if (panes == null) {
      panes =
          rows.table().isVersioned()
              ? timeline.versions(allTime ? Set.of() : windows.keySet())
              : allTime ? timeline.allTime() : timeline.windows(windows.keySet());
    }
    return panes;
  }

  @Override
  public List<String> begin() {
    List<String> statements = new ArrayList<>();
    for (int level = 0; level < panes().levels().size(); level++) {
      create(
          statements,
          level(level),
          "(part INTEGER, node INTEGER, visible INTEGER)",
          panes().levels().get(level).stream()
              .map(p -> "(" + p.of() + "," + p.node() + "," + p.visible() + ")")
              .toList());
    }
    create(
        statements,
        cover(),
        "(node INTEGER, i INTEGER, days INTEGER)",
        panes().cover().stream()
            .map(p -> "(" + p.node() + "," + p.cutoff() + "," + p.window() + ")")
            .toList());
    return statements;
  }

  private String level(int level) {
    return "work.level_" + number + "_" + level;
  }

  private String cover() {
    return "work.cover_" + number;
  }

  private static void create(
      List<String> statements, String table, String columns, List<String> tuples) {
    statements.add("CREATE TABLE " + table + columns);
    if (!tuples.isEmpty()) {
      statements.add("INSERT INTO " + table + " VALUES " + String.join(", ", tuples));
    }
  }

  @Override
  public List<String> batch(long from, long to) {
    String source = String.format(panes().source(), rows.sql(from, to));
    List<String> statements = new ArrayList<>();
    statements.add(
        "CREATE OR REPLACE TEMP TABLE parts AS SELECT entity, pane AS node, visible, "
            + lanes.fill()
            + " FROM "
            + source
            + " GROUP BY entity, pane, visible");
    for (int level = 0; level < panes().levels().size(); level++) {
      statements.add(
          "INSERT INTO parts SELECT entity, n.node AS node, greatest(r.visible, n.visible) AS"
              + " visible, "
              + lanes.merge()
              + " FROM parts r JOIN "
              + level(level)
              + " n ON n.part = r.node GROUP BY entity, n.node, greatest(r.visible, n.visible)");
    }
    windows.forEach((days, asked) -> statements.add(window(days, asked)));
    return statements;
  }

  /** One row for each entity and cutoff, with the values of a window. */
  private String window(int days, Asked asked) {
    StringBuilder values = new StringBuilder();
    asked
        .values()
        .forEach((sql, name) -> values.append(", ").append(sql).append(" AS ").append(name));
    return "CREATE OR REPLACE TEMP TABLE "
        + result(days)
        + " AS SELECT entity, i, known"
        + values
        + " FROM (SELECT entity, i, "
        + lanes.merge(asked.states())
        + " FROM parts JOIN "
        + cover()
        + " c USING (node) WHERE c.days = "
        + days
        + " AND visible <= i GROUP BY entity, i) JOIN work.cutoffs c USING (i)";
  }

  @Override
  public List<String> results() {
    return windows.keySet().stream().map(this::result).toList();
  }

  private String result(int days) {
    return "result_" + number + "_" + days;
  }

  @Override
  public long bytesPerEntity() {
    return (long) timeline.cutoffs() * PARTS * lanes.size() * BYTES_PER_LANE;
  }
}
