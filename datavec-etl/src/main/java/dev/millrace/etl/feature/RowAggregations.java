package dev.millrace.etl.feature;

import dev.millrace.contract.feature.Column;
import dev.millrace.etl.table.TableContract;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every sensible aggregation of one table whose rows belong to an entity. */
final class RowAggregations {
  private final TableContract table;
  private final List<Window> windows;
  private final List<FeatureDefinition> definitions = new ArrayList<>();

  private RowAggregations(TableContract table, List<Window> windows) {
    this.table = table;
    this.windows = windows;
  }

  /**
   * Definitions in no order that matters.
   *
   * @param windows ascending; without any, and for a table without a clock, all rows count
   */
  static List<FeatureDefinition> of(
      TableContract table, List<Column> columns, List<Window> windows) {
    RowAggregations all =
        new RowAggregations(table, table.time() == null ? List.of() : List.copyOf(windows));
    all.addRows();
    columns.forEach(all::addColumn);
    return all.definitions;
  }

  private boolean hasClock() {
    return table.time() != null;
  }

  private void addRows() {
    inWindows(AggregateFunction.COUNT, null, null);
    addRatios(AggregateFunction.COUNT, null);
    if (hasClock()) {
      add(AggregateFunction.RECENCY, null, null, null);
      add(AggregateFunction.GAP, null, null, longest());
    }
  }

  private void addColumn(Column column) {
    switch (column.type()) {
      case INTEGER, NUMBER -> addNumber(column.name());
      case BOOLEAN -> {
        inWindows(AggregateFunction.MEAN, column.name(), null);
        addLast(column.name());
      }
      case CATEGORY -> addCategory(column);
      case DATE, TIMESTAMP -> {
        // a moment summed up over rows says when the data was made, and little of the entity
      }
    }
  }

  private void addNumber(String column) {
    inWindows(AggregateFunction.SUM, column, null);
    inWindows(AggregateFunction.MEAN, column, null);
    inWindows(AggregateFunction.MIN, column, null);
    inWindows(AggregateFunction.MAX, column, null);
    inWindows(AggregateFunction.STD, column, null);
    if (hasClock()) {
      inWindows(AggregateFunction.TREND, column, null);
    }
    addRatios(AggregateFunction.SUM, column);
    addLast(column);
  }

  /** A category without declared values may have any number of them: no share of each. */
  private void addCategory(Column column) {
    for (String value : column.values()) {
      inWindows(AggregateFunction.SHARE, null, new Filter(column.name(), "=", List.of(value)));
    }
    inWindows(AggregateFunction.DISTINCT, column.name(), null);
    addLast(column.name());
  }

  private void addLast(String column) {
    if (hasClock()) {
      add(AggregateFunction.LAST, column, null, null);
    }
  }

  /** Each window against the next longer one: whether there is more or less of late. */
  private void addRatios(AggregateFunction function, @Nullable String column) {
    for (int i = 0; i + 1 < windows.size(); i++) {
      String ratio =
          aggregate(function, column, null, windows.get(i)).name()
              + " / "
              + aggregate(function, column, null, windows.get(i + 1)).name();
      definitions.add(new FeatureDefinition.Expression(ratio, ratio));
    }
  }

  private void inWindows(
      AggregateFunction function, @Nullable String column, @Nullable Filter filter) {
    if (windows.isEmpty()) {
      add(function, column, filter, null);
    }
    windows.forEach(window -> add(function, column, filter, window));
  }

  private void add(
      AggregateFunction function,
      @Nullable String column,
      @Nullable Filter filter,
      @Nullable Window window) {
    definitions.add(aggregate(function, column, filter, window));
  }

  private FeatureDefinition.Aggregate aggregate(
      AggregateFunction function,
      @Nullable String column,
      @Nullable Filter filter,
      @Nullable Window window) {
    return new FeatureDefinition.Aggregate(function, table.name(), column, filter, window);
  }

  private @Nullable Window longest() {
    return windows.isEmpty() ? null : windows.get(windows.size() - 1);
  }
}
