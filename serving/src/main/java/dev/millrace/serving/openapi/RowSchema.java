package dev.millrace.serving.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.Key;

/** The schema of a feature row: the contract in OpenAPI's words. */
final class RowSchema {
  private RowSchema() {}

  static ObjectNode of(FeatureContract contract, ObjectNode example) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("type", "object");
    schema.put(
        "description",
        "A feature row. A column that may be missing can be left out or null. Numbers, dates and"
            + " truth values may also be written as texts.");
    required(schema, contract);
    schema.put("additionalProperties", false);
    ObjectNode properties = schema.putObject("properties");
    Key key = contract.key();
    if (key != null && contract.indexOf(key.column()).isEmpty()) {
      unused(properties, key.column(), "Identifies the row; comes back with its prediction.");
    }
    contract.columns().forEach(column -> ColumnSchema.put(properties, column));
    unused(properties, contract.target().column(), "What is asked: accepted and not used.");
    schema.set("example", example);
    return schema;
  }

  /** OpenAPI has no empty list of required properties. */
  private static void required(ObjectNode schema, FeatureContract contract) {
    ArrayNode required = JsonNodeFactory.instance.arrayNode();
    contract.columns().stream()
        .filter(column -> !column.missing())
        .map(Column::name)
        .forEach(required::add);
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
  }

  private static void unused(ObjectNode properties, String name, String description) {
    properties.putObject(name).put("description", description);
  }
}
