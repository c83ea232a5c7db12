package dev.millrace.serving.deploy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.serving.deploy.Panel.Row;
import dev.millrace.serving.metrics.MetricName;
import java.util.List;
import java.util.Map;

/** Lays panels out as Grafana reads them, three in a line. */
final class Dashboard {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int COLUMNS = 24;
  private static final int WIDTH = COLUMNS / 3;
  private static final int HEIGHT = 8;

  private final ArrayNode panels = JSON.arrayNode();
  private int x;
  private int y;

  private Dashboard() {}

  static ObjectNode of(List<Row> rows) {
    Dashboard dashboard = new Dashboard();
    rows.forEach(dashboard::add);
    ObjectNode all = JSON.objectNode();
    all.put("uid", "millrace-serve").put("title", "Millrace server");
    all.put("description", "Written by the tests of serving/ from the names of the metrics.");
    all.put("schemaVersion", 39).put("refresh", "30s").put("editable", true);
    all.putArray("tags").add("millrace");
    all.putObject("time").put("from", "now-6h").put("to", "now");
    all.putObject("templating").set("list", variables());
    all.set("panels", dashboard.panels);
    return all;
  }

  private void add(Row row) {
    startLine();
    ObjectNode title = panels.addObject().put("id", panels.size()).put("type", "row");
    title.put("title", row.title()).put("collapsed", false).putArray("panels");
    title.set("gridPos", position(COLUMNS, 1));
    y++;
    row.panels().forEach(this::add);
    startLine();
  }

  private void startLine() {
    if (x > 0) {
      x = 0;
      y += HEIGHT;
    }
  }

  private void add(Panel panel) {
    ObjectNode json = panels.addObject().put("id", panels.size()).put("type", panel.kind());
    json.put("title", panel.title()).put("description", panel.description());
    json.set("datasource", datasource());
    json.set("gridPos", position(WIDTH, HEIGHT));
    json.putObject("fieldConfig").putObject("defaults").put("unit", panel.unit());
    ArrayNode targets = json.putArray("targets");
    for (Panel.Query query : panel.queries()) {
      targets.add(target(panel, query, (char) ('A' + targets.size())));
    }
    x += WIDTH;
    if (x == COLUMNS) {
      startLine();
    }
  }

  private static ObjectNode target(Panel panel, Panel.Query query, char letter) {
    ObjectNode target = JSON.objectNode().put("refId", String.valueOf(letter));
    target.put("expr", query.expression()).put("legendFormat", query.legend());
    if (!panel.kind().equals("timeseries")) {
      target.put("instant", true);
    }
    if (panel.kind().equals("table")) {
      target.put("format", "table");
    }
    return target;
  }

  private ObjectNode position(int width, int height) {
    return JSON.objectNode().put("x", x).put("y", y).put("w", width).put("h", height);
  }

  private static ObjectNode datasource() {
    return JSON.objectNode().put("type", "prometheus").put("uid", "${datasource}");
  }

  private static ArrayNode variables() {
    ArrayNode list = JSON.arrayNode();
    list.addObject().put("name", "datasource").put("type", "datasource").put("query", "prometheus");
    String info = MetricName.MODEL_INFO.prometheusName();
    Map<String, String> queries =
        Map.of(
            "job", "label_values(%s, job)".formatted(info),
            "instance", "label_values(%s{job=~\"$job\"}, instance)".formatted(info));
    for (String name : List.of("job", "instance")) {
      ObjectNode variable = list.addObject().put("name", name).put("type", "query");
      variable.set("datasource", datasource());
      variable.put("query", queries.get(name)).put("refresh", 2);
      variable.put("includeAll", true).put("multi", true).put("allValue", ".+");
      variable.putObject("current").put("text", "All").put("value", "$__all");
    }
    return list;
  }
}
