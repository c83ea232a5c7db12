package dev.millrace.models.export;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.FeatureContract;
import java.util.List;

/** The Java code that scores a row of a contract; shown in the model card. */
final class ScoringSnippet {
  private static final int SHOWN_COLUMNS = 3;

  private static final String TEMPLATE =
      """
      import dev.millrace.scoring.Score;
      import dev.millrace.scoring.Scorer;
      import java.nio.file.Path;
      import java.util.Map;

      try (Scorer scorer = Scorer.open(Path.of("PATH_OF_THIS_FOLDER"))) {
        Map<String, Object> row = Map.of(%s);%s
        Score score = scorer.score(row);
        System.out.println(score.probability() + (score.positive() ? " yes" : " no"));
      }
      """;

  private ScoringSnippet() {}

  static String of(FeatureContract contract) {
    List<Column> columns = contract.columns();
    List<String> pairs = columns.stream().limit(SHOWN_COLUMNS).map(ScoringSnippet::pair).toList();
    String rest = columns.size() > SHOWN_COLUMNS ? " // and so on for every column" : "";
    return TEMPLATE.formatted(String.join(", ", pairs), rest);
  }

  private static String pair(Column column) {
    return literal(column.name()) + ", " + example(column);
  }

  private static String example(Column column) {
    ColumnType type = column.type();
    return switch (type) {
      case INTEGER, NUMBER -> column.min() == null ? "1" : Double.toString(column.min());
      case BOOLEAN -> "true";
      case DATE -> literal("2026-01-31");
      case TIMESTAMP -> literal("2026-01-31T12:00:00Z");
      case CATEGORY -> literal(column.values().isEmpty() ? "…" : column.values().get(0));
    };
  }

  private static String literal(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
