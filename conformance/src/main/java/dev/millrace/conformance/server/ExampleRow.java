package dev.millrace.conformance.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** A row from a file. */
public final class ExampleRow {
  private ExampleRow() {}

  /**
   * Reads an object of values, or the first row of a table as MLflow keeps its input examples, with
   * or without {@code dataframe_split} around it. Empty where it is neither.
   */
  public static Optional<ObjectNode> read(JsonNode file) {
    JsonNode table = file.has("dataframe_split") ? file.path("dataframe_split") : file;
    if (table.path("columns").isArray() && table.path("data").isArray()) {
      return filled(firstRow(table));
    }
    return file instanceof ObjectNode row ? filled(row) : Optional.empty();
  }

  private static ObjectNode firstRow(JsonNode table) {
    ObjectNode row = Json.object();
    JsonNode values = table.path("data").path(0);
    for (int i = 0; i < values.size(); i++) {
      row.set(table.path("columns").path(i).asText(), values.get(i));
    }
    return row;
  }

  private static Optional<ObjectNode> filled(ObjectNode row) {
    return row.isEmpty() ? Optional.empty() : Optional.of(row);
  }
}
