package dev.millrace.etl.feature;

import dev.millrace.contract.feature.Column;
import dev.millrace.etl.feature.FeatureDefinition.Aggregate;
import dev.millrace.etl.feature.FeatureDefinition.Attribute;
import dev.millrace.etl.feature.FeatureDefinition.Calendar;
import dev.millrace.etl.feature.FeatureDefinition.Interaction;
import dev.millrace.etl.table.TableContract;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which features hold texts, and what is known of the columns behind them. */
final class FeatureTypes {
  private final Map<String, TableContract> tables = new HashMap<>();
  private final FeatureOrder order;

  FeatureTypes(Collection<TableContract> contracts, FeatureOrder order) {
    contracts.forEach(table -> tables.put(table.name(), table));
    this.order = order;
  }

  /** Whether a feature's values are texts; otherwise they are numbers. */
  boolean isCategory(FeatureDefinition definition) {
    if (definition instanceof Interaction) {
      List<FeatureDefinition> parts = order.parts(definition);
      return !parts.isEmpty() && isCategory(parts.get(0));
    }
    if (definition instanceof Aggregate aggregate) {
      return aggregate.function() == AggregateFunction.LAST
          && isCategory(aggregate.table(), aggregate.column());
    }
    return definition instanceof Calendar
        || (definition instanceof Attribute attribute
            && isCategory(attribute.table(), attribute.column()));
  }

  /** A column as its table declares it. */
  Optional<Column> column(String table, @Nullable String name) {
    TableContract contract = tables.get(table);
    return contract == null
        ? Optional.empty()
        : contract.columns().stream().filter(column -> column.name().equals(name)).findFirst();
  }

  private boolean isCategory(String table, @Nullable String column) {
    return column(table, column).map(found -> !found.isNumeric()).orElse(false);
  }
}
