package dev.millrace.pipeline.recipe;

import dev.millrace.contract.error.Suggestions;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts {@code ${NAME}} in: from {@code --set} first, then from the environment. {@code $${NAME}}
 * stays as the text {@code ${NAME}}. Remembers which names were used.
 */
final class Variables {
  private static final Pattern REFERENCE = Pattern.compile("(\\$?)\\$\\{([^}]*)}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern SECRET =
      Pattern.compile("PASSWORD|SECRET|TOKEN|KEY", Pattern.CASE_INSENSITIVE);

  /** What a secret is shown as. */
  static final String MASK = "***";

  private final Map<String, String> set;
  private final Map<String, String> environment;
  private final Problems problems;
  private final Set<String> used = new HashSet<>();

  Variables(Map<String, String> set, Map<String, String> environment, Problems problems) {
    this.set = Map.copyOf(set);
    this.environment = environment;
    this.problems = problems;
  }

  /** The scalar with its variables put in; unknown ones become problems at its place. */
  Node.Scalar resolve(Place place, String written, boolean plain) {
    if (!written.contains("${")) {
      return new Node.Scalar(place, written, written, plain);
    }
    StringBuilder text = new StringBuilder();
    StringBuilder shown = new StringBuilder();
    boolean replaced = false;
    Matcher matcher = REFERENCE.matcher(written);
    int end = 0;
    while (matcher.find()) {
      String before = written.substring(end, matcher.start());
      end = matcher.end();
      boolean escaped = !matcher.group(1).isEmpty();
      String name = matcher.group(2);
      String value = escaped ? "${" + name + "}" : value(place, name);
      replaced |= !escaped;
      text.append(before).append(value);
      shown.append(before).append(!escaped && SECRET.matcher(name).find() ? MASK : value);
    }
    String rest = written.substring(end);
    return new Node.Scalar(
        place, text.append(rest).toString(), shown.append(rest).toString(), plain || replaced);
  }

  /** Every {@code --set} that nothing asked for is a slip of the pen. */
  void reportUnused() {
    for (String name : set.keySet()) {
      if (!used.contains(name)) {
        problems.addOutside(
            "--set " + name,
            "the recipe does not use ${" + name + "}." + Suggestions.didYouMean(name, used));
      }
    }
  }

  private String value(Place place, String name) {
    if (!NAME.matcher(name).matches()) {
      problems.add(
          place,
          "${" + name + "}: expected a name of letters, digits and '_'; write $${ for a plain ${");
      return "";
    }
    used.add(name);
    @Nullable String value = set.getOrDefault(name, environment.get(name));
    if (value == null) {
      problems.add(
          place,
          "${%s} has no value; pass --set %s=value or set the environment variable %s."
              .formatted(name, name, name));
      return "";
    }
    return value;
  }
}
