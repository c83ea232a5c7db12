package dev.millrace.serving.command;

import dev.millrace.serving.config.Key;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says.
 *
 * @param settings by the paths of the keys
 * @param config the file; null for none
 */
record Arguments(Map<String, String> settings, @Nullable Path config, boolean warmUp) {
  Arguments {
    settings = Map.copyOf(settings);
  }

  /** Reads arguments that are plain; empty for all others, see {@link PlainArguments}. */
  static Optional<Arguments> readPlain(String... arguments) {
    return new PlainArguments().read(arguments);
  }

  /** With what the switches say. */
  static Arguments of(
      Map<String, String> given, @Nullable Path config, boolean shadow, boolean warmUp) {
    Map<String, String> settings = new HashMap<>(given);
    if (shadow) {
      settings.put(Key.CHALLENGER_MODE.path(), "shadow");
    }
    if (warmUp) {
      settings.put(Key.PORT.path(), "0");
      settings.put(Key.HOST.path(), "127.0.0.1");
    }
    return new Arguments(settings, config, warmUp);
  }
}
