package dev.millrace.serving.command;

import dev.millrace.serving.config.Key;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/** A flag for every key of the configuration that may be seen; the values given, by path. */
final class ConfigOptions {
  private final Map<String, String> values = new HashMap<>();

  /** What was given, by the paths of the keys. */
  Map<String, String> values() {
    return values;
  }

  void addTo(CommandSpec command) {
    ArgGroupSpec.Builder others =
        ArgGroupSpec.builder()
            .validate(false)
            .order(1)
            .heading("%nAll else there is to configure (docs/serving-config.md):%n");
    for (Key key : Key.values()) {
      if (Flags.isUsual(key)) {
        command.addOption(option(key));
      } else if (!Flags.of(key).isEmpty()) {
        others.addArg(option(key));
      }
    }
    command.addArgGroup(others.build());
  }

  private OptionSpec option(Key key) {
    ISetter setter =
        new ISetter() {
          @Override
          @SuppressWarnings("unchecked")
          public <T> T set(T value) {
            if (value != null) {
              values.put(key.path(), value.toString());
            }
            return value;
          }
        };
    return OptionSpec.builder(Flags.of(key).toArray(String[]::new))
        .type(String.class)
        .paramLabel(key.label())
        .description(key.meaning())
        .setter(setter)
        .build();
  }
}
