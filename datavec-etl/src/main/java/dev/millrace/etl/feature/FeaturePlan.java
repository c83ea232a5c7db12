package dev.millrace.etl.feature;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.etl.feature.FeatureDefinition.Age;
import dev.millrace.etl.feature.FeatureDefinition.Aggregate;
import dev.millrace.etl.feature.FeatureDefinition.Attribute;
import dev.millrace.etl.feature.FeatureDefinition.Calendar;
import dev.millrace.etl.feature.FeatureDefinition.Expression;
import dev.millrace.etl.feature.FeatureDefinition.Interaction;
import dev.millrace.etl.table.Relations;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which passes over which tables compute the features, and what each feature is made of in the end.
 * Aggregations of a table that see its rows from the same time on share a pass.
 */
final class FeaturePlan {
  private final CleanTables clean;
  private final Relations relations;
  private final Timeline timeline;
  private final FeatureOrder order;
  private final FeatureTypes types;
  private final Map<String, PreparedTable> tables = new LinkedHashMap<>();
  private final Map<Object, Pass> passes = new LinkedHashMap<>();
  private final AttributeTable attributes;

  /** SQL by feature, parts first. */
  private final Map<String, String> formulas = new LinkedHashMap<>();

  private final Map<String, String> columns = new LinkedHashMap<>();

  /** How many features deep a feature is made of others; 0 where it is made of none. */
  private final Map<String, Integer> depths = new HashMap<>();

  FeaturePlan(
      CleanTables clean, RowsJob job, Timeline timeline, List<FeatureDefinition> definitions) {
    this.clean = clean;
    this.relations = Relations.of(job.tables(), job.entity());
    this.timeline = timeline;
    this.order = FeatureOrder.of(definitions);
    this.types = new FeatureTypes(job.tables(), order);
    this.attributes = new AttributeTable(clean, relations, job.entity());
    for (FeatureDefinition definition : order.all().values()) {
      columns.put(definition.name(), "f" + columns.size());
      depths.put(definition.name(), level(definition));
      formulas.put(definition.name(), formula(definition));
    }
  }

  /** The prepared table of a table below the entity. */
  PreparedTable table(String name) {
    return tables.computeIfAbsent(
        name, key -> new PreparedTable(clean, relations, key, tables.size()));
  }

  Collection<PreparedTable> tables() {
    return tables.values();
  }

  Collection<Pass> passes() {
    return passes.values();
  }

  AttributeTable attributes() {
    return attributes;
  }

  /** The column of a feature in a batch. */
  String column(String feature) {
    String column = columns.get(feature);
    if (column == null) {
      throw new IllegalArgumentException("no feature " + feature);
    }
    return column;
  }

  /**
   * Select items of all features, level by level: those of a level are made of columns and of
   * earlier levels.
   */
  List<String> levels() {
    List<StringBuilder> levels = new ArrayList<>();
    formulas.forEach(
        (name, formula) -> {
          int level = depths.getOrDefault(name, 0);
          while (levels.size() <= level) {
            levels.add(new StringBuilder());
          }
          levels.get(level).append(", ").append(formula).append(" AS ").append(column(name));
        });
    return levels.stream().map(StringBuilder::toString).toList();
  }

  private int level(FeatureDefinition definition) {
    return order.parts(definition).stream()
        .mapToInt(part -> depths.getOrDefault(part.name(), 0) + 1)
        .max()
        .orElse(0);
  }

  /** A pass that counts rows of a table in a window. */
  StatePass countRows(String table, Window window) {
    StatePass pass =
        new StatePass(timeline, PassRows.of(table(table), List.of()), false, passes.size() + 1000);
    pass.value(window, lanes -> new AggregateSql(clean, table(table), lanes).allRows());
    return pass;
  }

  private String formula(FeatureDefinition definition) {
    if (definition instanceof Aggregate aggregate) {
      return aggregate(aggregate);
    }
    if (definition instanceof Attribute attribute) {
      return attributes.value(attribute.table(), attribute.column());
    }
    if (definition instanceof Age age) {
      return attributes.age(age.table(), age.column());
    }
    if (definition instanceof Calendar calendar) {
      return calendar(calendar.part());
    }
    ExpressionSql sql = new ExpressionSql(this::columnOf);
    if (definition instanceof Expression expression) {
      return sql.sql(FeatureLanguage.parseExpression(expression.expression()));
    }
    Interaction interaction = (Interaction) definition;
    return types.isCategory(interaction)
        ? columnOf(interaction.left()) + " || ' × ' || " + columnOf(interaction.right())
        : sql.product(interaction.left(), interaction.right());
  }

  /** The column of a feature as an expression or interaction names it. */
  private String columnOf(String name) {
    FeatureDefinition part = order.find(name);
    return column(part == null ? name : part.name());
  }

  private String aggregate(Aggregate aggregate) {
    List<String> used = new ArrayList<>();
    used(aggregate.column(), used);
    used(aggregate.filter() == null ? null : aggregate.filter().column(), used);
    PreparedTable table = table(aggregate.table());
    PassRows rows =
        PassRows.of(
            table, used.stream().filter(column -> clean.isLate(table.table(), column)).toList());
    if (aggregate.function() == AggregateFunction.DISTINCT) {
      return "coalesce(CAST(" + distinct(rows, aggregate) + " AS DOUBLE), 0)";
    }
    String value =
        states(rows, aggregate)
            .value(
                aggregate.window(),
                lanes -> new AggregateSql(clean, table, lanes).value(aggregate));
    return switch (aggregate.function()) {
      case COUNT, SUM -> "coalesce(CAST(" + value + " AS DOUBLE), 0)";
      case SHARE -> "coalesce(CAST(" + value + " AS DOUBLE), 0) / " + allRows(table, aggregate);
      default -> types.isCategory(aggregate) ? value : "CAST(" + value + " AS DOUBLE)";
    };
  }

  private static void used(@Nullable String column, List<String> used) {
    if (column != null) {
      used.add(column);
    }
  }

  private String allRows(PreparedTable table, Aggregate aggregate) {
    return states(PassRows.of(table, List.of()), aggregate)
        .value(aggregate.window(), lanes -> new AggregateSql(clean, table, lanes).allRows());
  }

  /** The last row of all time answers for every window. */
  private static boolean isAllTime(Aggregate aggregate) {
    return aggregate.window() == null
        || aggregate.function() == AggregateFunction.LAST
        || aggregate.function() == AggregateFunction.RECENCY;
  }

  private StatePass states(PassRows rows, Aggregate aggregate) {
    boolean allTime = isAllTime(aggregate);
    return (StatePass)
        passes.computeIfAbsent(
            List.of(rows.table().name(), rows.lateColumns(), allTime),
            key -> new StatePass(timeline, rows, allTime, passes.size()));
  }

  private String distinct(PassRows rows, Aggregate aggregate) {
    boolean allTime = aggregate.window() == null;
    PreparedTable table = rows.table();
    String value = table.column(String.valueOf(aggregate.column()));
    Filter filter = aggregate.filter();
    String condition = "";
    if (filter != null) {
      Column column = clean.column(table.table(), filter.column());
      condition = " AND " + FilterSql.condition(filter, column, table.column(column.name()));
    }
    String where = condition;
    DistinctPass pass =
        (DistinctPass)
            passes.computeIfAbsent(
                List.of(table.name(), rows.lateColumns(), allTime, value, where),
                key -> new DistinctPass(timeline, rows, allTime, value, where, passes.size()));
    return pass.value(aggregate.window());
  }

  private static String calendar(CalendarPart part) {
    String at = "make_timestamp(cut)";
    return switch (part) {
      case MONTH -> "monthname(" + at + ")";
      case QUARTER -> "'Q' || quarter(" + at + ")";
      case WEEKDAY -> "dayname(" + at + ")";
      case DAY_OF_YEAR -> "CAST(dayofyear(" + at + ") AS VARCHAR)";
    };
  }

  /** Numeric columns whose values are summed, by table: they have to be of a size that can be. */
  Map<String, Set<String>> summedColumns() {
    Map<String, Set<String>> summed = new LinkedHashMap<>();
    for (FeatureDefinition definition : order.all().values()) {
      if (definition instanceof Aggregate aggregate
          && isSum(aggregate.function())
          && aggregate.column() != null
          && clean.column(aggregate.table(), aggregate.column()).type() == ColumnType.NUMBER) {
        summed.computeIfAbsent(aggregate.table(), t -> new TreeSet<>()).add(aggregate.column());
      }
    }
    return summed;
  }

  private static boolean isSum(AggregateFunction function) {
    return switch (function) {
      case SUM, MEAN, STD, TREND -> true;
      default -> false;
    };
  }
}
