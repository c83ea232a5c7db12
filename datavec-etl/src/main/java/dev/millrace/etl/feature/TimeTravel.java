package dev.millrace.etl.feature;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.clean.TablesCleaner;
import dev.millrace.etl.clean.TablesJob;
import dev.millrace.etl.duck.DuckSettings;
import dev.millrace.etl.feature.FeatureRows.Purpose;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Proves that features hold nothing that was not known at their cutoff, by going back in time: the
 * landed data is cut down to what was known before a cutoff, cleaned anew, and the features of that
 * cutoff are computed anew from it. They have to be the same, bit by bit.
 *
 * <p>Columns made of texts are taken as they are, row by row: what fits them is older than the
 * earliest cutoff.
 */
public final class TimeTravel {

  /**
   * What was proved.
   *
   * @param cutoffs that were gone back to
   * @param rows that were compared, over all of them
   */
  public record Proof(List<Instant> cutoffs, long rows) {
    public Proof {
      cutoffs = List.copyOf(cutoffs);
    }
  }

  private TimeTravel() {}

  /**
   * Goes back to each of some cutoffs.
   *
   * @param tables as they were cleaned; gave the clean tables of the job
   * @param job that gave the rows
   * @param definitions that gave the rows
   * @param rows the feature rows
   * @param cutoffs some of the job's
   * @param scratch a folder for copies of the data; made where it is not there, deleted afterwards
   * @throws MillraceException {@code LEAKAGE} naming feature, entity, cutoff and both values where
   *     a row is another one
   */
  public static Proof prove(
      TablesJob tables,
      RowsJob job,
      List<FeatureDefinition> definitions,
      Path rows,
      List<Instant> cutoffs,
      Path scratch,
      DuckSettings settings,
      Progress progress) {
    long compared = 0;
    try (Progress.Task task = progress.start("go back in time", cutoffs.size(), "cutoffs")) {
      for (Instant cutoff : cutoffs) {
        RowsJob past = past(tables, job, cutoff, scratch, settings);
        Path again = scratch.resolve("again.duckdb");
        FeatureRows.compute(past, definitions, Purpose.REPLAY, again, settings, Progress.silent());
        Comparison comparison = new Comparison(job, definitions, cutoff);
        compared += comparison.require(rows, again, scratch, settings);
        task.advance(1);
      }
    } finally {
      AtomicFiles.deleteTree(scratch);
    }
    return new Proof(cutoffs, compared);
  }

  /** The job over clean tables of what was known before a cutoff, at that cutoff alone. */
  private static RowsJob past(
      TablesJob tables, RowsJob job, Instant cutoff, Path scratch, DuckSettings settings) {
    TablesJob known = new PastTables(tables, job, cutoff).write(scratch, settings);
    Path clean = scratch.resolve("clean.duckdb");
    TablesCleaner.clean(known, clean, settings, Progress.silent());
    return new RowsJob(
        clean,
        job.texts(),
        job.tables(),
        job.entity(),
        job.label(),
        job.eligibility(),
        List.of(cutoff),
        null);
  }
}
