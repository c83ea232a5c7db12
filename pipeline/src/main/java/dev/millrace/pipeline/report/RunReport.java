package dev.millrace.pipeline.report;

import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.etl.clean.CleanReport;
import dev.millrace.etl.feed.SplitSpec;
import dev.millrace.etl.source.LandedTable;
import dev.millrace.models.evaluate.EvaluateSpec;
import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.models.evaluate.Metrics;
import dev.millrace.models.train.LearningCurve;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is known about a run when its report is written. A run that stopped early has nulls from
 * where it stopped; their sections are left out of the page.
 *
 * @param sources what was read
 * @param contract what a feature row is
 * @param judged how the model is judged
 * @param clean what cleaning did
 * @param split which rows are for what
 * @param training how training went
 * @param evaluation the one evaluation on test rows, gates included
 * @param encoded missing values and unseen categories by column, over test rows
 * @param previous the last run of the same recipe that was evaluated
 * @param stopped why the run ended before its last stage, one or two sentences; null where it did
 *     not
 */
public record RunReport(
    Run run,
    List<LandedTable> sources,
    FeatureContract contract,
    EvaluateSpec judged,
    @Nullable CleanReport clean,
    @Nullable Split split,
    @Nullable Training training,
    @Nullable Evaluation evaluation,
    List<ColumnCounts> encoded,
    @Nullable PreviousRun previous,
    @Nullable String stopped) {
  public RunReport {
    sources = List.copyOf(sources);
    encoded = List.copyOf(encoded);
  }

  /**
   * Where the numbers come from.
   *
   * @param stages in the order in which they ran
   * @param backend for people, for example {@code "CPU (OpenBLAS)"}
   * @param gitCommit of the folder that holds the recipe; null outside a repository
   * @param versions of Millrace and what it stands on, shown in this order
   */
  public record Run(
      String recipe,
      String id,
      Instant started,
      List<Stage> stages,
      long seed,
      String backend,
      @Nullable String gitCommit,
      Map<String, String> versions) {
    public Run {
      stages = List.copyOf(stages);
      versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
    }
  }

  /**
   * One stage of the run.
   *
   * @param cached whether the stage was skipped because nothing it depends on had changed
   */
  public record Stage(String name, double seconds, boolean cached) {}

  /** How rows were divided, and how many came of it. */
  public record Split(SplitSpec spec, Part training, Part validation, Part test) {}

  /** Rows of one part of the split. */
  public record Part(long rows, long positives) {}

  /** The learning curves of the model and of the logistic baseline, if that is another network. */
  public record Training(LearningCurve model, @Nullable LearningCurve baseline) {}

  /** What the encoder met in one column. */
  public record ColumnCounts(String column, long missing, long unseen) {}

  /** An earlier run and its metrics on its own test rows. */
  public record PreviousRun(String id, Metrics test) {}
}
