package dev.millrace.etl.feature;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Problem;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.duck.DuckFile;
import dev.millrace.etl.duck.DuckSettings;
import java.nio.file.Path;
import java.util.List;

/**
 * Computes feature rows, all cutoffs in one pass over each table. What comes out is a DuckDB file
 * with one table {@code features}:
 *
 * <ul>
 *   <li>{@code __row BIGINT} from 1, by cutoff and then key; {@code __key VARCHAR}, the entity;
 *       {@code __cutoff TIMESTAMP};
 *   <li>{@code __label TINYINT}, whether the event happens in {@code [cutoff, cutoff + horizon)};
 *       absent when scoring;
 *   <li>{@code __known TIMESTAMP}, when the latest thing became known that the row is made of;
 *       always before the cutoff;
 *   <li>{@code __truth DOUBLE} where the job has a truth;
 *   <li>the features by name, DOUBLE or VARCHAR, NULL for missing.
 * </ul>
 *
 * <p>A row of a table counts for a cutoff and window if it happened in {@code [cutoff - window,
 * cutoff)} and was known strictly before the cutoff. Entities come in batches whose size follows
 * from the memory limit; sums are exact, so that the same tables give the same bits whatever the
 * threads, the batches, and the other cutoffs.
 */
public final class FeatureRows {

  /** What the rows are for. */
  enum Purpose {
    /** Rows carry the answer. */
    TRAINING,
    /** The answer is not known yet. */
    SCORING,
    /** As when scoring, on data of the past, of which there may be little. */
    REPLAY
  }

  private FeatureRows() {}

  /**
   * Computes rows with their answers; without them where the job has no label.
   *
   * @param definitions in the order of the columns; at least one
   * @param destination of the DuckDB file; appears whole or not at all
   * @throws MillraceException {@code RECIPE_INVALID} with all problems that {@link FeatureCheck}
   *     finds, or for cutoffs outside the data; {@code SOURCE_EMPTY} for a table without rows;
   *     {@code TARGET_INVALID} where nobody is asked about or the event never happens; {@code
   *     CONTRACT_VIOLATED} for numbers too large to be summed
   */
  public static RowsReport compute(
      RowsJob job,
      List<FeatureDefinition> definitions,
      Path destination,
      DuckSettings settings,
      Progress progress) {
    Purpose purpose = job.label() == null ? Purpose.SCORING : Purpose.TRAINING;
    return compute(job, definitions, purpose, destination, settings, progress);
  }

  /**
   * Computes rows that are to be scored: without answers. The job's label says no more than who
   * need not be asked about: those of whom it is known before the cutoff that the event happened.
   */
  public static RowsReport computeForScoring(
      RowsJob job,
      List<FeatureDefinition> definitions,
      Path destination,
      DuckSettings settings,
      Progress progress) {
    return compute(job, definitions, Purpose.SCORING, destination, settings, progress);
  }

  static RowsReport compute(
      RowsJob job,
      List<FeatureDefinition> definitions,
      Purpose purpose,
      Path destination,
      DuckSettings settings,
      Progress progress) {
    requireSound(job, definitions);
    return DuckFile.write(
        destination,
        settings,
        (database, scratch) ->
            new FeatureRun(database, scratch, settings, job, definitions, purpose).run(progress));
  }

  private static void requireSound(RowsJob job, List<FeatureDefinition> definitions) {
    List<Problem> problems =
        FeatureCheck.problems(
            job.tables(), job.entity(), job.label(), job.eligibility(), job.truth(), definitions);
    if (!problems.isEmpty()) {
      throw new MillraceException(
          ErrorCode.RECIPE_INVALID,
          "The features cannot be computed as the recipe describes them.",
          "Correct the recipe.",
          problems);
    }
  }
}
