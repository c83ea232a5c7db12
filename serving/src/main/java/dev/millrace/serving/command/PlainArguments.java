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
 * Reads arguments without picocli, whose classes no archive takes (they are of Java 5), which costs
 * a start a quarter of a second. Whatever is not plain (help, mistakes, files of arguments) is left
 * to picocli; a test holds the two together. For one use.
 */
final class PlainArguments {
  private static final List<String> SWITCHES = List.of(Flags.SHADOW, Flags.WARM_UP);

  private final Map<String, Key> keys = Flags.byName();
  private final Map<String, String> settings = new HashMap<>();
  private final Set<String> switches = new HashSet<>();
  private @Nullable String config;

  /** Empty where an argument is not plain. */
  Optional<Arguments> read(String... arguments) {
    Iterator<String> at = Arrays.asList(arguments).iterator();
    while (at.hasNext()) {
      if (!take(at.next(), at)) {
        return Optional.empty();
      }
    }
    return Optional.of(
        Arguments.of(
            settings,
            config == null ? null : Path.of(config),
            switches.contains(Flags.SHADOW),
            switches.contains(Flags.WARM_UP)));
  }

  /** Whether the argument, with those after it that it needs, was plain. */
  private boolean take(String argument, Iterator<String> rest) {
    if (isWord(argument)) {
      return settings.putIfAbsent(Key.MODEL.path(), argument) == null;
    }
    if (SWITCHES.contains(argument)) {
      return switches.add(argument);
    }
    int equals = argument.indexOf('=');
    String name = equals < 0 ? argument : argument.substring(0, equals);
    String value = equals >= 0 ? argument.substring(equals + 1) : rest.hasNext() ? rest.next() : "";
    return isWord(value) && put(name, value);
  }

  private boolean put(String name, String value) {
    Key key = keys.get(name);
    if (key != null) {
      return settings.putIfAbsent(key.path(), value) == null;
    }
    boolean first = name.equals(Flags.CONFIG) && config == null;
    config = value;
    return first;
  }

  /** Neither an option nor a file of arguments. */
  private static boolean isWord(String argument) {
    return !argument.isEmpty() && !argument.startsWith("-") && !argument.startsWith("@");
  }
}
