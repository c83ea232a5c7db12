package dev.millrace.pipeline.file;

import dev.millrace.etl.source.SourceSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the name of a file with rows tells. */
public final class DataFile {
  private static final Pattern JSON = Pattern.compile(".*\\.(json|jsonl|ndjson)(\\.gz|\\.zst)?");
  private static final Pattern PARQUET = Pattern.compile(".*\\.(parquet|pq)");
  private static final Pattern NO_NAME = Pattern.compile("[^A-Za-z0-9._-]+");
  private static final Pattern KEY_NAME =
      Pattern.compile("(?i).*(id|key|code|number|nr|no|uuid|guid)|(?i)(id|key).*");

  private DataFile() {}

  /** {@code csv}, {@code json} or {@code parquet}; anything unknown is taken for text. */
  public static String type(String data) {
    String name = data.toLowerCase(Locale.ROOT);
    if (JSON.matcher(name).matches()) {
      return "json";
    }
    return PARQUET.matcher(name).matches() ? "parquet" : "csv";
  }

  /** Whether a file of that name holds Parquet. */
  public static boolean isParquet(Path file) {
    return type(file.toString()).equals("parquet");
  }

  /**
   * A source that reads a file as its name tells.
   *
   * @param data a file or a glob, from the current folder
   * @param nullValues texts that mean "missing"
   */
  public static SourceSpec source(String name, String data, List<String> nullValues) {
    List<String> paths = List.of(Path.of("").toAbsolutePath().resolve(data).normalize().toString());
    return switch (type(data)) {
      case "json" -> new SourceSpec.JsonFiles(name, paths, nullValues);
      case "parquet" -> new SourceSpec.Parquet(name, paths, nullValues);
      default -> new SourceSpec.Csv(name, paths, nullValues, null, null, null, null, null, 0);
    };
  }

  /** The name asked for, else the file's without what a recipe's name may not hold. */
  public static String recipeName(@Nullable String asked, String data) {
    String file = data.substring(Math.max(data.lastIndexOf('/'), data.lastIndexOf('\\')) + 1);
    String stem = file.contains(".") ? file.substring(0, file.indexOf('.')) : file;
    String name =
        NO_NAME
            .matcher(asked == null ? stem : asked)
            .replaceAll("-")
            .replaceAll("^[._-]+|[._-]+$", "");
    return name.isEmpty() ? "model" : name;
  }

  /** Whether a column is called as keys are. */
  public static boolean isKeyName(String column) {
    return KEY_NAME.matcher(column).matches();
  }
}
