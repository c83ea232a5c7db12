package dev.millrace.etl.source;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Io;
import dev.millrace.contract.support.Json;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckErrors;
import dev.millrace.etl.source.LandedTable.LandedColumn;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Lands JSON objects, one a line or all in an array. Columns are all names that occur anywhere;
 * values land as text, objects and lists as JSON text.
 */
final class JsonLanding {
  private static final int MAX_OBJECT_BYTES = 1 << 24;

  private static final String FILE = "__source_file";

  private final LandingFile into;
  private final SourceSpec.JsonFiles spec;

  JsonLanding(LandingFile into, SourceSpec.JsonFiles spec) {
    this.into = into;
    this.spec = spec;
  }

  LandedTable land(Fingerprint fingerprint) {
    List<Path> paths = fingerprint.parts().stream().map(part -> Path.of(part.path())).toList();
    List<Path> readable = new ArrayList<>();
    for (Path path : paths) {
      readable.add(utf8(path, readable.size()));
    }
    List<String> keys = keys(paths, readable);
    List<String> names = ColumnNames.distinct(keys);
    List<LandedColumn> columns =
        names.stream().map(name -> new LandedColumn(name, "VARCHAR")).toList();
    into.createTables(spec.name(), columns);
    try (Progress.Task task = into.progress().start("read " + spec.name(), paths.size(), "files")) {
      load(paths, readable, keys);
      task.advance(paths.size());
    }
    long rows = into.rows(spec.name());
    if (rows == 0) {
      throw empty(paths.get(0));
    }
    return new LandedTable(spec.name(), columns, rows, 0, "JSON", fingerprint);
  }

  private MillraceException empty(Path path) {
    return new MillraceException(
        ErrorCode.SOURCE_EMPTY,
        "Source '" + spec.name() + "': " + path + " holds no JSON object.",
        "Check what writes it.");
  }

  /** The file itself, or a copy in UTF-8. */
  private Path utf8(Path path, int index) {
    TextEncoding encoding = TextEncoding.detect(path, null);
    if (encoding.isPlainUtf8()) {
      return path;
    }
    Path copy = into.scratch().resolve("rewritten" + index + ".json");
    try (Reader text = encoding.reader(TextEncoding.open(path));
        var out = Files.newBufferedWriter(copy)) {
      text.transferTo(out);
      return copy;
    } catch (IOException e) {
      throw Io.fault(path, e);
    }
  }

  private List<String> keys(List<Path> originals, List<Path> readable) {
    try (Statement statement = into.connection().createStatement();
        ResultSet rows = statement.executeQuery("DESCRIBE FROM " + reading(readable))) {
      List<String> keys = new ArrayList<>();
      while (rows.next()) {
        keys.add(rows.getString(1));
      }
      return keys.subList(0, keys.size() - 1); // the last is the file's name
    } catch (SQLException e) {
      throw unreadable(originals, readable, e);
    }
  }

  private void load(List<Path> originals, List<Path> readable, List<String> keys) {
    String values =
        keys.stream()
            .map(key -> text(Duck.identifier(key)))
            .map(text -> ", " + LandingFile.value(text, spec.nullValues()))
            .collect(Collectors.joining());
    StringBuilder file = new StringBuilder("CASE " + FILE);
    for (int i = 0; i < originals.size(); i++) {
      file.append(" WHEN ").append(Duck.literal(readable.get(i)));
      file.append(" THEN ").append(Duck.literal(originals.get(i)));
    }
    String sql =
        String.format(
            "INSERT INTO %s SELECT row_number() OVER (), %s END%s FROM %s",
            LandingFile.landed(spec.name()), file, values, reading(readable));
    try (Statement statement = into.connection().createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw unreadable(originals, readable, e);
    }
  }

  /** A whole number is written without a point, as when it comes in a request. */
  private static String text(String value) {
    String text = "(" + value + " ->> '$')";
    return "CASE WHEN json_type("
        + value
        + ") <> 'DOUBLE' THEN "
        + text
        + " WHEN "
        + text
        + " = '-0.0' THEN '0' ELSE regexp_replace("
        + text
        + ", '\\.0$', '') END";
  }

  /** All files at once, so that a name means the same in each; every value stays JSON. */
  private static String reading(List<Path> readable) {
    String list = readable.stream().map(Duck::literal).collect(Collectors.joining(", "));
    return "read_json(["
        + list
        + "], maximum_depth=1, sample_size=-1, union_by_name=true, records=true, filename='"
        + FILE
        + "', maximum_object_size="
        + MAX_OBJECT_BYTES
        + ")";
  }

  /** DuckDB's place of a fault is a line too far at times; this finds the exact one. */
  private static void requireJson(Path original, Path readable) {
    try (JsonParser parser = Json.mapper().getFactory().createParser(TextEncoding.open(readable))) {
      JsonToken token = parser.nextToken();
      while (token != null) {
        token = parser.nextToken();
      }
    } catch (JsonProcessingException e) {
      JsonLocation place = e.getLocation();
      throw new MillraceException(
          ErrorCode.SOURCE_UNREADABLE,
          String.format(
              "%s, line %d, column %d: expected JSON: %s.",
              original, place.getLineNr(), place.getColumnNr(), withoutMarker(e)),
          "Correct the file, or write it again.",
          e);
    } catch (IOException e) {
      throw TextEncoding.unpacked(original, e);
    }
  }

  /** Jackson adds a second place, in the words of its API, to what is not closed. */
  private static String withoutMarker(JsonProcessingException fault) {
    return fault.getOriginalMessage().replaceFirst(" \\(start marker at .*\\)$", "");
  }

  private static MillraceException unreadable(
      List<Path> originals, List<Path> readable, SQLException e) {
    for (int i = 0; i < originals.size(); i++) {
      requireJson(originals.get(i), readable.get(i));
    }
    Path path = originals.get(0);
    MillraceException translated = DuckErrors.translate(e, path);
    if (translated.code() != ErrorCode.INTERNAL_FAULT) {
      return translated;
    }
    return new MillraceException(
        ErrorCode.SOURCE_UNREADABLE,
        path + " is not JSON objects, one a line or in one array: " + DuckErrors.message(e),
        "Correct the file, or write it again.",
        e);
  }
}
