package dev.millrace.etl.source;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckErrors;
import dev.millrace.etl.source.LandedTable.LandedColumn;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What Parquet files of one source say of themselves, looked at together: there may be thousands.
 * Names of folders such as {@code year=2024} are columns, unless the files hold all of these
 * columns themselves.
 */
final class ParquetFiles {
  private static final String FOLDER_VALUE = "[^=]+=[^=]*";

  private final Connection connection;
  private final List<Path> paths;
  private final boolean folders;

  /**
   * @throws MillraceException {@code SOURCE_UNREADABLE} naming the file that is none, or has other
   *     columns than the first
   */
  ParquetFiles(Connection connection, List<Path> paths) {
    this.connection = connection;
    this.paths = paths;
    List<Path> differing = differing();
    this.folders = haveFolders(differing.get(0));
    requireSameColumns(differing);
  }

  /** The columns of all files together. */
  List<LandedColumn> columns() {
    return describe(paths);
  }

  /** The number of rows of each file, in their order. */
  List<Long> rows() {
    Map<String, Long> rows = new LinkedHashMap<>();
    String sql = "SELECT file_name, num_rows FROM parquet_file_metadata(" + list(paths) + ")";
    query(sql, row -> rows.put(row.getString(1), row.getLong(2)));
    return paths.stream().map(path -> rows.getOrDefault(path.toString(), 0L)).toList();
  }

  /** Some of the files as a table; values of folders are texts. */
  String reading(List<Path> some) {
    return reading(some, "hive_types_autocast=false");
  }

  /** The error for a failed reading of some of the files. */
  static MillraceException unreadable(List<Path> some, SQLException e) {
    String message = DuckErrors.message(e);
    Path path =
        some.stream().filter(p -> message.contains(p.toString())).findFirst().orElse(some.get(0));
    MillraceException translated = DuckErrors.translate(e, path);
    if (translated.code() == ErrorCode.DISK_FULL
        || translated.code() == ErrorCode.MEMORY_EXCEEDED) {
      return translated;
    }
    return new MillraceException(
        ErrorCode.SOURCE_UNREADABLE,
        path + " is not a whole Parquet file: " + message,
        "It was cut short, damaged, or is not Parquet; copy or write it again.",
        e);
  }

  private String reading(List<Path> some, String option) {
    return "read_parquet("
        + list(some)
        + ", union_by_name=true, hive_partitioning="
        + folders
        + ", "
        + option
        + ")";
  }

  /** The first file of every shape: few, where a table was written by one program. */
  private List<Path> differing() {
    Map<String, String> shapes = new LinkedHashMap<>();
    query(
        "SELECT file_name, list(concat_ws(' ', num_children, name) ORDER BY place) FROM"
            + " (SELECT *, row_number() OVER () AS place FROM parquet_schema("
            + list(paths)
            + ")) GROUP BY file_name",
        row -> shapes.put(row.getString(1), row.getString(2)));
    Map<List<Object>, Path> first = new LinkedHashMap<>();
    for (Path path : paths) {
      String shape = shapes.getOrDefault(path.toString(), "");
      first.putIfAbsent(List.of(shape, folderNames(path)), path);
    }
    return List.copyOf(first.values());
  }

  private boolean haveFolders(Path first) {
    Set<String> wanted = folderNames(first);
    Set<String> own = new HashSet<>();
    query(
        "DESCRIBE FROM read_parquet(" + list(List.of(first)) + ", hive_partitioning=false)",
        row -> own.add(row.getString(1).toLowerCase(Locale.ROOT)));
    return !wanted.isEmpty()
        && !own.containsAll(wanted)
        && paths.stream().noneMatch(path -> folderNames(path).isEmpty());
  }

  private void requireSameColumns(List<Path> differing) {
    List<String> first = names(differing.get(0));
    for (Path path : differing) {
      List<String> names = names(path);
      if (!new HashSet<>(first).equals(new HashSet<>(names))) {
        throw ColumnSets.differ(differing.get(0), first, path, names);
      }
    }
  }

  private List<String> names(Path path) {
    return describe(List.of(path)).stream().map(LandedColumn::name).toList();
  }

  private List<LandedColumn> describe(List<Path> some) {
    List<LandedColumn> columns = new ArrayList<>();
    query(
        "DESCRIBE FROM " + reading(some, "hive_types_autocast=true"),
        row -> columns.add(new LandedColumn(row.getString(1), row.getString(2))));
    return columns;
  }

  /** The columns that the folders of a file give, in small letters. */
  private static Set<String> folderNames(Path path) {
    Set<String> names = new LinkedHashSet<>();
    Path folder = path.getParent();
    if (folder != null) {
      for (Path name : folder) {
        if (name.toString().matches(FOLDER_VALUE)) {
          names.add(name.toString().replaceFirst("=.*", "").toLowerCase(Locale.ROOT));
        }
      }
    }
    return names;
  }

  private static String list(Collection<Path> some) {
    return some.stream().map(Duck::literal).collect(Collectors.joining(", ", "[", "]"));
  }

  @FunctionalInterface
  private interface Row {
    void take(ResultSet row) throws SQLException;
  }

  private void query(String sql, Row taker) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        taker.take(rows);
      }
    } catch (SQLException e) {
      throw unreadable(paths, e);
    }
  }
}
