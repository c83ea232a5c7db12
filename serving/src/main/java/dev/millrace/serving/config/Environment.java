package dev.millrace.serving.config;

import dev.millrace.contract.error.Suggestions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The values of environment variables. A variable of ours that is no key is only a warning: the
 * launcher has its own, and Kubernetes sets {@code MILLRACE_PORT=tcp://…} for a service of that
 * name.
 */
final class Environment {
  private static final String PREFIX = "MILLRACE_";
  private static final Pattern LINK = Pattern.compile("(tcp|udp|sctp)://.*");
  private static final List<String> OTHERS =
      List.of("HEAP", "THREADS", "BACKEND", "CLASSPATH", "JAVA_OPTS", "CONFIG");

  private final Map<String, String> ours = new TreeMap<>();

  Environment(Map<String, String> environment) {
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX) && !value.isEmpty() && !LINK.matcher(value).matches()) {
            ours.put(name, value);
          }
        });
  }

  /** The values by path. */
  Map<String, Written> values() {
    Map<String, Written> values = new HashMap<>();
    ours.forEach(
        (name, value) ->
            Key.pathOfVariable(name)
                .ifPresent(path -> values.put(path, Written.of(Place.variable(name), value))));
    return values;
  }

  /** What looks like a slip of the pen. */
  List<String> warnings(Variables used) {
    return ours.keySet().stream()
        .filter(name -> Key.pathOfVariable(name).isEmpty() && !used.used(name))
        .map(name -> name.substring(PREFIX.length()))
        .filter(name -> !OTHERS.contains(name))
        .flatMap(name -> meant(name).stream().map(key -> warning(name, key)))
        .toList();
  }

  private static Optional<String> meant(String name) {
    return Suggestions.nearest(
        name,
        Arrays.stream(Key.values()).map(key -> key.variable().substring(PREFIX.length())).toList());
  }

  private static String warning(String name, String meant) {
    return "The variable MILLRACE_%s is no setting and was ignored. Did you mean MILLRACE_%s?"
        .formatted(name, meant);
  }
}
