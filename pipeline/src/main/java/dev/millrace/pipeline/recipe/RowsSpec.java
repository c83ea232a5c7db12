package dev.millrace.pipeline.recipe;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.Encoding;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.tuning.network.EncodingChoice;

/** What a feature row is made of: the rows of one table, or many tables seen at cutoff times. */
public sealed interface RowsSpec permits OneTable, Relational {

  /** How columns are encoded that say nothing of their own: the recipe's {@code encode}. */
  EncodingChoice encoding();

  /** Whether a column says how it is encoded. */
  boolean encodesItself(String column);

  /** The contract with another encoding of the columns that say nothing of their own. */
  default FeatureContract encoded(FeatureContract contract, EncodingChoice choice) {
    return new FeatureContract(
        contract.name(),
        contract.key(),
        contract.target(),
        contract.columns().stream()
            .map(column -> encodesItself(column.name()) ? column : encoded(column, choice))
            .toList());
  }

  private static Column encoded(Column column, EncodingChoice choice) {
    Encoding encoding = column.isNumeric() ? choice.numbers() : choice.categories();
    return new Column(
        column.name(),
        column.type(),
        column.missing(),
        column.min(),
        column.max(),
        column.values(),
        column.pattern(),
        column.unit(),
        column.description(),
        column.numberStyle(),
        column.formats(),
        column.text(),
        encoding);
  }
}
