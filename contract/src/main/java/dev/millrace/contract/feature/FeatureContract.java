package dev.millrace.contract.feature;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a feature row is: the one definition that training, packaging and serving share. Column
 * indices everywhere in Millrace are positions in {@link #columns()}.
 *
 * @param name the recipe's name
 * @param key what identifies a row; null where rows are known by their number only
 * @param target the question; its column is not among the features
 * @param columns the features, in order; at least one, names distinct
 */
public record FeatureContract(String name, @Nullable Key key, Target target, List<Column> columns) {

  public FeatureContract {
    columns = List.copyOf(columns);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("a feature row needs at least one column");
    }
    Set<String> seen = new HashSet<>();
    for (Column column : columns) {
      if (!seen.add(column.name())) {
        throw new IllegalArgumentException("column '" + column.name() + "' is declared twice");
      }
      if (column.name().equals(target.column())) {
        throw new IllegalArgumentException("the target '" + target.column() + "' is a feature too");
      }
    }
  }

  public List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }

  /** The position of a column, or empty where there is none of that name. */
  public OptionalInt indexOf(String column) {
    return IntStream.range(0, columns.size())
        .filter(i -> columns.get(i).name().equals(column))
        .findFirst();
  }
}
