package dev.millrace.conformance.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conformance.server.Answer;
import dev.millrace.conformance.server.Json;
import dev.millrace.conformance.server.Mismatch;
import dev.millrace.conformance.server.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** The bodies of MLflow's scoring protocol. */
final class Mlflow {
  static final String PATH = "/invocations";
  static final String CSV = "text/csv";

  private Mlflow() {}

  /** {@code {"dataframe_split":{"columns":[…],"data":[[…]]}}}. */
  static ObjectNode split(ObjectNode... rows) {
    ArrayNode columns = Json.array();
    rows[0].fieldNames().forEachRemaining(columns::add);
    ArrayNode data = Json.array();
    for (ObjectNode row : rows) {
      ArrayNode values = data.addArray();
      columns.forEach(column -> values.add(row.path(column.asText())));
    }
    ObjectNode table = Json.object();
    table.set("columns", columns);
    table.set("data", data);
    return body("dataframe_split", table);
  }

  /** {@code {"dataframe_records":[{…}]}}. */
  static ObjectNode records(ObjectNode... rows) {
    return body("dataframe_records", list(rows));
  }

  /** {@code {"instances":[{…}]}}. */
  static ObjectNode instances(ObjectNode... rows) {
    return body("instances", list(rows));
  }

  /** {@code {"inputs":{"tenure":[12]}}}. */
  static ObjectNode inputs(ObjectNode... rows) {
    ObjectNode columns = Json.object();
    rows[0]
        .fieldNames()
        .forEachRemaining(
            name -> {
              ArrayNode values = columns.putArray(name);
              for (ObjectNode row : rows) {
                values.add(row.path(name));
              }
            });
    return body("inputs", columns);
  }

  /** A header line and a line for each row. */
  static String csv(ObjectNode... rows) {
    List<String> names = new ArrayList<>();
    rows[0].fieldNames().forEachRemaining(names::add);
    StringBuilder text = new StringBuilder();
    text.append(names.stream().map(Mlflow::quoted).collect(Collectors.joining(",", "", "\n")));
    for (ObjectNode row : rows) {
      text.append(
          names.stream()
              .map(name -> cell(row.path(name)))
              .collect(Collectors.joining(",", "", "\n")));
    }
    return text.toString();
  }

  private static String cell(JsonNode value) {
    return value.isNull() ? "" : quoted(value.asText());
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  private static ArrayNode list(ObjectNode... rows) {
    ArrayNode list = Json.array();
    List.of(rows).forEach(list::add);
    return list;
  }

  static ObjectNode body(String form, JsonNode rows) {
    ObjectNode body = Json.object();
    body.set(form, rows);
    return body;
  }

  /** The same row with its columns in the opposite order. */
  static ObjectNode reversed(ObjectNode row) {
    List<String> names = new ArrayList<>();
    row.fieldNames().forEachRemaining(names::add);
    Collections.reverse(names);
    ObjectNode turned = Json.object();
    names.forEach(name -> turned.set(name, row.path(name)));
    return turned;
  }

  /** The predictions of an answer that has to have some. */
  static List<Place> predictions(Answer answer, int rows) throws Mismatch {
    return answer.status(200).type("application/json").json().at("predictions").list(rows);
  }

  /** Demands an error as MLflow writes it. */
  static void error(Answer answer) throws Mismatch {
    Place json = answer.type("application/json").json();
    json.at("error_code").text();
    json.at("message").text();
  }

  /** The probability within a prediction: it itself, or the last number within it. */
  static double probability(Place prediction) throws Mismatch {
    if (prediction.at("probability").exists()) {
      return prediction.at("probability").number();
    }
    JsonNode node = prediction.node();
    while (node.isContainerNode() && node.size() > 0) {
      List<JsonNode> elements = new ArrayList<>();
      node.forEach(elements::add);
      node = elements.get(elements.size() - 1);
    }
    if (!node.isNumber()) {
      throw prediction.mismatch("a number");
    }
    return node.asDouble();
  }
}
