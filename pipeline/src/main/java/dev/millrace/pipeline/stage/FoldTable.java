package dev.millrace.pipeline.stage;

import dev.millrace.contract.encode.FittedEncoder;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.rows.TrainingRows;
import dev.millrace.contract.rows.ValidationRows;
import dev.millrace.etl.duck.DuckSettings;
import dev.millrace.etl.feed.EncoderFitter;
import dev.millrace.etl.feed.FeatureTable;
import dev.millrace.etl.feed.Fold;
import dev.millrace.models.train.FoldRows;
import java.util.List;
import java.util.function.Supplier;

/**
 * A fold of the feature table, opened.
 *
 * @param encoder fitted to its own training rows
 */
record FoldTable(FeatureTable table, FittedEncoder encoder) implements FoldRows {

  /** Each fold is opened, and its encoder fitted, when its turn comes. */
  static List<Supplier<FoldTable>> of(
      List<Fold> folds, FeatureContract contract, DuckSettings duck) {
    return folds.stream()
        .<Supplier<FoldTable>>map(
            fold ->
                () ->
                    new FoldTable(
                        FeatureTable.open(fold.file(), contract, duck),
                        EncoderFitter.fit(fold.file(), contract, duck)))
        .toList();
  }

  @Override
  public TrainingRows training() {
    return table.training();
  }

  @Override
  public ValidationRows validation() {
    return table.validation();
  }

  @Override
  public void close() {
    table.close();
  }
}
