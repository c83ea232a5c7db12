package dev.millrace.etl.source;

import dev.millrace.etl.jdbc.Database;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A source as the recipe names it. Paths are absolute, may hold globs, and are sorted on use. */
public sealed interface SourceSpec {

  /** The name by which the recipe refers to it. */
  String name();

  /** Files and globs, in the order they are read. */
  List<String> paths();

  /** Texts that mean "missing", compared after trimming; an empty text always does. */
  List<String> nullValues();

  /**
   * Delimited text. What is null is sniffed from the head of the file.
   *
   * @param nullValues texts that mean "missing", compared after trimming
   * @param encoding a Java charset name; sniffed (byte order mark, UTF-8, else windows-1252)
   * @param skip lines before the header
   */
  record Csv(
      String name,
      List<String> paths,
      List<String> nullValues,
      @Nullable String delimiter,
      @Nullable String quote,
      @Nullable String escape,
      @Nullable Boolean header,
      @Nullable String encoding,
      int skip)
      implements SourceSpec {
    public Csv {
      paths = List.copyOf(paths);
      nullValues = List.copyOf(nullValues);
    }
  }

  /** JSON objects, one a line or in one array; which of the two is sniffed. */
  record JsonFiles(String name, List<String> paths, List<String> nullValues) implements SourceSpec {
    public JsonFiles {
      paths = List.copyOf(paths);
      nullValues = List.copyOf(nullValues);
    }
  }

  /** Parquet files. */
  record Parquet(String name, List<String> paths, List<String> nullValues) implements SourceSpec {
    public Parquet {
      paths = List.copyOf(paths);
      nullValues = List.copyOf(nullValues);
    }
  }

  /**
   * Any DataVec {@code RecordReader} on the class path.
   *
   * @param className its class, with a constructor that matches {@code options} or none
   * @param paths files given to its {@code InputSplit}
   * @param columns names of the values of a record, in order
   * @param options what its {@code Configuration} is given
   */
  record Reader(
      String name,
      String className,
      List<String> paths,
      List<String> columns,
      Map<String, String> options,
      List<String> nullValues)
      implements SourceSpec {
    public Reader {
      paths = List.copyOf(paths);
      columns = List.copyOf(columns);
      options = Map.copyOf(options);
      nullValues = List.copyOf(nullValues);
    }
  }

  /**
   * A table, a view or a query of a database.
   *
   * @param table as people write it, {@code customers} or {@code schema.customers}; null with a
   *     query
   * @param query a SELECT that can stand in brackets; null with a table
   * @param columns the columns to read; empty for all. Key and watermark are read in any case.
   * @param key columns that identify a row together; only landing by a watermark needs them
   * @param watermark a column that grows with every insert and update; null without one. See {@link
   *     Ingest} for what it does.
   * @param fetchSize rows that a driver brings at once
   * @param without columns that are not read where all are; there or not, whatever the case
   */
  record Jdbc(
      String name,
      Database database,
      @Nullable String table,
      @Nullable String query,
      List<String> columns,
      List<String> key,
      @Nullable String watermark,
      int fetchSize,
      List<String> nullValues,
      List<String> without)
      implements SourceSpec {
    public Jdbc {
      columns = List.copyOf(columns);
      key = List.copyOf(key);
      nullValues = List.copyOf(nullValues);
      without = List.copyOf(without);
      if ((table == null) == (query == null)) {
        throw new IllegalArgumentException("expected either a table or a query");
      }
      if (fetchSize < 1) {
        throw new IllegalArgumentException("fetchSize must be at least 1, not " + fetchSize);
      }
    }

    /** Leaves no column out. */
    public Jdbc(
        String name,
        Database database,
        @Nullable String table,
        @Nullable String query,
        List<String> columns,
        List<String> key,
        @Nullable String watermark,
        int fetchSize,
        List<String> nullValues) {
      this(name, database, table, query, columns, key, watermark, fetchSize, nullValues, List.of());
    }

    /** The same source, leaving columns out. */
    public Jdbc without(List<String> names) {
      return new Jdbc(
          name, database, table, query, columns, key, watermark, fetchSize, nullValues, names);
    }

    /** None: the rows are not in files. */
    @Override
    public List<String> paths() {
      return List.of();
    }
  }
}
