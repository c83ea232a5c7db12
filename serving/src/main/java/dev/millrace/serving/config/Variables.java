package dev.millrace.serving.config;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts {@code ${NAME}} in from the environment; {@code $${NAME}} stays as the text {@code ${NAME}}.
 * Remembers which names were used.
 */
final class Variables {
  private static final Pattern REFERENCE = Pattern.compile("(\\$?)\\$\\{([^}]*)}");
  private static final Pattern SECRET =
      Pattern.compile("PASSWORD|SECRET|TOKEN|KEY", Pattern.CASE_INSENSITIVE);

  private final Map<String, String> environment;
  private final Problems problems;
  private final Set<String> used = new HashSet<>();

  Variables(Map<String, String> environment, Problems problems) {
    this.environment = environment;
    this.problems = problems;
  }

  Written resolve(Place place, String written) {
    Matcher matcher = REFERENCE.matcher(written);
    StringBuilder text = new StringBuilder();
    StringBuilder shown = new StringBuilder();
    boolean replaced = false;
    int end = 0;
    while (matcher.find()) {
      String before = written.substring(end, matcher.start());
      end = matcher.end();
      String name = matcher.group(2);
      boolean escaped = !matcher.group(1).isEmpty();
      String value = escaped ? "${" + name + "}" : value(place, name);
      replaced |= !escaped;
      text.append(before).append(value);
      shown.append(before).append(!escaped && SECRET.matcher(name).find() ? Secret.MASK : value);
    }
    String rest = written.substring(end);
    return new Written(place, text + rest, shown + rest, !replaced);
  }

  boolean used(String name) {
    return used.contains(name);
  }

  private String value(Place place, String name) {
    used.add(name);
    String value = environment.get(name);
    if (value != null && !value.isBlank()) {
      return value;
    }
    String lacking = value == null ? "has no value" : "is empty";
    problems.add(place, "${%s} %s; set the environment variable.".formatted(name, lacking));
    return "";
  }
}
