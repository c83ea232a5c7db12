package dev.millrace.etl.source;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
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
      for (int i = 0; i < paths.size(); i++) {
        load(paths.get(i), readable.get(i), keys);
        task.advance(1);
      }
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
    String list = readable.stream().map(Duck::literal).collect(Collectors.joining(", "));
    String sql =
        "DESCRIBE FROM read_json(["
            + list
            + "], maximum_depth=1, sample_size=-1, union_by_name=true, records=true,"
            + " maximum_object_size="
            + MAX_OBJECT_BYTES
            + ")";
    try (Statement statement = into.connection().createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> keys = new ArrayList<>();
      while (rows.next()) {
        keys.add(rows.getString(1));
      }
      return keys;
    } catch (SQLException e) {
      for (int i = 0; i < originals.size(); i++) {
        requireJson(originals.get(i), readable.get(i));
      }
      throw unreadable(originals.get(0), e);
    }
  }

  private void load(Path original, Path readable, List<String> keys) {
    String columns =
        keys.stream().map(k -> Duck.literal(k) + ": 'JSON'").collect(Collectors.joining(", "));
    String values =
        keys.stream()
            .map(key -> "(" + Duck.identifier(key) + " ->> '$')")
            .map(text -> ", " + LandingFile.value(text, spec.nullValues()))
            .collect(Collectors.joining());
    String sql =
        String.format(
            "INSERT INTO %s SELECT %d + row_number() OVER (), %s%s FROM read_json(%s,"
                + " columns={%s}, records=true, maximum_object_size=%d)",
            LandingFile.landed(spec.name()),
            into.rows(spec.name()),
            Duck.literal(original),
            values,
            Duck.literal(readable),
            columns,
            MAX_OBJECT_BYTES);
    try (Statement statement = into.connection().createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      requireJson(original, readable);
      throw unreadable(original, e);
    }
  }

  /** DuckDB's place of a fault is a line too far at times; this finds the exact one. */
  private static void requireJson(Path original, Path readable) {
    try (JsonParser parser = Json.mapper().getFactory().createParser(TextEncoding.open(readable))) {
      while (parser.nextToken() != null) {
        continue;
      }
    } catch (JsonProcessingException e) {
      JsonLocation place = e.getLocation();
      throw new MillraceException(
          ErrorCode.SOURCE_UNREADABLE,
          String.format(
              "%s, line %d, column %d: expected JSON: %s.",
              original, place.getLineNr(), place.getColumnNr(), e.getOriginalMessage()),
          "Correct the file, or write it again.",
          e);
    } catch (IOException e) {
      throw TextEncoding.unpacked(original, e);
    }
  }

  private static MillraceException unreadable(Path path, SQLException e) {
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
