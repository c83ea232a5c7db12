package dev.millrace.serving.command;

import dev.millrace.serving.config.Key;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /**
   * Reads arguments without picocli, whose classes no archive takes (they are of Java 5) and which
   * costs a quarter of a second; empty for whatever is not plain: help, mistakes, files of
   * arguments. Those picocli reads, and a test holds the two together.
   */
  static Optional<Arguments> readPlain(String... arguments) {
    Map<String, Key> keys = Flags.byName();
    Map<String, String> settings = new HashMap<>();
    Set<String> switches = new HashSet<>();
    String config = null;
    for (Iterator<String> at = Arrays.asList(arguments).iterator(); at.hasNext(); ) {
      String argument = at.next();
      if (argument.isEmpty() || argument.startsWith("@")) {
        return Optional.empty();
      }
      boolean fine;
      if (!argument.startsWith("-")) {
        fine = settings.putIfAbsent(Key.MODEL.path(), argument) == null;
      } else if (List.of(Flags.SHADOW, Flags.WARM_UP).contains(argument)) {
        fine = switches.add(argument);
      } else {
        String[] parts = argument.split("=", 2);
        String value = parts.length == 2 ? parts[1] : at.hasNext() ? at.next() : "";
        Key key = keys.get(parts[0]);
        fine = !value.isEmpty() && !value.startsWith("-") && !value.startsWith("@");
        if (key != null) {
          fine &= settings.putIfAbsent(key.path(), value) == null;
        } else {
          fine &= parts[0].equals(Flags.CONFIG) && config == null;
          config = value;
        }
      }
      if (!fine) {
        return Optional.empty();
      }
    }
    return Optional.of(
        of(
            settings,
            config == null ? null : Path.of(config),
            switches.contains(Flags.SHADOW),
            switches.contains(Flags.WARM_UP)));
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
