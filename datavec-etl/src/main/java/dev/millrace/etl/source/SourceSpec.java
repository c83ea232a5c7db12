package dev.millrace.etl.source;

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
}
