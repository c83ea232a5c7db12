package dev.millrace.pipeline.recipe;

import dev.millrace.contract.error.Suggestions;
import dev.millrace.etl.feed.SplitSpec;
import java.util.List;

/** Reads {@code split}. */
final class SplitReader {
  private static final double SHARE = 0.2;
  private static final List<String> STRATEGIES = List.of("stratified", "group", "column");

  private SplitReader() {}

  /** Without {@code split}: stratified, 20 % for validation and 20 % for the test. */
  static SplitSpec read(Fields recipe, String target) {
    String strategy = strategyOf(recipe);
    Keys keys =
        switch (strategy) {
          case "group" -> Keys.GROUP;
          case "column" -> Keys.BY_COLUMN;
          default -> Keys.STRATIFIED;
        };
    Fields fields = recipe.child("split", keys);
    if (recipe.has("split") && fields.required("strategy", choices()) != null) {
      fields.choice("strategy", STRATEGIES);
    }
    if (strategy.equals("column")) {
      return new SplitSpec.ByColumn(column(fields, target, "train, validation or test"));
    }
    double validation = fields.share("validation", SHARE, Range.INSIDE_UNIT);
    double test = fields.share("test", SHARE, Range.INSIDE_UNIT);
    if (validation + test >= 1) {
      fields.problem("test", "'validation' and 'test' leave no rows to train on");
      return new SplitSpec.Stratified(SHARE, SHARE);
    }
    return strategy.equals("group")
        ? new SplitSpec.Group(column(fields, target, "what stays together"), validation, test)
        : new SplitSpec.Stratified(validation, test);
  }

  /** The strategy meant, which decides what keys there are. */
  private static String strategyOf(Fields recipe) {
    Node split = recipe.node("split");
    String given = split == null ? "" : split.peek("strategy");
    return Suggestions.nearest(given, STRATEGIES).orElse("stratified");
  }

  private static String column(Fields fields, String target, String holding) {
    String column = fields.requiredText("column", "the column that holds " + holding);
    if (column.equals(target)) {
      fields.problem("column", "'column': the target '%s' cannot split the rows".formatted(target));
    }
    return column;
  }

  private static String choices() {
    return "one of " + String.join(", ", STRATEGIES);
  }
}
