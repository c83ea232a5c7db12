package dev.millrace.serving.config;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a configuration comes from; what stands first goes before the rest.
 *
 * @param flags value by path, for example {@code limits.body}
 * @param environment of the process
 * @param file null for none
 * @param surroundings what the place where it runs asks for, by path
 * @param place the name of that place, for problems
 */
public record Sources(
    Map<String, String> flags,
    Map<String, String> environment,
    @Nullable Path file,
    Map<String, String> surroundings,
    String place) {
  public Sources {
    flags = Map.copyOf(flags);
    environment = Map.copyOf(environment);
    surroundings = Map.copyOf(surroundings);
  }

  /** Flags, environment and file. */
  public Sources(Map<String, String> flags, Map<String, String> environment, @Nullable Path file) {
    this(flags, environment, file, Map.of(), "");
  }
}
