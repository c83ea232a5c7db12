package dev.millrace.etl.source;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.source.LandedTable.LandedColumn;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Lands Parquet files with their types, many at a time. Names of folders such as {@code year=2024}
 * become columns. Nested values land as JSON text.
 */
final class ParquetLanding {
  /** Bytes of files that are read together: enough to be quick, little enough to see progress. */
  private static final long GROUP_BYTES = 32L << 20;

  private static final int GROUP_FILES = 256;

  private final LandingFile into;
  private final SourceSpec.Parquet spec;

  ParquetLanding(LandingFile into, SourceSpec.Parquet spec) {
    this.into = into;
    this.spec = spec;
  }

  LandedTable land(Fingerprint fingerprint) {
    List<Fingerprint.Part> parts = fingerprint.parts();
    List<Path> paths = parts.stream().map(part -> Path.of(part.path())).toList();
    ParquetFiles files = new ParquetFiles(into.connection(), paths);
    List<LandedColumn> given = files.columns();
    List<String> names = ColumnNames.distinct(given.stream().map(LandedColumn::name).toList());
    List<LandedColumn> columns = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      columns.add(new LandedColumn(names.get(i), landedType(given.get(i).type())));
    }
    into.createTables(spec.name(), columns);
    load(files, parts, given, values(given, columns));
    if (into.rows(spec.name()) == 0) {
      throw new MillraceException(
          ErrorCode.SOURCE_EMPTY,
          "Source '" + spec.name() + "': " + paths.get(0) + " has columns but no rows.",
          "Check what writes it.");
    }
    return new LandedTable(spec.name(), columns, into.rows(spec.name()), 0, "Parquet", fingerprint);
  }

  private void load(
      ParquetFiles files, List<Fingerprint.Part> parts, List<LandedColumn> given, String values) {
    List<Path> paths = parts.stream().map(part -> Path.of(part.path())).toList();
    List<Long> rows = files.rows();
    boolean numbered = isNumbered(given);
    try (Progress.Task task = into.progress().start("read " + spec.name(), paths.size(), "files")) {
      int end;
      for (int from = 0; from < paths.size(); from = end) {
        end = groupEnd(parts, from, numbered ? GROUP_FILES : 1);
        loadGroup(files, paths.subList(from, end), rows.subList(from, end), numbered, values);
        task.advance(end - from);
      }
    }
  }

  private static int groupEnd(List<Fingerprint.Part> parts, int from, int most) {
    int end = from;
    long bytes = 0;
    while (end < parts.size() && end - from < most && bytes < GROUP_BYTES) {
      bytes += parts.get(end).bytes();
      end++;
    }
    return end;
  }

  /** Whether DuckDB can number rows and files: no column has a name that it needs for that. */
  private static boolean isNumbered(List<LandedColumn> given) {
    return given.stream()
        .noneMatch(column -> column.name().matches("(?i)file_index|file_row_number"));
  }

  private String values(List<LandedColumn> given, List<LandedColumn> columns) {
    StringBuilder values = new StringBuilder();
    for (int i = 0; i < given.size(); i++) {
      String name = Duck.identifier(given.get(i).name());
      String cast = isNested(given.get(i).type()) ? "to_json(" + name + ")" : name;
      String value = "CAST(" + cast + " AS " + columns.get(i).type() + ")";
      values.append(", ").append(LandingFile.value(value, spec.nullValues()));
    }
    return values.toString();
  }

  /** Rows have numbers from their place in their file, so that threads need not wait in line. */
  private void loadGroup(
      ParquetFiles files, List<Path> paths, List<Long> rows, boolean numbered, String values) {
    List<Long> before = new ArrayList<>();
    long sum = into.rows(spec.name());
    for (long count : rows) {
      before.add(sum);
      sum += count;
    }
    String file = numbered ? "CAST(file_index AS BIGINT) + 1" : "1";
    String row = numbered ? "file_row_number + 1" : "row_number() OVER ()";
    String names = paths.stream().map(Duck::literal).collect(Collectors.joining(", "));
    String sql =
        String.format(
            "INSERT INTO %s SELECT %s[%s] + %s, [%s][%s]%s FROM %s",
            LandingFile.landed(spec.name()),
            before,
            file,
            row,
            names,
            file,
            values,
            files.reading(paths));
    try (Statement statement = into.connection().createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw ParquetFiles.unreadable(paths, e);
    }
  }

  private static String landedType(String type) {
    boolean kept =
        type.matches(
            "U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|FLOAT|DOUBLE|DECIMAL\\(.*\\)|BOOLEAN|DATE"
                + "|TIMESTAMP.*");
    return kept ? type : "VARCHAR";
  }

  private static boolean isNested(String type) {
    return type.endsWith("]") || type.startsWith("STRUCT(") || type.startsWith("MAP(");
  }
}
