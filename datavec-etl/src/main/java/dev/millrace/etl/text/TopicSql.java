package dev.millrace.etl.text;

import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.feature.FeatureSpec.Topic;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Whether a text mentions a topic, as SQL. */
final class TopicSql {
  private static final String INSIDE = "\\p{L}\\p{M}\\p{Nd}_";

  private TopicSql() {}

  /** 1 or 0; NULL where the text of the table called {@code source} is missing. */
  static String mentions(Topic topic) {
    return "regexp_matches(source."
        + Duck.identifier(topic.text())
        + ", "
        + Duck.literal(pattern(topic))
        + ")::INTEGER::DOUBLE";
  }

  /** RE2's own word boundaries know only the letters of ASCII. */
  private static String pattern(Topic topic) {
    return "(?i)(?:^|[^"
        + INSIDE
        + "])(?:"
        + topic.words().stream().map(TopicSql::word).collect(Collectors.joining("|"))
        + ")";
  }

  private static String word(String word) {
    boolean beginning = word.endsWith("*");
    String whole = beginning ? word.substring(0, word.length() - 1) : word;
    String quoted =
        Arrays.stream(whole.strip().split("\\s+"))
            .map(TopicSql::quoted)
            .collect(Collectors.joining("\\s+"));
    return beginning ? quoted : quoted + "(?:$|[^" + INSIDE + "])";
  }

  /** As RE2's QuoteMeta. */
  private static String quoted(String text) {
    return text.replaceAll("[\\p{ASCII}&&[^A-Za-z0-9_]]", "\\\\$0");
  }
}
