package dev.millrace.etl.source;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Io;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckErrors;
import dev.millrace.etl.source.LandedTable.LandedColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBAppender;

/**
 * Lands delimited text. A pass of our own proves that a file is what it seems; then DuckDB loads
 * it, or a rewritten copy where DuckDB would stumble (encodings, ragged lines, mixed line ends).
 */
final class CsvLanding {
  /** Bytes of the longest line that DuckDB takes unasked. */
  private static final long DEFAULT_LINE = 2_000_000;

  private static final long LINES_IN_BUFFER = 2;

  /** A character takes up to 3 bytes of UTF-8, and quotes are doubled when rewritten. */
  private static final long MOST_BYTES = 6;

  private final LandingFile into;
  private final SourceSpec.Csv spec;

  CsvLanding(LandingFile into, SourceSpec.Csv spec) {
    this.into = into;
    this.spec = spec;
  }

  LandedTable land(Fingerprint fingerprint) {
    List<Path> paths = fingerprint.parts().stream().map(part -> Path.of(part.path())).toList();
    List<Scanned> files = scan(paths, fingerprint);
    CsvFile first = files.get(0).file();
    List<LandedColumn> columns =
        first.names().stream().map(name -> new LandedColumn(name, "VARCHAR")).toList();
    into.createTables(spec.name(), columns);
    long records = load(files);
    if (records == 0) {
      throw new MillraceException(
          ErrorCode.SOURCE_EMPTY,
          "Source '" + spec.name() + "': " + first.path() + " has column names but no rows.",
          "Check what writes it; if the first line is data, say 'header: false'.");
    }
    return new LandedTable(
        spec.name(),
        columns,
        into.rows(spec.name()),
        into.malformedRows(spec.name()),
        first.describe(),
        fingerprint);
  }

  /** A file and what a pass over it has proven. */
  private record Scanned(CsvFile file, CsvScan scan) {}

  private List<Scanned> scan(List<Path> paths, Fingerprint fingerprint) {
    List<Scanned> files = new ArrayList<>();
    long bytes = fingerprint.parts().stream().mapToLong(Fingerprint.Part::bytes).sum();
    try (Progress.Task task = into.progress().start("read " + spec.name(), bytes, "bytes")) {
      for (Path path : paths) {
        CsvFile file = CsvFile.open(spec, path);
        requireColumns(files.isEmpty() ? file : files.get(0).file(), file);
        CsvScan scan = CsvScan.of(file, task, null);
        requireMostlyRows(file, scan);
        files.add(new Scanned(file, scan));
      }
    }
    return files;
  }

  private long load(List<Scanned> files) {
    long total = files.stream().mapToLong(file -> file.scan().records()).sum();
    long records = 0;
    try (Progress.Task task = into.progress().start("load " + spec.name(), total, "rows")) {
      for (Scanned scanned : files) {
        load(scanned.file(), scanned.scan(), records);
        records += scanned.scan().records();
        task.advance(scanned.scan().records());
      }
    }
    return records;
  }

  private static void requireColumns(CsvFile first, CsvFile file) {
    if (!new HashSet<>(first.names()).equals(new HashSet<>(file.names()))) {
      throw ColumnSets.differ(first.path(), first.names(), file.path(), file.names());
    }
  }

  private void load(CsvFile file, CsvScan scan, long before) {
    if (scan.isPlain() && file.encoding().isPlainUtf8()) {
      if (loadAsItIs(file, scan, before) == scan.records()) {
        return;
      }
      // DuckDB understood the file in another way; ours is the one that was shown and checked
      Duck.execute(into.connection(), "DELETE FROM " + table() + " WHERE __row > " + before);
    }
    loadRewritten(file, scan, before);
  }

  /** Hardly any row: the file was misunderstood, and every line would be set aside. */
  private static void requireMostlyRows(CsvFile file, CsvScan scan) {
    if (scan.malformed() * 10 <= scan.records() * 9) {
      return;
    }
    throw new MillraceException(
        ErrorCode.SOURCE_UNREADABLE,
        String.format(
            "%s: the first line has %d values, but %d of the %d lines below it have not.",
            file.path(), file.names().size(), scan.malformed(), scan.records()),
        "If other lines stand before the header, say how many with 'skip'; or name the"
            + " 'delimiter' and 'quote'.");
  }

  private long loadAsItIs(CsvFile file, CsvScan scan, long before) {
    long rows = into.rows(spec.name());
    String reading = reading(file.path(), file.dialect(), columns(file), scan.longest());
    insert(file, before + " + row_number() OVER ()", reading);
    return into.rows(spec.name()) - rows;
  }

  private void loadRewritten(CsvFile file, CsvScan scan, long before) {
    Path copy = into.scratch().resolve("rewritten.csv");
    try (Progress.Task silent = Progress.silent().start("", 0, "")) {
      try (DuckDBAppender rejects = into.connection().createAppender("malformed", spec.name())) {
        CsvRewrite.write(file, copy, rejects, before, silent);
      }
      String columns = "'r': 'VARCHAR', " + columns(file);
      String reading = reading(copy, CsvDialect.CANONICAL, columns, scan.longest());
      insert(file, "CAST(r AS BIGINT)", reading);
      Files.deleteIfExists(copy);
    } catch (SQLException e) {
      throw DuckErrors.translate(e);
    } catch (IOException e) {
      throw Io.fault(copy, e);
    }
  }

  private void insert(CsvFile file, String row, String reading) {
    String names =
        file.names().stream().map(n -> ", " + Duck.identifier(n)).collect(Collectors.joining());
    StringBuilder values = new StringBuilder();
    for (int i = 0; i < file.names().size(); i++) {
      values.append(", ").append(LandingFile.value("c" + i, spec.nullValues()));
    }
    String sql =
        "INSERT INTO "
            + table()
            + " (__row, __file"
            + names
            + ") SELECT "
            + row
            + ", "
            + Duck.literal(file.path())
            + values
            + " FROM "
            + reading;
    try (Statement statement = into.connection().createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw unreadable(file.path(), e);
    }
  }

  private String table() {
    return LandingFile.landed(spec.name());
  }

  /** The columns of a file for DuckDB: c0, c1, …. */
  private static String columns(CsvFile file) {
    return IntStream.range(0, file.names().size())
        .mapToObj(i -> "'c" + i + "': 'VARCHAR'")
        .collect(Collectors.joining(", "));
  }

  /** DuckDB reading a file with nothing left to guess. */
  private static String reading(Path path, CsvDialect dialect, String columns, int longest) {
    long line = MOST_BYTES * longest;
    String limits =
        line < DEFAULT_LINE
            ? ""
            : ", max_line_size=" + line + ", buffer_size=" + LINES_IN_BUFFER * line;
    String quote = dialect.quote() == 0 ? "" : String.valueOf(dialect.quote());
    String escape = dialect.quote() == 0 ? "" : String.valueOf(dialect.escape());
    return String.format(
        "read_csv(%s, auto_detect=false, delim=%s, quote=%s, escape=%s, header=%s, skip=%d,"
            + " columns={%s}%s)",
        Duck.literal(path),
        Duck.literal(dialect.delimiter()),
        Duck.literal(quote),
        Duck.literal(escape),
        dialect.header(),
        dialect.skip(),
        columns,
        limits);
  }

  private static MillraceException unreadable(Path path, SQLException e) {
    MillraceException translated = DuckErrors.translate(e, path);
    if (translated.code() != ErrorCode.INTERNAL_FAULT) {
      return translated;
    }
    return new MillraceException(
        ErrorCode.SOURCE_UNREADABLE,
        path + " cannot be read as delimited text: " + DuckErrors.message(e),
        "Name its 'delimiter', 'quote' and 'encoding' in the source.",
        e);
  }
}
