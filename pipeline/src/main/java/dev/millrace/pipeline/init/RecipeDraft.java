package dev.millrace.pipeline.init;

import dev.millrace.contract.feature.Target;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a first recipe says.
 *
 * @param type of the source: csv, json or parquet
 * @param path as it is to stand in the recipe
 * @param dialect how the file was understood, for people
 * @param nullValues spellings of "missing"
 * @param keyRemark for people
 * @param targetRemark for people
 */
record RecipeDraft(
    String name,
    String type,
    String path,
    String dialect,
    List<String> nullValues,
    long rows,
    @Nullable String key,
    String keyRemark,
    Target target,
    String targetRemark,
    List<ColumnGuess> columns) {
  private static final int WIDEST = 90;

  RecipeDraft {
    nullValues = List.copyOf(nullValues);
    columns = List.copyOf(columns);
  }

  /** The commented recipe. */
  String yaml() {
    StringBuilder text = new StringBuilder();
    text.append(
            "# Written by 'millrace init' from %s rows. Everything here is a guess: check the\n"
                .formatted(Numbers.count(rows)))
        .append("# columns, above all whether each is known before the answer is. Every key is\n")
        .append("# explained in docs/recipe.md.\n")
        .append("recipe: ")
        .append(YamlText.value(name))
        .append('\n')
        .append("seed: 42\n\n");
    source(text);
    rows(text);
    text.append(
        """

        split: {strategy: stratified, validation: 20%, test: 20%}

        train: {network: mlp}

        evaluate:
          threshold: f1  # with a decision below, 'threshold: decision' chooses it by profit
          # A run that does not reach a gate ends with exit code 3:
          # gates: {roc_auc: {min: 0.8}}
          # What contacting a customer is worth and costs:
          # decision: {value_of_a_save: 200, contact_cost: 5, capacity: 20%}
        """);
    return text.toString();
  }

  private void source(StringBuilder text) {
    text.append("sources:\n  data:\n    type: ").append(type).append('\n');
    if (!Path.of(path).isAbsolute()) {
      text.append("    # Relative to the folder of this recipe.\n");
    }
    line(text, "    path: " + YamlText.value(path), dialect.isEmpty() ? "" : "read as: " + dialect);
    if (!nullValues.isEmpty()) {
      line(text, "    null_values: " + YamlText.list(nullValues), "these mean 'missing'");
    }
  }

  private void rows(StringBuilder text) {
    text.append("\nrows:\n");
    if (key != null) {
      line(text, "  key: " + YamlText.value(key), keyRemark);
    }
    String answer =
        "  target: {column: %s, positive: %s}"
            .formatted(YamlText.value(target.column()), YamlText.value(target.positive()));
    line(text, answer, targetRemark);
    text.append("  columns:\n");
    int width =
        columns.stream()
            .mapToInt(column -> entry(column).length())
            .filter(w -> w < WIDEST)
            .max()
            .orElse(0);
    for (ColumnGuess column : columns) {
      if (column.isFeature()) {
        String entry = entry(column);
        line(text, entry + " ".repeat(Math.max(0, width - entry.length())), column.remark());
      } else {
        text.append("    # left out, ").append(YamlText.comment(column.leftOut())).append(":\n");
        text.append("    # ").append(YamlText.comment(entry(column).strip())).append('\n');
      }
    }
    text.append("  on_violation: quarantine\n  max_quarantined: 2%\n");
  }

  private static String entry(ColumnGuess column) {
    return "    " + YamlText.key(column.name()) + ": " + column.yaml();
  }

  private static void line(StringBuilder text, String yaml, String remark) {
    text.append(remark.isEmpty() ? yaml.stripTrailing() : yaml + "  # " + YamlText.comment(remark))
        .append('\n');
  }
}
