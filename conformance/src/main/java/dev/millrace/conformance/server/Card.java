package dev.millrace.conformance.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The columns of a model, as its card in {@code /v1} lists them. */
public record Card(JsonNode node) {
  /** One column. */
  public record Column(JsonNode node) {
    public String name() {
      return node.path("name").asText();
    }

    public String type() {
      return node.path("type").asText();
    }

    /** Whether a value may be missing. */
    public boolean missing() {
      return node.path("missing").asBoolean();
    }

    public boolean isNumeric() {
      return type().equals("number") || type().equals("integer");
    }

    /** Whether a bound is set. */
    public boolean has(String bound) {
      return node.path(bound).isNumber();
    }

    /** Whether only some values are allowed. */
    public boolean isClosed() {
      return node.path("values").size() > 0 && !isNumeric();
    }
  }

  public List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    node.path("columns").forEach(column -> columns.add(new Column(column)));
    return columns;
  }

  /** The first column of some kind. */
  public Optional<Column> first(Predicate<Column> kind) {
    return columns().stream().filter(kind).findFirst();
  }

  /**
   * The first column of some kind.
   *
   * @param words for whoever reads why a check was skipped
   */
  public Column column(String words, Predicate<Column> kind) throws NotApplicable {
    return first(kind).orElseThrow(() -> new NotApplicable("the model has no column " + words));
  }

  public double threshold() {
    return node.path("threshold").asDouble();
  }

  public String version() {
    return node.path("version").asText();
  }

  /** The column that names a row; empty where the model has none. */
  public String key() {
    return node.path("key").asText("");
  }
}
