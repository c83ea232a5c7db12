package dev.millrace.etl.feature;

import org.jspecify.annotations.Nullable;

/**
 * One feature: exactly what is computed. Its {@link #name()} is its definition in the language of
 * recipes, for example {@code mean(usage.minutes, 30d)}; parsing the name gives an equal
 * definition.
 */
public sealed interface FeatureDefinition {

  /** Unique among the features of a recipe; a column of the feature table. */
  String name();

  /**
   * Rows of a related table within a window before the cutoff.
   *
   * @param table a table whose rows belong to one entity each, directly or through other tables
   * @param column of that table; null where the function takes rows
   * @param filter which rows count; null for all. For {@code SHARE}: which of all rows
   * @param window null for all rows before the cutoff
   */
  record Aggregate(
      AggregateFunction function,
      String table,
      @Nullable String column,
      @Nullable Filter filter,
      @Nullable Window window)
      implements FeatureDefinition {
    @Override
    public String name() {
      return FeatureNames.of(this);
    }
  }

  /**
   * A column of the entity's own row, or of a row that it refers to, as known before the cutoff:
   * {@code customers.plan}. Dates become days from the cutoff to the date: negative in the past.
   */
  record Attribute(String table, String column) implements FeatureDefinition {
    @Override
    public String name() {
      return FeatureNames.column(table, column);
    }
  }

  /**
   * Days since an attribute became known, or since the entity's row did where {@code column} is
   * null: {@code age(customers.plan)}, {@code age(customers)}.
   */
  record Age(String table, @Nullable String column) implements FeatureDefinition {
    @Override
    public String name() {
      return "age("
          + (column == null ? FeatureNames.table(table) : FeatureNames.column(table, column))
          + ")";
    }
  }

  /** A part of the cutoff's date: {@code cutoff.month}; categories, so that no order is implied. */
  record Calendar(CalendarPart part) implements FeatureDefinition {
    @Override
    public String name() {
      return "cutoff." + part;
    }
  }

  /**
   * Arithmetic on other features; {@code name} is the user's or the expression itself.
   *
   * @param expression in the language of recipes: features, numbers, {@code + - * / ( )}, and
   *     {@code abs}, {@code log1p}, {@code least}, {@code greatest}; dividing by zero is missing
   */
  record Expression(String name, String expression) implements FeatureDefinition {}

  /** The product of two numeric features, or the pair of two categories: {@code a × b}. */
  record Interaction(String left, String right) implements FeatureDefinition {
    @Override
    public String name() {
      return left + " × " + right;
    }
  }
}
