package dev.millrace.etl.feature;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A pass that keeps {@link Lanes} by pane and merges them into windows. */
final class StatePass implements Pass {
  private static final int BYTES_PER_LANE = 16;

  private final Timeline timeline;
  private final PassRows rows;
  private final boolean allTime;
  private final int number;
  private final Lanes lanes = new Lanes();
  private final TreeSet<Integer> windows = new TreeSet<>();
  private final List<Value> values = new ArrayList<>();
  private @Nullable Panes panes;

  /** A value in a window; days are 0 for all time. */
  private record Value(String name, String sql, int days) {}

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
    String made = sql.apply(lanes);
    for (Value value : values) {
      if (value.sql().equals(made) && value.days() == days) {
        return value.name();
      }
    }
    if (days > 0) {
      windows.add(days);
    }
    Value value = new Value("p" + number + "_" + values.size(), made, days);
    values.add(value);
    return value.name();
  }

  private Panes panes() {
    if (panes == null) {
      panes =
          rows.table().isVersioned()
              ? timeline.versions(windows)
              : allTime ? timeline.allTime() : timeline.windows(windows);
    }
    return panes;
  }

  @Override
  public List<String> begin() {
    List<String> statements = new ArrayList<>();
    statements.add(
        "CREATE TABLE work.nodes_" + number + " (pane INTEGER, node INTEGER, visible INTEGER)");
    statements.add(
        "CREATE TABLE work.cover_" + number + " (node INTEGER, i INTEGER, days INTEGER)");
    insert(
        statements,
        "nodes_",
        panes().nodes().stream()
            .map(n -> "(" + n.pane() + "," + n.node() + "," + n.visible() + ")")
            .toList());
    insert(
        statements,
        "cover_",
        panes().cover().stream()
            .map(p -> "(" + p.node() + "," + p.cutoff() + "," + p.window() + ")")
            .toList());
    return statements;
  }

  private void insert(List<String> statements, String table, List<String> tuples) {
    if (!tuples.isEmpty()) {
      statements.add("INSERT INTO work." + table + number + " VALUES " + String.join(", ", tuples));
    }
  }

  @Override
  public List<String> batch(long from, long to) {
    String source = String.format(panes().source(), rows.sql(from, to));
    String parts = "SELECT entity, pane AS node, visible, " + lanes.names() + " FROM fine";
    List<String> statements = new ArrayList<>();
    statements.add(
        "CREATE OR REPLACE TEMP TABLE fine AS SELECT entity, pane, visible, "
            + lanes.fill()
            + " FROM "
            + source
            + " GROUP BY entity, pane, visible");
    if (!panes().nodes().isEmpty()) {
      statements.add(
          "CREATE OR REPLACE TEMP TABLE nodes AS SELECT entity, n.node AS node,"
              + " greatest(fine.visible, n.visible) AS visible, "
              + lanes.merge()
              + " FROM fine JOIN work.nodes_"
              + number
              + " n USING (pane) GROUP BY entity, n.node, greatest(fine.visible, n.visible)");
      parts += " UNION ALL SELECT entity, node, visible, " + lanes.names() + " FROM nodes";
    }
    statements.add(
        "CREATE OR REPLACE TEMP TABLE states AS SELECT entity, i, days, "
            + lanes.merge()
            + " FROM ("
            + parts
            + ") JOIN work.cover_"
            + number
            + " USING (node) WHERE visible <= i GROUP BY entity, i, days");
    statements.add(pivot());
    return statements;
  }

  /** One row for each entity and cutoff, with the values of all windows beside each other. */
  private String pivot() {
    List<String> formulas = values.stream().map(Value::sql).distinct().toList();
    StringBuilder made = new StringBuilder();
    for (int i = 0; i < formulas.size(); i++) {
      made.append(", ").append(formulas.get(i)).append(" AS f").append(i);
    }
    String picked =
        values.stream()
            .map(
                value ->
                    ", any_value(f"
                        + formulas.indexOf(value.sql())
                        + ") FILTER (WHERE days = "
                        + value.days()
                        + ") AS "
                        + value.name())
            .collect(Collectors.joining());
    return "CREATE OR REPLACE TEMP TABLE "
        + result()
        + " AS SELECT entity, i, max(known) AS known"
        + picked
        + " FROM (SELECT entity, i, days, known"
        + made
        + " FROM (SELECT states.*, c.cut FROM states JOIN work.cutoffs c USING (i)))"
        + " GROUP BY entity, i";
  }

  @Override
  public String result() {
    return "result_" + number;
  }

  @Override
  public long bytesPerEntity() {
    long states = (long) timeline.cutoffs() * Math.max(1, windows.size());
    return states * lanes.size() * BYTES_PER_LANE;
  }
}
