package dev.millrace.etl.feature;

import dev.millrace.contract.feature.Column;
import dev.millrace.etl.feature.FeatureDefinition.Age;
import dev.millrace.etl.feature.FeatureDefinition.Aggregate;
import dev.millrace.etl.feature.FeatureDefinition.Attribute;
import dev.millrace.etl.feature.FeatureDefinition.Calendar;
import dev.millrace.etl.feature.FeatureDefinition.Expression;
import dev.millrace.etl.table.Relations;
import dev.millrace.etl.table.TableContract;
import dev.millrace.etl.table.TimeColumn;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in plain words what features are and what they are made of. */
final class FeatureDescriptions {
  private final List<FeatureDefinition> definitions;
  private final FeatureOrder order;
  private final FeatureTypes types;
  private final Relations relations;
  private final Map<String, TableContract> tables;

  FeatureDescriptions(RowsJob job, List<FeatureDefinition> definitions) {
    this.definitions = definitions;
    this.order = FeatureOrder.of(definitions);
    this.types = new FeatureTypes(job.tables(), order);
    this.relations = Relations.of(job.tables(), job.entity());
    this.tables =
        job.tables().stream().collect(Collectors.toMap(TableContract::name, table -> table));
  }

  /** In the order of the definitions. */
  List<FeatureInfo> all() {
    return definitions.stream().map(this::info).toList();
  }

  private FeatureInfo info(FeatureDefinition definition) {
    Set<String> lineage = new LinkedHashSet<>();
    lineage(definition, lineage);
    return new FeatureInfo(
        definition.name(),
        words(definition),
        new ArrayList<>(lineage),
        unit(definition),
        types.isCategory(definition));
  }

  private String words(FeatureDefinition definition) {
    if (definition instanceof Aggregate aggregate) {
      return words(aggregate);
    }
    if (definition instanceof Attribute attribute) {
      return isTime(attribute.table(), attribute.column())
          ? "days from the cutoff to " + column(attribute) + ", negative in the past"
          : column(attribute) + ", as known at the cutoff";
    }
    if (definition instanceof Age age) {
      return age.column() == null
          ? "days that the row of " + age.table() + " has been known at the cutoff"
          : "days that " + age.column() + " of " + age.table() + " has had its value at the cutoff";
    }
    if (definition instanceof Calendar calendar) {
      return calendar.part().toString().replace('_', ' ') + " of the cutoff";
    }
    if (definition instanceof Expression expression) {
      return expression.name().equals(expression.expression())
          ? "computed from " + made(expression)
          : expression.expression();
    }
    return (types.isCategory(definition) ? "pair of " : "product of ") + made(definition);
  }

  private String made(FeatureDefinition definition) {
    List<String> parts = order.parts(definition).stream().map(this::words).toList();
    return String.join(" and ", parts);
  }

  private static String column(Attribute attribute) {
    return attribute.column() + " of " + attribute.table();
  }

  private String words(Aggregate aggregate) {
    String of = aggregate.column() + " per row of " + rows(aggregate);
    String what =
        switch (aggregate.function()) {
          case COUNT -> "number of rows of " + rows(aggregate);
          case SUM -> "sum of " + aggregate.column() + " over the rows of " + rows(aggregate);
          case MEAN -> "mean of " + of;
          case MIN -> "smallest " + of;
          case MAX -> "largest " + of;
          case STD -> "standard deviation of " + of;
          case SHARE -> "share of the rows of " + rows(aggregate);
          case TREND ->
              "change of "
                  + aggregate.column()
                  + " of "
                  + rows(aggregate)
                  + " per day, by a line through the values";
          case LAST -> lastWords(aggregate);
          case DISTINCT ->
              "number of different values of " + aggregate.column() + " in " + rows(aggregate);
          case RECENCY -> "days since the last row of " + rows(aggregate);
          case GAP -> "mean days between one row of " + rows(aggregate) + " and the next";
        };
    return what + period(aggregate.window());
  }

  private String lastWords(Aggregate aggregate) {
    String value = "the last " + aggregate.column() + " of " + rows(aggregate);
    return isTime(aggregate.table(), String.valueOf(aggregate.column()))
        ? "days from the cutoff to " + value
        : value;
  }

  private static String period(@Nullable Window window) {
    if (window == null) {
      return " before the cutoff";
    }
    return window.days() == 1
        ? " over the day before the cutoff"
        : " over the " + window.days() + " days before the cutoff";
  }

  private static String rows(Aggregate aggregate) {
    Filter filter = aggregate.filter();
    if (filter == null) {
      return aggregate.table();
    }
    return aggregate.table()
        + " with "
        + filter.column()
        + " "
        + switch (filter.operator()) {
          case "=" -> "";
          case "!=" -> "other than ";
          case "in" -> "among ";
          case "<" -> "below ";
          case "<=" -> "up to ";
          case ">" -> "above ";
          default -> "from ";
        }
        + String.join(", ", filter.values());
  }

  private boolean isTime(String table, String column) {
    return types.column(table, column).map(FeatureCheck::isTime).orElse(false);
  }

  private void lineage(FeatureDefinition definition, Set<String> lineage) {
    if (definition instanceof Aggregate aggregate) {
      aggregateLineage(aggregate, lineage);
    } else if (definition instanceof Attribute attribute) {
      relations.above(attribute.table()).ifPresent(path -> add(path, lineage));
      add(attribute.table(), attribute.column(), lineage);
    } else if (definition instanceof Age age) {
      relations.above(age.table()).ifPresent(path -> add(path, lineage));
      add(age.table(), age.column() == null ? null : age.column(), lineage);
      addTime(age.table(), true, lineage);
    } else if (definition instanceof Calendar) {
      lineage.add("cutoff");
    } else {
      order.parts(definition).forEach(part -> lineage(part, lineage));
    }
  }

  private void aggregateLineage(Aggregate aggregate, Set<String> lineage) {
    add(aggregate.table(), aggregate.column(), lineage);
    if (aggregate.filter() != null) {
      add(aggregate.table(), aggregate.filter().column(), lineage);
    }
    addTime(aggregate.table(), false, lineage);
    relations.below(aggregate.table()).ifPresent(path -> add(path, lineage));
  }

  private static void add(List<Relations.Step> path, Set<String> lineage) {
    path.forEach(step -> lineage.add(step.from() + "." + step.column()));
  }

  private static void add(String table, @Nullable String column, Set<String> lineage) {
    if (column != null) {
      lineage.add(table + "." + column);
    }
  }

  private void addTime(String table, boolean known, Set<String> lineage) {
    TableContract contract = tables.get(table);
    if (contract == null) {
      return;
    }
    TimeColumn time = known && contract.known() != null ? contract.known() : contract.time();
    if (time != null) {
      lineage.add(table + "." + time.column());
    }
  }

  private @Nullable String unit(FeatureDefinition definition) {
    if (definition instanceof Aggregate aggregate) {
      return switch (aggregate.function()) {
        case COUNT, DISTINCT, SHARE -> null;
        case RECENCY, GAP -> "day";
        case TREND -> perDay(unit(aggregate.table(), aggregate.column()));
        default -> unit(aggregate.table(), aggregate.column());
      };
    }
    if (definition instanceof Attribute attribute) {
      return unit(attribute.table(), attribute.column());
    }
    return definition instanceof Age ? "day" : null;
  }

  private static @Nullable String perDay(@Nullable String unit) {
    return unit == null ? null : unit + "/day";
  }

  private @Nullable String unit(String table, @Nullable String name) {
    Column column = types.column(table, name).orElse(null);
    return column == null ? null : FeatureCheck.isTime(column) ? "day" : column.unit();
  }
}
