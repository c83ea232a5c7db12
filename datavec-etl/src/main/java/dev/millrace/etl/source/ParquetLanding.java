package dev.millrace.etl.source;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckErrors;
import dev.millrace.etl.source.LandedTable.LandedColumn;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Lands Parquet files with their types. Names of folders such as {@code year=2024} become columns.
 * Nested values land as JSON text.
 */
final class ParquetLanding {
  private final LandingFile into;
  private final SourceSpec.Parquet spec;

  ParquetLanding(LandingFile into, SourceSpec.Parquet spec) {
    this.into = into;
    this.spec = spec;
  }

  LandedTable land(Fingerprint fingerprint) {
    List<Path> paths = fingerprint.parts().stream().map(part -> Path.of(part.path())).toList();
    requireSameColumns(paths);
    List<LandedColumn> given = describe(paths.get(0), paths);
    List<String> names = ColumnNames.distinct(given.stream().map(LandedColumn::name).toList());
    List<LandedColumn> columns = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      columns.add(new LandedColumn(names.get(i), landedType(given.get(i).type())));
    }
    into.createTables(spec.name(), columns);
    try (Progress.Task task = into.progress().start("read " + spec.name(), paths.size(), "files")) {
      for (Path path : paths) {
        load(path, given, columns);
        task.advance(1);
      }
    }
    long rows = into.rows(spec.name());
    if (rows == 0) {
      throw new MillraceException(
          ErrorCode.SOURCE_EMPTY,
          "Source '" + spec.name() + "': " + paths.get(0) + " has columns but no rows.",
          "Check what writes it.");
    }
    return new LandedTable(spec.name(), columns, rows, 0, "Parquet", fingerprint);
  }

  private void requireSameColumns(List<Path> paths) {
    List<String> first = names(paths.get(0));
    for (Path path : paths.subList(1, paths.size())) {
      List<String> names = names(path);
      if (!new HashSet<>(first).equals(new HashSet<>(names))) {
        throw ColumnSets.differ(paths.get(0), first, path, names);
      }
    }
  }

  private List<String> names(Path path) {
    return describe(path, List.of(path)).stream().map(LandedColumn::name).toList();
  }

  private List<LandedColumn> describe(Path blamed, List<Path> paths) {
    try (Statement statement = into.connection().createStatement();
        ResultSet rows = statement.executeQuery("DESCRIBE FROM " + reading(paths))) {
      List<LandedColumn> columns = new ArrayList<>();
      while (rows.next()) {
        columns.add(new LandedColumn(rows.getString(1), rows.getString(2)));
      }
      return columns;
    } catch (SQLException e) {
      throw unreadable(blamed, e);
    }
  }

  private void load(Path path, List<LandedColumn> given, List<LandedColumn> columns) {
    StringBuilder values = new StringBuilder();
    for (int i = 0; i < given.size(); i++) {
      String name = Duck.identifier(given.get(i).name());
      String cast = isNested(given.get(i).type()) ? "to_json(" + name + ")" : name;
      String value = "CAST(" + cast + " AS " + columns.get(i).type() + ")";
      values.append(", ").append(LandingFile.value(value, spec.nullValues()));
    }
    String sql =
        String.format(
            "INSERT INTO %s SELECT %d + row_number() OVER (), %s%s FROM %s",
            LandingFile.landed(spec.name()),
            into.rows(spec.name()),
            Duck.literal(path),
            values,
            reading(List.of(path)));
    try (Statement statement = into.connection().createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw unreadable(path, e);
    }
  }

  private static String reading(List<Path> paths) {
    String list = paths.stream().map(Duck::literal).collect(Collectors.joining(", "));
    boolean hive = paths.stream().allMatch(ParquetLanding::isHive);
    return "read_parquet([" + list + "], union_by_name=true, hive_partitioning=" + hive + ")";
  }

  private static boolean isHive(Path path) {
    Path folder = path.getParent();
    return folder != null && folder.toString().matches(".*[/\\\\][^/\\\\=]+=[^/\\\\=]+.*");
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

  private static MillraceException unreadable(Path path, SQLException e) {
    MillraceException translated = DuckErrors.translate(e, path);
    if (translated.code() == ErrorCode.DISK_FULL
        || translated.code() == ErrorCode.MEMORY_EXCEEDED) {
      return translated;
    }
    return new MillraceException(
        ErrorCode.SOURCE_UNREADABLE,
        path + " is not a whole Parquet file: " + DuckErrors.message(e),
        "It was cut short, damaged, or is not Parquet; copy or write it again.",
        e);
  }
}
