package dev.millrace.pipeline.stage;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.etl.clean.CleanReport;
import dev.millrace.etl.clean.TablesReport;
import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.models.evaluate.RunComparison;
import dev.millrace.models.evaluate.RunMetrics;
import dev.millrace.models.train.FoldScores;
import dev.millrace.pipeline.track.Promotion;
import dev.millrace.tuning.network.Configuration;
import dev.millrace.tuning.network.StudyReport;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a run.
 *
 * @param id of the run; sorts by time
 * @param folder the run directory; null where the run ended before the package was asked for
 * @param stages what became of each stage that was reached, in order
 * @param clean null where cleaning was not reached, or for several tables
 * @param tables null where cleaning was not reached, or for one table
 * @param features null where they were not reached, or for one table
 * @param study null where nothing was tuned or tuning was not reached
 * @param tuned the best configuration that was found; null as above
 * @param evaluation null where evaluation was not reached
 * @param folds of the cross-validation; null where it was not asked for or not reached
 * @param metrics as in {@code metrics.json}; null where evaluation was not reached
 * @param comparison with the last run of the recipe; null where there is none
 * @param promotion whether its model is to be champion, and why; null where it was not asked
 * @param stopped why the run ended before its last stage although it has a directory and a report;
 *     null where it did not
 */
public record RunResult(
    String id,
    @Nullable Path folder,
    List<StageOutcome> stages,
    @Nullable CleanReport clean,
    @Nullable TablesReport tables,
    @Nullable RelationalFindings features,
    @Nullable StudyReport study,
    @Nullable Configuration tuned,
    @Nullable Evaluation evaluation,
    @Nullable FoldScores folds,
    @Nullable RunMetrics metrics,
    @Nullable RunComparison comparison,
    @Nullable Promotion promotion,
    @Nullable MillraceException stopped) {
  public RunResult {
    stages = List.copyOf(stages);
  }
}
