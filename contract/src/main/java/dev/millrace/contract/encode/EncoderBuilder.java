package dev.millrace.contract.encode;

import dev.millrace.contract.encode.ColumnStatistics.Categories;
import dev.millrace.contract.encode.ColumnStatistics.Numbers;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.Encoding;
import dev.millrace.contract.feature.FeatureContract;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.datavec.api.transform.DataAction;
import org.datavec.api.transform.TransformProcess;
import org.datavec.api.transform.schema.Schema;

/**
 * Makes an {@link Encoder} of a contract and the statistics of its columns. Holds no state;
 * everything it needs is given.
 */
public final class EncoderBuilder {
  private final FeatureContract contract;
  private final List<ColumnStatistics> statistics;

  /**
   * @param statistics of the training rows, one for each column of the contract, in its order
   */
  public EncoderBuilder(FeatureContract contract, List<? extends ColumnStatistics> statistics) {
    this.contract = contract;
    this.statistics = List.copyOf(statistics);
    if (statistics.size() != contract.columns().size()) {
      throw new IllegalArgumentException(
          "expected statistics of each of the "
              + contract.columns().size()
              + " columns, but there are "
              + statistics.size());
    }
  }

  /** Whether training rows need encoders of their own for this column: {@link #outOfFold}. */
  public boolean isTargetEncoded(int column) {
    return statistics.get(column) instanceof Categories categories
        && contract.columns().get(column).encoding().method().resolved(categories.distinct())
            == Encoding.Method.TARGET;
  }

  /**
   * The encoder fitted to all training rows.
   *
   * @throws MillraceException {@code COLUMN_ALL_MISSING} or {@code RECIPE_INVALID}, naming the
   *     column
   */
  public Encoder build() {
    return encoder(statistics);
  }

  /**
   * The encoder for the training rows of one part, with the same features as {@link #build}: only
   * the rates of target-encoded columns differ.
   *
   * @param without statistics of the training rows that are not in that part, as in the
   *     constructor; only those of target-encoded columns are used
   */
  public Encoder outOfFold(List<? extends ColumnStatistics> without) {
    return encoder(without);
  }

  private Encoder encoder(List<? extends ColumnStatistics> rates) {
    List<ColumnEncoding> encodings = new ArrayList<>();
    for (int i = 0; i < statistics.size(); i++) {
      Column column = contract.columns().get(i);
      ColumnStatistics rate = isTargetEncoded(i) ? rates.get(i) : statistics.get(i);
      encodings.add(encoding(column, statistics.get(i), rate));
    }
    checkNames(encodings);
    List<DataAction> actions = new ArrayList<>();
    for (ColumnEncoding encoding : encodings) {
      actions.add(new DataAction(encoding));
    }
    return new Encoder(new TransformProcess(schema(contract), actions));
  }

  private static ColumnEncoding encoding(
      Column column, ColumnStatistics statistics, ColumnStatistics rates) {
    checkMethod(column);
    if (statistics.present() == 0) {
      throw new MillraceException(
          ErrorCode.COLUMN_ALL_MISSING,
          "Column '" + column.name() + "' has no value in any training row.",
          "Remove it from the recipe's columns, or check its null_values and its type.");
    }
    boolean indicator =
        switch (column.encoding().indicator()) {
          case AUTO -> statistics.missing() > 0;
          case ALWAYS -> true;
          case NEVER -> false;
        };
    if (statistics instanceof Numbers numbers) {
      return FitNumbers.fit(column, numbers, indicator);
    }
    return FitCategories.fit(column, (Categories) statistics, (Categories) rates, indicator);
  }

  private static void checkMethod(Column column) {
    Encoding.Method method = column.encoding().method();
    if (method.takesNumbers() != column.isNumeric()) {
      throw new MillraceException(
          ErrorCode.RECIPE_INVALID,
          "Column '"
              + column.name()
              + "' holds "
              + (column.isNumeric() ? "numbers" : "categories")
              + ", which the encoding "
              + method
              + " does not take.",
          column.isNumeric()
              ? "Use robust, quantile, standard or bins, or declare 'type: category'."
              : "Use auto, one_hot, ordinal or target, or declare a numeric type.");
    }
  }

  /** Names must be distinct, and none may be the name of another column still to be encoded. */
  private void checkNames(List<ColumnEncoding> encodings) {
    Map<String, String> owners = new HashMap<>();
    contract.columnNames().forEach(name -> owners.put(name, name));
    for (ColumnEncoding encoding : encodings) {
      String column = encoding.columnName();
      for (String feature : encoding.featureNames()) {
        String owner = owners.putIfAbsent(feature, column);
        if (owner != null && !(owner.equals(column) && feature.equals(column))) {
          throw new MillraceException(
              ErrorCode.RECIPE_INVALID,
              "Columns '" + owner + "' and '" + column + "' both give a feature '" + feature + "'.",
              "Rename one of the columns in the source, or leave one of them out.");
        }
      }
    }
  }

  private static Schema schema(FeatureContract contract) {
    Schema.Builder schema = new Schema.Builder();
    for (Column column : contract.columns()) {
      if (column.isNumeric()) {
        schema.addColumnDouble(column.name());
      } else {
        schema.addColumnString(column.name());
      }
    }
    return schema.build();
  }
}
