package dev.millrace.serving.command;

import dev.millrace.serving.config.Key;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/** A flag for every key of the configuration that may be seen; the values given, by path. */
final class ConfigOptions {
  /** Those that have a short name of their own; the others stand at the end of the help. */
  private static final Map<Key, List<String>> SHORT =
      Map.of(
          Key.HOST, List.of("--host"),
          Key.PORT, List.of("--port"),
          Key.CHALLENGER_MODEL, List.of("--challenger"),
          Key.CHALLENGER_SHARE, List.of("--share"));

  private final Map<String, String> values = new HashMap<>();

  /** What was given, by the paths of the keys. */
  Map<String, String> values() {
    return values;
  }

  void put(Key key, String value) {
    values.put(key.path(), value);
  }

  void addTo(CommandSpec command) {
    ArgGroupSpec.Builder others =
        ArgGroupSpec.builder()
            .validate(false)
            .order(1)
            .heading("%nAll else there is to configure (docs/serving-config.md):%n");
    for (Key key : Key.values()) {
      if (SHORT.containsKey(key)) {
        command.addOption(option(key));
      } else if (key.hasFlag() && key != Key.MODEL) {
        others.addArg(option(key));
      }
    }
    command.addArgGroup(others.build());
  }

  private OptionSpec option(Key key) {
    String[] names =
        Stream.concat(SHORT.getOrDefault(key, List.of()).stream(), Stream.of(key.flag()))
            .distinct()
            .toArray(String[]::new);
    ISetter setter =
        new ISetter() {
          @Override
          @SuppressWarnings("unchecked")
          public <T> T set(T value) {
            if (value != null) {
              put(key, value.toString());
            }
            return value;
          }
        };
    return OptionSpec.builder(names)
        .type(String.class)
        .paramLabel(key.label())
        .description(key.meaning())
        .setter(setter)
        .build();
  }
}
