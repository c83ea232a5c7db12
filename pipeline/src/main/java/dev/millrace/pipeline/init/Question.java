package dev.millrace.pipeline.init;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Suggestions;
import dev.millrace.contract.feature.Target;
import dev.millrace.pipeline.init.ColumnSketch.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The yes/no question of a table.
 *
 * @param remark what was seen and guessed, for people
 */
record Question(Target target, String remark) {
  private static final Set<String> YES = Set.of("yes", "y", "true", "t", "1", "positive");
  private static final int TWO = 2;

  /**
   * Finds target column and positive value, guessing what is not said.
   *
   * @throws MillraceException that names the candidates where nothing can be guessed
   */
  static Question of(
      List<ColumnSketch> columns, @Nullable String target, @Nullable String positive) {
    if (target == null) {
      throw new MillraceException(
          ErrorCode.ARGUMENT_INVALID,
          "Which column answers the question? That cannot be guessed.",
          candidates(columns));
    }
    ColumnSketch column = named(columns, target, "--target");
    List<Value> values = values(column);
    if (values.size() < TWO) {
      throw new MillraceException(
          ErrorCode.TARGET_INVALID,
          "The target '%s' always has the same value%s, so nothing can be learned."
              .formatted(target, values.isEmpty() ? "" : " '" + values.get(0).text() + "'"),
          "Name another column, or take a file with both answers in it.");
    }
    return positive == null ? guessed(column, values) : given(column, values, positive);
  }

  /** The column of that name. */
  static ColumnSketch named(List<ColumnSketch> columns, String name, String option) {
    List<String> names = columns.stream().map(ColumnSketch::name).toList();
    return columns.stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new MillraceException(
                    ErrorCode.COLUMN_NOT_FOUND,
                    "%s: there is no column '%s'.".formatted(option, name)
                        + Suggestions.didYouMean(name, names),
                    "The columns are: " + String.join(", ", names) + "."));
  }

  private static Question given(ColumnSketch column, List<Value> values, String positive) {
    return values.stream()
        .filter(value -> value.text().equalsIgnoreCase(positive.strip()))
        .findFirst()
        .map(value -> question(column, value, ""))
        .orElseThrow(
            () ->
                new MillraceException(
                    ErrorCode.TARGET_INVALID,
                    "--positive: the column '%s' never has the value '%s'."
                            .formatted(column.name(), positive)
                        + Suggestions.didYouMean(
                            positive, values.stream().map(Value::text).toList()),
                    "Its commonest values are: " + listed(values) + "."));
  }

  private static Question guessed(ColumnSketch column, List<Value> values) {
    if (values.size() > TWO) {
      throw new MillraceException(
          ErrorCode.ARGUMENT_INVALID,
          "Which value of '%s' means yes? It has more than two.".formatted(column.name()),
          "Pass --positive with one of: " + listed(values) + ".");
    }
    Value value =
        values.stream()
            .filter(candidate -> YES.contains(candidate.text().toLowerCase(Locale.ROOT)))
            .findFirst()
            .orElse(values.get(values.size() - 1));
    return question(column, value, "; guessed which value means yes");
  }

  private static Question question(ColumnSketch column, Value value, String remark) {
    long positives =
        column.values().stream()
            .filter(other -> other.text().equalsIgnoreCase(value.text()))
            .mapToLong(Value::rows)
            .sum();
    String share = Numbers.percent(positives, column.present());
    return new Question(
        new Target(column.name(), value.text()),
        "%s of %s rows (%s)%s"
            .formatted(Numbers.count(positives), Numbers.count(column.rows()), share, remark));
  }

  /** The values, those equal but for case as one, most frequent first. */
  private static List<Value> values(ColumnSketch column) {
    return column.values().stream()
        .filter(value -> !column.nulls().containsKey(value.text()))
        .collect(
            Collectors.toMap(
                value -> value.text().toLowerCase(Locale.ROOT),
                value -> value,
                (first, second) -> first,
                LinkedHashMap::new))
        .values()
        .stream()
        .toList();
  }

  private static String candidates(List<ColumnSketch> columns) {
    String twoValued =
        columns.stream()
            .filter(column -> values(column).size() == TWO && column.foldedDistinct() <= TWO)
            .map(column -> column.name() + " (" + listed(values(column)) + ")")
            .collect(Collectors.joining("; "));
    return twoValued.isEmpty()
        ? "No column has just two values; pass --target COLUMN --positive VALUE."
        : "Pass --target with a column; those with two values are: " + twoValued + ".";
  }

  private static String listed(List<Value> values) {
    return values.stream().map(Value::text).collect(Collectors.joining(", "));
  }
}
