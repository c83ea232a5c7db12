package dev.millrace.etl.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds what must not be shown in the details of a connection, and hides it. Immutable. */
final class Secrets {
  static final String MASK = "***";

  private static final String NAME =
      "pass|pwd|secret|token|credential|api_?key|access_?key|private_?key";

  private static final Pattern SECRET_NAME = Pattern.compile(NAME, Pattern.CASE_INSENSITIVE);

  /** Secrets in a JDBC URL: a parameter, the password before a host, and Oracle's own way. */
  private static final List<Pattern> IN_URL =
      List.of(
          Pattern.compile(
              "(?i)(?<=[?;&:,])(?<name>[^=;&?,:/]*(?:"
                  + NAME
                  + ")[^=;&?]*=)"
                  + "(?<secret>\\{[^}]*}|[^;&\\s]*)"),
          Pattern.compile("(?<name>//[^/?;:@\\s]*:)(?<secret>[^?;\\s]+)(?=@)"),
          Pattern.compile("(?i)(?<name>:thin:[^/@\\s]*/)(?<secret>[^@\\s]+)(?=@)"));

  private final List<Pattern> values;

  Secrets(String url, @Nullable String password, Map<String, String> properties) {
    List<String> found = new ArrayList<>();
    if (password != null) {
      found.add(password);
    }
    properties.forEach(
        (name, value) -> {
          if (isSecret(name)) {
            found.add(value);
          }
        });
    for (Pattern pattern : IN_URL) {
      Matcher matcher = pattern.matcher(url);
      while (matcher.find()) {
        found.add(matcher.group("secret"));
      }
    }
    values = found.stream().filter(value -> !value.isBlank()).map(Secrets::whole).toList();
  }

  /** Whether a property or parameter of that name holds a secret. */
  static boolean isSecret(String name) {
    return SECRET_NAME.matcher(name).find();
  }

  /** A URL, or a text with one in it, without its secrets. */
  static String maskedUrl(String text) {
    String masked = text;
    for (Pattern pattern : IN_URL) {
      masked = pattern.matcher(masked).replaceAll("${name}" + Matcher.quoteReplacement(MASK));
    }
    return masked;
  }

  /** Any text of a driver without secrets. */
  String masked(String text) {
    String masked = maskedUrl(text);
    for (Pattern value : values) {
      masked = value.matcher(masked).replaceAll(Matcher.quoteReplacement(MASK));
    }
    return masked;
  }

  /** A short secret is a part of many words; by itself it stands between blanks or marks. */
  private static Pattern whole(String secret) {
    return Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(secret) + "(?![\\p{L}\\p{N}])");
  }
}
