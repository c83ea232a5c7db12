package dev.millrace.etl.feature;

import dev.millrace.contract.error.Problem;
import dev.millrace.contract.error.Suggestions;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.etl.feature.FeatureDefinition.Age;
import dev.millrace.etl.feature.FeatureDefinition.Aggregate;
import dev.millrace.etl.feature.FeatureDefinition.Attribute;
import dev.millrace.etl.feature.FeatureDefinition.Expression;
import dev.millrace.etl.feature.FeatureDefinition.Interaction;
import dev.millrace.etl.table.Relations;
import dev.millrace.etl.table.TableContract;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says all that is wrong with tables, label and features before anything runs. */
public final class FeatureCheck {
  private static final Set<AggregateFunction> FOR_CATEGORIES =
      Set.of(AggregateFunction.LAST, AggregateFunction.DISTINCT);
  private static final Set<AggregateFunction> FOR_TIMES =
      Set.of(
          AggregateFunction.LAST,
          AggregateFunction.DISTINCT,
          AggregateFunction.MIN,
          AggregateFunction.MAX);
  private static final Set<AggregateFunction> WITHOUT_CLOCK =
      Set.of(
          AggregateFunction.TREND,
          AggregateFunction.LAST,
          AggregateFunction.RECENCY,
          AggregateFunction.GAP);

  private final Map<String, TableContract> tables = new LinkedHashMap<>();
  private final String entity;
  private final Relations relations;
  private final @Nullable LabelSpec label;
  private final RowsJob.@Nullable Truth truth;
  private final List<Problem> problems = new ArrayList<>();

  private FeatureCheck(
      List<TableContract> contracts,
      String entity,
      @Nullable LabelSpec label,
      RowsJob.@Nullable Truth truth) {
    contracts.forEach(table -> tables.put(table.name(), table));
    this.entity = entity;
    this.relations = Relations.of(contracts, entity);
    this.label = label;
    this.truth = truth;
    problems.addAll(relations.problems());
  }

  /**
   * All problems, each with the table or feature where it lies.
   *
   * @param label null when scoring
   */
  public static List<Problem> problems(
      List<TableContract> tables,
      String entity,
      @Nullable LabelSpec label,
      Eligibility eligibility,
      List<FeatureDefinition> definitions) {
    return problems(tables, entity, label, eligibility, null, definitions);
  }

  /**
   * As above.
   *
   * @param truth the table that no feature may use; null where there is none
   */
  public static List<Problem> problems(
      List<TableContract> tables,
      String entity,
      @Nullable LabelSpec label,
      Eligibility eligibility,
      RowsJob.@Nullable Truth truth,
      List<FeatureDefinition> definitions) {
    FeatureCheck check = new FeatureCheck(tables, entity, label, truth);
    if (check.tables.containsKey(entity)) {
      check.clocks();
    }
    if (check.problems.isEmpty()) { // else the same is told again by all that depends on it
      check.label();
      check.eligibility(eligibility);
      check.truth();
      check.features(definitions);
    }
    return List.copyOf(check.problems);
  }

  private void clocks() {
    for (TableContract table : tables.values()) {
      if (!hasClock(table) && !table.fixed()) {
        problem(
            table.name(),
            "clock-less source: it says neither when its rows happened nor that they never"
                + " change; name its 'time' column, or write 'fixed: true'.");
      }
    }
  }

  private void label() {
    if (label == null) {
      return;
    }
    String place = "label";
    TableContract table = table(place, label.table());
    if (table == null) {
      return;
    }
    boolean own = table.name().equals(entity);
    if (!own && relations.below(table.name()).isEmpty()) {
      below(place, table);
    }
    if (own && label.column() == null) {
      problem(place, "an event of the entity's own table needs the 'column' that says when.");
    }
    requireClock(place, table);
    Column column = label.column() == null ? null : column(place, table, label.column());
    if (column != null && !isTime(column)) {
      problem(place, "'" + column.name() + "' must be a date or a timestamp, not " + words(column));
    }
    filter(place, table, label.filter());
  }

  private void eligibility(Eligibility eligibility) {
    String place = "eligible";
    if (eligibility.minAgeDays() > 0 && !hasClock(tables.get(entity))) {
      problem(place, "an age needs the time of '" + entity + "', which has none.");
    }
    if (eligibility.activeTable() == null) {
      return;
    }
    TableContract table = table(place, eligibility.activeTable());
    if (table != null) {
      below(place, table);
      requireClock(place, table);
    }
  }

  private void truth() {
    if (truth == null) {
      return;
    }
    TableContract table = table("truth", truth.table());
    if (table != null) {
      below("truth", table);
      requireClock("truth", table);
      column("truth", table, truth.column());
    }
  }

  private void features(List<FeatureDefinition> definitions) {
    names(definitions);
    FeatureOrder order = FeatureOrder.of(definitions);
    problems.addAll(order.problems());
    Map<String, String> places = order.places();
    for (FeatureDefinition definition : order.all().values()) {
      String name = places.getOrDefault(definition.name(), definition.name());
      if (definition instanceof Aggregate aggregate) {
        aggregate(name, aggregate);
      } else if (definition instanceof Attribute attribute) {
        attribute(name, attribute.table(), attribute.column());
      } else if (definition instanceof Age age) {
        age(name, age);
      } else if (definition instanceof Expression) {
        arithmetic(name, order, order.parts(definition));
      } else if (definition instanceof Interaction) {
        interaction(name, order, order.parts(definition));
      }
    }
  }

  /** Features become columns of DuckDB, which does not tell capitals from small letters. */
  private void names(List<FeatureDefinition> definitions) {
    Map<String, String> seen = new HashMap<>();
    for (FeatureDefinition definition : definitions) {
      String name = definition.name();
      String other = seen.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
      if (other != null && !other.equals(name)) {
        problem(name, "its name differs from '" + other + "' in capitals only.");
      }
      if (name.startsWith("__")) {
        problem(name, "names that begin with '__' are kept for Millrace.");
      }
    }
  }

  private void aggregate(String place, Aggregate aggregate) {
    TableContract table = table(place, aggregate.table());
    if (table == null || notForFeatures(place, table.name(), aggregate.column())) {
      return;
    }
    below(place, table);
    filter(place, table, aggregate.filter());
    clock(place, table, aggregate);
    Column column = aggregate.column() == null ? null : column(place, table, aggregate.column());
    if (column != null && !fits(aggregate.function(), column)) {
      problem(
          place,
          aggregate.function()
              + " does not fit '"
              + column.name()
              + "', which is "
              + words(column)
              + (column.isNumeric()
                  ? "; min, max, last and distinct do."
                  : "; last and distinct do."));
    }
  }

  private void clock(String place, TableContract table, Aggregate aggregate) {
    if (hasClock(table)) {
      return;
    }
    boolean timed = aggregate.window() != null || WITHOUT_CLOCK.contains(aggregate.function());
    if (timed) {
      problem(
          place,
          "clock-less source: '"
              + table.name()
              + "' does not say when its rows happened, so "
              + (aggregate.window() != null ? "it has no windows" : "they have no order")
              + ".");
    }
  }

  private static boolean fits(AggregateFunction function, Column column) {
    if (!column.isNumeric()) {
      return FOR_CATEGORIES.contains(function);
    }
    return !isTime(column) || FOR_TIMES.contains(function);
  }

  private void attribute(String place, String name, String column) {
    TableContract table = table(place, name);
    if (table == null || notForFeatures(place, name, column)) {
      return;
    }
    ownOrAbove(place, table);
    column(place, table, column);
  }

  private void age(String place, Age age) {
    TableContract table = table(place, age.table());
    if (table == null || notForFeatures(place, age.table(), age.column())) {
      return;
    }
    ownOrAbove(place, table);
    if (!hasClock(table)) {
      problem(
          place,
          "clock-less source: '" + table.name() + "' does not say when its rows became known.");
    }
    if (age.column() != null) {
      column(place, table, age.column());
    }
  }

  private void arithmetic(String place, FeatureOrder order, List<FeatureDefinition> parts) {
    FeatureTypes types = new FeatureTypes(tables.values(), order);
    for (FeatureDefinition part : parts) {
      if (types.isCategory(part)) {
        problem(place, "'" + part.name() + "' holds texts, with which nothing can be computed.");
      }
    }
  }

  private void interaction(String place, FeatureOrder order, List<FeatureDefinition> parts) {
    FeatureTypes types = new FeatureTypes(tables.values(), order);
    if (parts.size() == 2 && types.isCategory(parts.get(0)) != types.isCategory(parts.get(1))) {
      problem(
          place, "an interaction takes two numbers or two categories, but this has one of each.");
    }
  }

  private void below(String place, TableContract table) {
    if (table.name().equals(entity)) {
      problem(
          place,
          "'" + entity + "' is the entity itself; its columns are features without a function.");
    } else if (relations.below(table.name()).isEmpty()) {
      problem(
          place,
          "no reference leads from '"
              + table.name()
              + "' to '"
              + entity
              + "', so its rows belong to none of them."
              + Suggestions.didYouMean(table.name(), relations.below()));
    }
  }

  private void ownOrAbove(String place, TableContract table) {
    if (table.name().equals(entity) || relations.above(table.name()).isPresent()) {
      return;
    }
    problem(
        place,
        relations.below(table.name()).isPresent()
            ? "a row of '"
                + entity
                + "' may have many rows of '"
                + table.name()
                + "': say which value is meant, for example last(…) or mean(…)."
            : "no reference leads from '" + entity + "' to '" + table.name() + "'.");
  }

  private boolean notForFeatures(String place, String table, @Nullable String column) {
    if (truth != null && truth.table().equals(table)) {
      problem(place, "'" + table + "' holds the truth; no feature may use it.");
      return true;
    }
    if (label != null
        && column != null
        && table.equals(label.table())
        && column.equals(label.column())) {
      problem(
          place,
          "'" + column + "' says when the event of the label happens; no feature may" + " use it.");
      return true;
    }
    return false;
  }

  private void filter(String place, TableContract table, @Nullable Filter filter) {
    Column column = filter == null ? null : column(place, table, filter.column());
    if (filter == null || column == null) {
      return;
    }
    boolean order = !filter.operator().matches("=|!=|in");
    if (!column.isNumeric() && order) {
      problem(
          place,
          "'"
              + filter.operator()
              + "' does not fit '"
              + column.name()
              + "', which is "
              + words(column)
              + "; use =, != or in.");
    }
    for (String value : filter.values()) {
      Optional<String> sql = FilterSql.value(column, value);
      if (sql.isEmpty()) {
        problem(place, "'" + column.name() + "' is " + words(column) + ", not '" + value + "'.");
      } else if (!column.values().isEmpty() && !column.values().contains(value)) {
        problem(
            place,
            "'"
                + column.name()
                + "' is never '"
                + value
                + "'."
                + Suggestions.didYouMean(value, column.values()));
      }
    }
  }

  private @Nullable TableContract table(String place, String name) {
    TableContract table = tables.get(name);
    if (table == null) {
      problem(
          place,
          "there is no table '" + name + "'." + Suggestions.didYouMean(name, tables.keySet()));
    }
    return table;
  }

  private @Nullable Column column(String place, TableContract table, String name) {
    for (Column column : table.columns()) {
      if (column.name().equals(name)) {
        return column;
      }
    }
    List<String> names = table.columns().stream().map(Column::name).toList();
    problem(
        place,
        "table '"
            + table.name()
            + "' declares no column '"
            + name
            + "'."
            + Suggestions.didYouMean(name, names));
    return null;
  }

  private void requireClock(String place, TableContract table) {
    if (!hasClock(table)) {
      problem(
          place, "clock-less source: '" + table.name() + "' does not say when its rows happened.");
    }
  }

  private static boolean hasClock(@Nullable TableContract table) {
    return table != null && table.time() != null;
  }

  static boolean isTime(Column column) {
    return column.type() == ColumnType.DATE || column.type() == ColumnType.TIMESTAMP;
  }

  private static String words(Column column) {
    return switch (column.type()) {
      case INTEGER -> "a whole number";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case DATE -> "a date";
      case TIMESTAMP -> "a timestamp";
      case CATEGORY -> "a category";
    };
  }

  private void problem(String place, String message) {
    problems.add(new Problem(place, message));
  }
}
