package dev.millrace.pipeline.score;

import dev.millrace.etl.clean.CleanPolicy.OnViolation;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be scored.
 *
 * @param model the package's folder
 * @param data a file or a glob; CSV, JSON or Parquet by its name
 * @param out a CSV file, or a Parquet file where its name ends so; null to write CSV to a stream
 * @param key the column that identifies a row; null for the package's own, or the row number where
 *     the file does not have it
 * @param onViolation what becomes of a row that breaks the contract
 * @param nullValues texts that mean "missing" in the file
 * @param reasons most reasons written for a row, as {@link dev.millrace.scoring.ReasonText} puts
 *     them; 0 for no column of them
 */
public record ScoreRequest(
    Path model,
    String data,
    @Nullable Path out,
    @Nullable String key,
    OnViolation onViolation,
    List<String> nullValues,
    int reasons) {
  public ScoreRequest {
    nullValues = List.copyOf(nullValues);
  }
}
