package dev.millrace.serving.deploy;

import java.util.ArrayList;
import java.util.List;

/**
 * One panel of the dashboard.
 *
 * @param kind of Grafana: {@code timeseries}, {@code stat} or {@code table}
 * @param unit of Grafana: {@code s}, {@code bytes}, {@code reqps}, {@code percentunit}…
 * @param description what it means and when to worry
 */
record Panel(String kind, String title, String unit, String description, List<Query> queries) {

  /** A line, or one for each value of the labels in the legend. */
  record Query(String expression, String legend) {}

  Panel {
    queries = List.copyOf(queries);
  }

  static Panel lines(String title, String unit, String description) {
    return new Panel("timeseries", title, unit, description, List.of());
  }

  static Panel number(String title, String unit, String description) {
    return new Panel("stat", title, unit, description, List.of());
  }

  /** The labels of what there is now. */
  static Panel table(String title, String description) {
    return new Panel("table", title, "none", description, List.of());
  }

  Panel show(String expression, String legend) {
    List<Query> all = new ArrayList<>(queries);
    all.add(new Query(expression, legend));
    return new Panel(kind, title, unit, description, all);
  }

  /** Panels that belong together, below a title. */
  record Row(String title, List<Panel> panels) {
    Row {
      panels = List.copyOf(panels);
    }

    static Row of(String title, Panel... panels) {
      return new Row(title, List.of(panels));
    }
  }
}
