package dev.millrace.pipeline.recipe;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.Encoding;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.etl.clean.CleanPolicy;
import dev.millrace.tuning.network.EncodingChoice;
import java.util.List;
import java.util.Set;

/**
 * Feature rows are the rows of one source: the recipe's {@code rows}.
 *
 * @param source the name of the source that the rows come from
 * @param encoding of columns that say nothing of their own
 * @param encodedThemselves names of those that do
 */
public record OneTable(
    String source,
    FeatureContract contract,
    CleanPolicy clean,
    EncodingChoice encoding,
    Set<String> encodedThemselves)
    implements RowsSpec {
  public OneTable {
    encodedThemselves = Set.copyOf(encodedThemselves);
  }

  @Override
  public boolean encodesItself(String column) {
    return encodedThemselves.contains(column);
  }

  /** What cleaning looks at. */
  List<Object> cleanPart() {
    return List.of(source, keys(), contract.target(), cleanColumns(contract.columns()), clean);
  }

  private List<Object> keys() {
    return contract.key() == null ? List.of() : List.of(contract.key());
  }

  /** Columns without what cleaning does not look at. */
  static List<Column> cleanColumns(List<Column> columns) {
    return columns.stream().map(OneTable::cleaned).toList();
  }

  private static Column cleaned(Column column) {
    return new Column(
        column.name(),
        column.type(),
        column.missing(),
        column.min(),
        column.max(),
        column.values(),
        column.pattern(),
        null,
        null,
        column.numberStyle(),
        column.formats(),
        column.text(),
        Encoding.defaultFor(column.type()));
  }
}
