package dev.millrace.serving.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the configuration: a flag goes before a variable, that before the file. */
public final class ConfigReader {
  private ConfigReader() {}

  /**
   * What was read.
   *
   * @param warnings what looks like a slip but stops nothing
   */
  public record Loaded(ServeConfig config, List<String> warnings) {
    public Loaded {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Reads all there is, and reports all that is wrong with it at once.
   *
   * @param file null for none
   * @param environment of the process
   * @param flags value by key, for example {@code limits.body}
   * @throws dev.millrace.contract.error.MillraceException {@code ARGUMENT_INVALID} with every
   *     problem and its place
   */
  public static Loaded read(
      @Nullable Path file, Map<String, String> environment, Map<String, String> flags) {
    return new Loaded(ServeConfig.defaults(), List.of());
  }
}
