package dev.millrace.pipeline.init;

import dev.millrace.contract.feature.ColumnType;
import dev.millrace.pipeline.init.ColumnSketch.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a recipe says of a column.
 *
 * @param settings behind the type, for example {@code min: 0}
 * @param remark what was seen, for people
 * @param leftOut why the column is no feature; empty where it is one
 */
record ColumnGuess(
    String name, ColumnType type, List<String> settings, String remark, String leftOut) {
  private static final int LISTED = Sketcher.VALUES - 1;
  private static final int LONG_TEXT = 40;
  private static final int MANY_VALUES = 64;
  private static final long FEW_ROWS = 20;

  /**
   * @param nullValues spellings that mean "missing" in this source
   */
  static ColumnGuess of(ColumnSketch column, Set<String> nullValues) {
    long nulls =
        column.nulls().entrySet().stream()
            .filter(entry -> nullValues.contains(entry.getKey()))
            .mapToLong(Map.Entry::getValue)
            .sum();
    Facts facts =
        new Facts(
            column,
            nullValues,
            column.present() - nulls,
            column.distinct()
                - column.nulls().keySet().stream().filter(nullValues::contains).count());
    return facts.guess();
  }

  ColumnGuess without(String reason) {
    return new ColumnGuess(name, type, settings, remark, reason);
  }

  boolean isFeature() {
    return leftOut.isEmpty();
  }

  /** For example {@code {type: integer, min: 0}}. */
  String yaml() {
    List<String> all = new ArrayList<>();
    all.add("type: " + type.name().toLowerCase(Locale.ROOT));
    all.addAll(settings);
    return "{" + String.join(", ", all) + "}";
  }

  /**
   * A column with spelled nulls taken out.
   *
   * @param present rows with a value
   * @param distinct values
   */
  private record Facts(ColumnSketch column, Set<String> nullValues, long present, long distinct) {

    ColumnGuess guess() {
      TypeGuess type = TypeGuess.of(column, present);
      List<String> settings = new ArrayList<>();
      if (present < column.rows()) {
        settings.add("missing: allowed");
      }
      List<String> remarks = new ArrayList<>();
      switch (type.type()) {
        case INTEGER, NUMBER -> number(type, settings, remarks);
        case DATE, TIMESTAMP -> date(type, settings);
        case CATEGORY -> category(settings, remarks);
        case BOOLEAN -> remarks.add(shares());
      }
      if (present < column.rows()) {
        remarks.add(column.rows() - present + " missing");
      }
      if (type.fitting() < present) {
        remarks.add(
            "%d values are no %s: those rows will be set aside"
                .formatted(present - type.fitting(), type.type().name().toLowerCase(Locale.ROOT)));
      }
      return new ColumnGuess(
          column.name(), type.type(), settings, String.join("; ", remarks), leftOut(type.type()));
    }

    private String leftOut(ColumnType type) {
      if (column.name().startsWith("__")) {
        return "a name that begins with '__' is not for columns";
      }
      if (present == 0) {
        return "it has no values";
      }
      if (distinct <= 1) {
        return "it always has the same value";
      }
      boolean countable = type == ColumnType.INTEGER || type == ColumnType.CATEGORY;
      if (countable && distinct == present && present >= FEW_ROWS) {
        return "every value is different, so it says nothing about new rows";
      }
      if (type == ColumnType.CATEGORY && distinct > MANY_VALUES && distinct * 2 > present) {
        return "nearly every value is different (%d in %d rows)".formatted(distinct, present);
      }
      return "";
    }

    private void number(TypeGuess type, List<String> settings, List<String> remarks) {
      Double min = column.min();
      Double max = column.max();
      boolean plain = column.numbers() == type.fitting() || type.type() == ColumnType.INTEGER;
      if (plain && min != null && max != null) {
        if (min >= 0) {
          settings.add("min: 0");
        }
        remarks.add(Numbers.show(min) + " to " + Numbers.show(max));
      }
      if (type.european()) {
        settings.add("numbers: european");
      }
    }

    private void date(TypeGuess type, List<String> settings) {
      boolean padded = column.shortest() >= type.dates().length();
      String pattern = type.dates().pattern(padded);
      if (!pattern.isEmpty()) {
        settings.add("formats: [" + YamlText.value(pattern) + "]");
      }
    }

    private void category(List<String> settings, List<String> remarks) {
      if (TypeGuess.isCode(column)) {
        remarks.add("a few numbers far apart, taken for names");
      }
      boolean folds = column.foldedDistinct() < column.distinct();
      List<String> values = canonical();
      if (isListed(values)) {
        settings.add("values: " + YamlText.list(values.stream().sorted().toList()));
        if (folds) {
          settings.add("text: [trim, fold]");
        }
        remarks.add(shares());
        return;
      }
      if (folds) {
        settings.add("text: [trim, lower]");
      }
      remarks.add("%d values, %s".formatted(distinct, shares()));
    }

    private boolean isListed(List<String> values) {
      return distinct <= LISTED
          && !values.isEmpty()
          && values.stream().allMatch(value -> value.length() <= LONG_TEXT);
    }

    /** The values, of those equal but for case the commonest spelling. */
    private List<String> canonical() {
      Map<String, String> byFolded = new LinkedHashMap<>();
      for (Value value : column.values()) {
        if (!nullValues.contains(value.text())) {
          byFolded.putIfAbsent(value.text().toLowerCase(Locale.ROOT), value.text());
        }
      }
      return List.copyOf(byFolded.values());
    }

    /** The commonest values with their shares. */
    private String shares() {
      return column.values().stream()
          .filter(value -> !nullValues.contains(value.text()))
          .limit(3)
          .map(
              value -> Numbers.shorten(value.text()) + " " + Numbers.percent(value.rows(), present))
          .reduce((a, b) -> a + ", " + b)
          .orElse("");
    }
  }
}
