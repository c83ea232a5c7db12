package dev.millrace.pipeline.recipe;

import dev.millrace.etl.source.SourceSpec;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code sources}. */
final class SourcesReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
  private static final List<String> NULL_VALUES = List.of();
  private static final List<String> TYPES = List.of("csv", "json", "parquet", "jdbc", "reader");

  private final Path folder;
  private final Problems problems;

  /**
   * @param folder where relative paths start
   */
  SourcesReader(Path folder, Problems problems) {
    this.folder = folder;
    this.problems = problems;
  }

  /** The sources by name, in order; those with problems may be incomplete. */
  Map<String, SourceSpec> read(Fields recipe) {
    Map<String, SourceSpec> sources = new LinkedHashMap<>();
    String expected = "a name for each source, like 'customers: {type: csv, path: data.csv}'";
    Map<String, Node.Entry> entries = recipe.entries("sources", expected);
    if (recipe.required("sources", expected) instanceof Node.Mapping && entries.isEmpty()) {
      recipe.problem("sources", "'sources': expected " + expected);
    }
    entries.forEach((name, entry) -> sources.put(name, source(name, entry)));
    return sources;
  }

  private SourceSpec source(String name, Node.Entry entry) {
    if (!NAME.matcher(name).matches()) {
      problems.add(
          entry.keyPlace(),
          "'%s': expected a name of letters, digits and '_' that begins with a letter"
              .formatted(name));
    }
    String where = "sources." + name;
    return switch (entry.value().peek("type")) {
      case "json" -> json(name, new Fields(entry.value(), Keys.JSON, where, problems));
      case "parquet" -> parquet(name, new Fields(entry.value(), Keys.PARQUET, where, problems));
      case "jdbc" ->
          new JdbcReader(folder, new Fields(entry.value(), Keys.JDBC, where, problems)).read(name);
      case "reader" -> reader(name, new Fields(entry.value(), Keys.READER, where, problems));
      default -> csv(name, new Fields(entry.value(), Keys.CSV, where, problems));
    };
  }

  private SourceSpec csv(String name, Fields fields) {
    if (fields.required("type", "one of " + String.join(", ", TYPES)) != null) {
      fields.choice("type", TYPES);
    }
    String encoding = fields.text("encoding");
    if (encoding != null && !isCharset(encoding)) {
      fields.problem(
          "encoding", "'encoding': expected a charset like UTF-8, but found '" + encoding + "'");
    }
    return new SourceSpec.Csv(
        name,
        paths(fields),
        fields.texts("null_values", NULL_VALUES),
        character(fields, "delimiter"),
        character(fields, "quote"),
        character(fields, "escape"),
        fields.has("header") ? fields.flag("header", true) : null,
        encoding,
        fields.integer("skip", 0, Range.atLeast(0)));
  }

  private SourceSpec json(String name, Fields fields) {
    return new SourceSpec.JsonFiles(name, paths(fields), fields.texts("null_values", NULL_VALUES));
  }

  private SourceSpec parquet(String name, Fields fields) {
    return new SourceSpec.Parquet(name, paths(fields), fields.texts("null_values", NULL_VALUES));
  }

  private SourceSpec reader(String name, Fields fields) {
    Map<String, String> options = new LinkedHashMap<>();
    fields
        .entries("options", "names and values for the reader's configuration")
        .forEach(
            (option, entry) ->
                fields
                    .values()
                    .text(option, entry.value())
                    .ifPresent(value -> options.put(option, value)));
    fields.required("columns", "the names of a record's values, in order");
    return new SourceSpec.Reader(
        name,
        fields.requiredText("class", "the class of a DataVec RecordReader"),
        fields.has("path") ? paths(fields) : List.of(),
        fields.texts("columns", List.of()),
        options,
        fields.texts("null_values", NULL_VALUES));
  }

  private List<String> paths(Fields fields) {
    fields.required("path", "a file, a glob like 'data/*.csv', or a list of them");
    List<String> paths = new ArrayList<>();
    for (String path : fields.texts("path", List.of())) {
      if (path.isBlank()) {
        fields.problem("path", "'path': expected a file, but found an empty text");
      } else if (path.contains("://")) {
        fields.problem("path", "'path': expected a file on this machine, not an address");
      } else {
        paths.add(absolute(folder, path));
      }
    }
    return paths;
  }

  /** The path from the recipe's folder; globs stay as they are. */
  static String absolute(Path folder, String path) {
    try {
      return folder.resolve(path).normalize().toString();
    } catch (InvalidPathException e) {
      return folder + "/" + path; // a glob where '*' may not be in a path
    }
  }

  private static @Nullable String character(Fields fields, String key) {
    String text = fields.text(key);
    if (text != null && text.codePointCount(0, text.length()) != 1) {
      fields.problem(
          key,
          "'%s': expected one character, like \";\" or \"\\t\", but found \"%s\""
              .formatted(key, text));
    }
    return text;
  }

  private static boolean isCharset(String name) {
    try {
      Charset.forName(name);
      return true;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return false;
    }
  }
}
