package dev.millrace.pipeline.recipe;

import dev.millrace.etl.jdbc.Database;
import dev.millrace.etl.source.SourceSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads sources of type {@code jdbc}. Secrets have to come from variables, or they would be shown.
 */
final class JdbcReader {
  static final int FETCH_SIZE = 1_000;

  private static final String UNKNOWN = "jdbc:?";

  /** H2's database in a file by a path that is neither absolute nor in the home folder. */
  private static final Pattern H2_FILE =
      Pattern.compile("(jdbc:h2:(?:file:)?)(?![A-Za-z]+:|[/\\\\~])([^;]+)(.*)");

  private final Path folder;
  private final Fields fields;

  /**
   * @param folder where relative paths start
   */
  JdbcReader(Path folder, Fields fields) {
    this.folder = folder;
    this.fields = fields;
  }

  SourceSpec.Jdbc read(String name) {
    Database database = new Database(url(), fields.text("user"), password(), properties());
    String query = query();
    String table = query == null ? table() : null;
    return new SourceSpec.Jdbc(
        name,
        database,
        table,
        query,
        fields.texts("columns", List.of()),
        fields.texts("key", List.of()),
        fields.text("watermark"),
        fields.integer("fetch_size", FETCH_SIZE, Range.atLeast(1)),
        fields.texts("null_values", List.of()));
  }

  /** A URL with the path of H2's file from the recipe's folder. */
  static String absolute(Path folder, String url) {
    Matcher file = H2_FILE.matcher(url);
    return file.matches()
        ? file.group(1) + SourcesReader.absolute(folder, file.group(2)) + file.group(3)
        : url;
  }

  private String url() {
    String expected = "where the database is, like jdbc:postgresql://host:5432/name";
    String url = fields.requiredText("url", expected);
    if (!(fields.node("url") instanceof Node.Scalar scalar)) {
      return UNKNOWN;
    }
    String shown = scalar.shown();
    if (!url.startsWith("jdbc:")) {
      fields.problem("url", "'url': expected " + expected + ", but it does not begin with 'jdbc:'");
      return UNKNOWN;
    }
    if (!Database.masked(shown).equals(shown)) {
      fields.problem(
          "url",
          "'url': expected no password in it; write 'password: ${DB_PASSWORD}' and set that"
              + " variable");
    }
    return absolute(folder, url);
  }

  private @Nullable String password() {
    Node node = fields.node("password");
    if (node != null) {
      requireVariable("password", node);
    }
    return fields.text("password");
  }

  private Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    fields
        .entries("properties", "names and values for the driver")
        .forEach(
            (name, entry) -> {
              if (Database.isSecret(name)) {
                requireVariable(name, entry.value());
              }
              fields
                  .values()
                  .text(name, entry.value())
                  .ifPresent(value -> properties.put(name, value));
            });
    return properties;
  }

  private void requireVariable(String key, Node node) {
    if (node instanceof Node.Scalar scalar
        && !scalar.isNull()
        && !scalar.shown().contains(Variables.MASK)) {
      fields
          .problems()
          .add(
              node.place(),
              "'"
                  + key
                  + "': expected a variable with PASSWORD, SECRET, TOKEN or KEY in its name, like"
                  + " ${DB_PASSWORD}, so that it is shown nowhere");
    }
  }

  private @Nullable String query() {
    String query = fields.has("query") ? fields.text("query") : null;
    if (query != null && query.isBlank()) {
      fields.problem("query", "'query': expected a SELECT, but found an empty text");
    }
    if (query != null && fields.has("table")) {
      fields.problem("table", "'table': expected either a table or a query, but found both");
    }
    return query;
  }

  private String table() {
    if (fields.has("query")) {
      return "?"; // its problem is known already
    }
    return fields.requiredText("table", "the name of a table or view, or a 'query' instead");
  }
}
