package dev.millrace.serving.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whether each request leaves a line of JSON, and where.
 *
 * @param file the file that lines are appended to; null for standard output
 */
public record AccessLog(boolean enabled, @Nullable Path file) {
  /** No line is written. */
  public static final AccessLog OFF = new AccessLog(false, null);

  /** Lines go to standard output. */
  public static final AccessLog STANDARD_OUTPUT = new AccessLog(true, null);
}
