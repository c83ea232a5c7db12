package dev.millrace.etl.duck;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Io;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns what DuckDB says into what a person can act on. */
public final class DuckErrors {
  /** DuckDB 1.5 puts this line above the real error. */
  private static final String USELESS = "Attempting to execute an unsuccessful or closed";

  private DuckErrors() {}

  /**
   * What went wrong in one line, without DuckDB's useless first line and without the excerpt of the
   * statement that follows some errors.
   */
  public static String message(SQLException error) {
    String text = String.valueOf(error.getMessage());
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.contains(USELESS))
        .findFirst()
        .map(line -> line.startsWith("Error: ") ? line.substring("Error: ".length()) : line)
        .orElse(text);
  }

  /** The error for a failed statement: full disk, memory, lock, or a fault of ours. */
  public static MillraceException translate(SQLException error) {
    return translate(error, null);
  }

  /**
   * As above.
   *
   * @param place the file the statement was about, for people
   */
  public static MillraceException translate(SQLException error, @Nullable Path place) {
    String message = message(error);
    String lower = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
    if (Io.isDiskFull(error) || lower.contains("max_temp_directory_size")) {
      return Io.diskFull(place == null ? Path.of("the working database") : place, error);
    }
    if (lower.contains("out of memory error")) {
      return new MillraceException(
          ErrorCode.MEMORY_EXCEEDED,
          "The work needs more memory than it may use: " + message,
          "Set a larger 'memory' in the recipe, for example 2GB.",
          error);
    }
    if (lower.contains("could not set lock on file") || lower.contains("conflicting lock")) {
      return new MillraceException(
          ErrorCode.LOCKED,
          "Another process uses the database" + at(place) + ": " + message,
          "Wait for it to end, or end it, and run again.",
          error);
    }
    if (lower.contains("io error") || lower.contains("permission denied")) {
      return new MillraceException(
          ErrorCode.FILE_ACCESS,
          "The database could not read or write" + at(place) + ": " + message,
          "Check the path, its rights and the disk, and run again.",
          error);
    }
    return new MillraceException(
        ErrorCode.INTERNAL_FAULT,
        "A database statement failed" + at(place) + ": " + message,
        "This is a fault of Millrace; please report it with the log.",
        error);
  }

  private static String at(@Nullable Path place) {
    return place == null ? "" : " (" + place + ")";
  }
}
