package dev.millrace.conformance.tiny;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conformance.server.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** MLflow's scoring protocol. */
final class TinyMlflow {
  private static final List<String> FORMS =
      List.of("dataframe_split", "dataframe_records", "instances", "inputs");

  private TinyMlflow() {}

  static Say invocations(Ask ask) {
    String type = ask.header("Content-Type").toLowerCase(Locale.ROOT).replace(" ", "");
    String bare = type.replace(";charset=utf-8", "");
    if (!bare.equals("application/json") && !bare.equals("text/csv")) {
      return Say.of(415, "text/plain", "Send application/json or text/csv.");
    }
    try {
      List<JsonNode> rows = bare.equals("text/csv") ? csv(ask.text()) : json(ask.body());
      TinyModel.check(rows);
      return Say.json(200, answer(rows));
    } catch (No no) {
      String code = no.status == 400 ? "INVALID_PARAMETER_VALUE" : "INTERNAL_ERROR";
      return Say.json(no.status, Json.object().put("error_code", code).put("message", no.told()));
    }
  }

  private static ObjectNode answer(List<JsonNode> rows) {
    ObjectNode json = Json.object();
    ArrayNode predictions = json.putArray("predictions");
    json.put("model", TinyModel.NAME).put("version", TinyModel.VERSION);
    json.put("threshold", TinyModel.THRESHOLD);
    ArrayNode decisions = json.putArray("decisions");
    ArrayNode ids = json.putArray("ids");
    for (JsonNode row : rows) {
      double probability = TinyModel.probability(row);
      predictions.addObject().put("probability", probability);
      decisions.add(probability >= TinyModel.THRESHOLD);
      ids.add(UUID.randomUUID().toString());
    }
    return json;
  }

  private static List<JsonNode> json(byte[] bytes) throws No {
    JsonNode body = TinyModel.read(bytes);
    List<String> forms = FORMS.stream().filter(body::has).toList();
    if (forms.size() != 1) {
      throw new No(400, "Send exactly one of " + FORMS + ".");
    }
    JsonNode rows = body.path(forms.get(0));
    return switch (forms.get(0)) {
      case "dataframe_split" -> split(rows);
      case "inputs" -> columns(rows);
      default -> list(rows);
    };
  }

  private static List<JsonNode> list(JsonNode rows) {
    List<JsonNode> list = new ArrayList<>();
    rows.forEach(list::add);
    return list;
  }

  private static List<JsonNode> split(JsonNode table) throws No {
    List<JsonNode> rows = new ArrayList<>();
    for (JsonNode values : table.path("data")) {
      if (values.size() != table.path("columns").size()) {
        throw new No(400, "A row has as many values as there are columns.");
      }
      ObjectNode row = Json.object();
      for (int i = 0; i < values.size(); i++) {
        row.set(table.path("columns").path(i).asText(), values.path(i));
      }
      rows.add(row);
    }
    return rows;
  }

  private static List<JsonNode> columns(JsonNode columns) throws No {
    List<ObjectNode> rows = new ArrayList<>();
    for (Map.Entry<String, JsonNode> column : columns.properties()) {
      JsonNode values = column.getValue();
      while (rows.size() < values.size()) {
        rows.add(Json.object());
      }
      for (int i = 0; i < values.size(); i++) {
        rows.get(i).set(column.getKey(), values.path(i));
      }
    }
    for (JsonNode column : columns) {
      if (column.size() != rows.size()) {
        throw new No(400, "All columns have as many values.");
      }
    }
    return new ArrayList<>(rows);
  }

  private static List<JsonNode> csv(String text) {
    List<String> lines = text.lines().toList();
    String[] names = lines.get(0).split(",", -1);
    List<JsonNode> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      ObjectNode row = Json.object();
      for (int i = 0; i < names.length; i++) {
        if (names[i].equals("tenure")) {
          row.put(names[i], Double.parseDouble(cells[i]));
        } else {
          row.put(names[i], cells[i]);
        }
      }
      rows.add(row);
    }
    return rows;
  }
}
