package dev.millrace.pipeline.recipe;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.etl.feature.FeatureDefinition.Attribute;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Feature rows as far as they are read, for the sections that depend on them.
 *
 * @param target the column that answers the question; null where an event does
 * @param slices columns whose values can be reported separately
 * @param slicesByDefault those that are where nothing is said; empty for all categories
 * @param whole what it comes to, once it is known that there are no problems
 */
record RowsDraft(
    @Nullable String target,
    List<String> slices,
    List<String> slicesByDefault,
    Supplier<RowsSpec> whole) {

  static RowsDraft of(String target, List<Column> columns, Supplier<RowsSpec> whole) {
    List<String> slices = columns.stream().filter(RowsDraft::isSlice).map(Column::name).toList();
    return new RowsDraft(target, slices, List.of(), whole);
  }

  /** Of many tables only attributes are slices: who an entity is, not what it did. */
  static RowsDraft of(Relational rows) {
    List<String> slices =
        rows.features().definitions().stream()
            .filter(definition -> definition instanceof Attribute)
            .map(definition -> (Attribute) definition)
            .filter(
                attribute ->
                    rows.contracts().stream()
                        .filter(table -> table.name().equals(attribute.table()))
                        .flatMap(table -> table.columns().stream())
                        .anyMatch(
                            column ->
                                column.name().equals(attribute.column())
                                    && column.type() == ColumnType.CATEGORY))
            .map(Attribute::name)
            .toList();
    return new RowsDraft(null, slices, slices, () -> rows);
  }

  boolean relational() {
    return target == null;
  }

  private static boolean isSlice(Column column) {
    return column.type() == ColumnType.CATEGORY || column.type() == ColumnType.BOOLEAN;
  }
}
