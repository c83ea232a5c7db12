package dev.millrace.etl.feed;

import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.etl.duck.DuckSettings;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One fold of a cross-validation, as a feature table of its own: training and validation rows, and
 * no test row. Its encoder is fitted to {@link #file()} by {@link EncoderFitter}.
 *
 * @param number from 1
 * @param training rows that the fold trains on
 * @param validation rows that it is judged on
 * @param origin first cutoff of the validation rows; null where folds are not by time
 */
public record Fold(
    int number,
    Path file,
    SplitCounts.Rows training,
    SplitCounts.Rows validation,
    @Nullable Instant origin) {

  /** Opens the table for reading. */
  public FeatureTable open(FeatureContract contract, DuckSettings settings) {
    return FeatureTable.open(file, contract, settings);
  }
}
