package dev.millrace.models.export;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.FeatureContract;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The Java code that scores a row of a contract; shown in the model card, complete. */
final class ScoringSnippet {
  private static final double MILLIS_PER_DAY = 86_400_000;

  private static final String TEMPLATE =
      """
      import dev.millrace.scoring.Score;
      import dev.millrace.scoring.Scorer;
      import java.nio.file.Path;
      import java.util.HashMap;
      import java.util.Map;

      class ScoreOneRow {
        public static void main(String[] arguments) {
          Map<String, Object> row = new HashMap<>();
      %s
          try (Scorer scorer = Scorer.open(Path.of("%s"))) {
            Score score = scorer.score(row);
            System.out.println(score.probability() + " " + score.positive());
          }
        }
      }
      """;

  private ScoringSnippet() {}

  /**
   * A whole source file.
   *
   * @param row clean values, as in a golden row
   */
  static String of(FeatureContract contract, Map<String, Object> row, String folder) {
    List<String> puts = new ArrayList<>();
    for (Column column : contract.columns()) {
      Object value = row.get(column.name());
      if (value != null) {
        puts.add(put(column, value));
      }
    }
    return TEMPLATE.formatted(String.join("\n", puts), escape(folder));
  }

  private static String put(Column column, Object value) {
    return "    row.put(\"" + escape(column.name()) + "\", " + literal(column, value) + ");";
  }

  private static String literal(Column column, Object value) {
    return switch (column.type()) {
      case INTEGER -> String.format(Locale.ROOT, "%.0f", (Double) value);
      case NUMBER -> value.toString();
      case BOOLEAN -> value.equals(1.0) ? "true" : "false";
      case DATE, TIMESTAMP -> "\"" + escape(time(column, (Double) value)) + "\"";
      case CATEGORY -> "\"" + escape(value.toString()) + "\"";
    };
  }

  /** In the first format that the column takes, ISO 8601 where it declares none. */
  private static String time(Column column, double days) {
    Instant instant = Instant.ofEpochMilli(Math.round(days * MILLIS_PER_DAY));
    List<String> formats = column.formats();
    if (!formats.isEmpty()) {
      return DateTimeFormatter.ofPattern(formats.get(0), Locale.ENGLISH)
          .withZone(ZoneOffset.UTC)
          .format(instant);
    }
    return switch (column.type()) {
      case DATE -> LocalDate.ofInstant(instant, ZoneOffset.UTC).toString();
      default -> instant.toString();
    };
  }

  /** For a Java text literal. */
  private static String escape(String text) {
    return text.replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\t", "\\t");
  }
}
