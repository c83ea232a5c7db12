package dev.millrace.pipeline.report;

import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.etl.clean.CleanReport;
import dev.millrace.etl.clean.ColumnProfile;
import dev.millrace.etl.clean.SourceQuality;
import dev.millrace.etl.clean.TablesReport;
import dev.millrace.etl.feature.DroppedFeature;
import dev.millrace.etl.feature.LabelSpec;
import dev.millrace.etl.feature.RowsReport;
import dev.millrace.etl.feed.FeatureDrift;
import dev.millrace.etl.feed.SplitSpec;
import dev.millrace.etl.source.LandedTable;
import dev.millrace.models.evaluate.EvaluateSpec;
import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.models.evaluate.Evaluation.Interval;
import dev.millrace.models.evaluate.Metrics;
import dev.millrace.models.train.FoldScores;
import dev.millrace.models.train.LearningCurve;
import dev.millrace.tuning.network.StudyReport;
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
 * @param contract what a feature row is; null where a run over several tables stopped before its
 *     features were known
 * @param judged how the model is judged
 * @param clean what cleaning did
 * @param split which rows are for what
 * @param training how training went
 * @param evaluation the one evaluation on test rows, gates included
 * @param encoded missing values and unseen categories by column, over test rows
 * @param previous the last run of the same recipe that was evaluated
 * @param stopped why the run ended before its last stage, one or two sentences; null where it did
 *     not
 * @param relational what a run over several tables adds; null for a run over one table. {@code
 *     clean} is null where this is not
 */
public record RunReport(
    Run run,
    List<LandedTable> sources,
    @Nullable FeatureContract contract,
    EvaluateSpec judged,
    @Nullable CleanReport clean,
    @Nullable Split split,
    @Nullable Training training,
    @Nullable Evaluation evaluation,
    List<ColumnCounts> encoded,
    @Nullable PreviousRun previous,
    @Nullable String stopped,
    @Nullable Relational relational) {
  public RunReport {
    sources = List.copyOf(sources);
    encoded = List.copyOf(encoded);
  }

  /** A run over one table. */
  public RunReport(
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
    this(
        run,
        sources,
        contract,
        judged,
        clean,
        split,
        training,
        evaluation,
        encoded,
        previous,
        stopped,
        null);
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

  /**
   * How training went.
   *
   * @param baseline the curve of the logistic baseline, if that is another network
   * @param folds the cross-validation of the same way of training; null where it was not asked for
   * @param study the search for the model's configuration; null where it was the recipe's
   */
  public record Training(
      LearningCurve model,
      @Nullable LearningCurve baseline,
      @Nullable FoldScores folds,
      @Nullable StudyReport study) {
    /** Without tuning. */
    public Training(
        LearningCurve model, @Nullable LearningCurve baseline, @Nullable FoldScores folds) {
      this(model, baseline, folds, null);
    }

    /** Without cross-validation. */
    public Training(LearningCurve model, @Nullable LearningCurve baseline) {
      this(model, baseline, null);
    }
  }

  /** What the encoder met in one column. */
  public record ColumnCounts(String column, long missing, long unseen) {}

  /** An earlier run and its metrics on its own test rows. */
  public record PreviousRun(String id, Metrics test) {}

  /**
   * What a run over several tables adds. Lists are empty, and the others null, where the run did
   * not come so far or there is nothing to say.
   *
   * @param entity the table whose rows are asked about
   * @param label the question
   * @param tables what cleaning did, table by table
   * @param before the quality of the sources in the last run, by source; empty in a first run
   * @param rows the features and the rows of each cutoff
   * @param profiles features at a glance, over training rows; those that are there may be drawn
   * @param dropped features that were left out, and suspicious ones that the recipe keeps
   * @param drift of the kept features
   * @param texts models of texts that were fitted for features
   * @param periods the rows of single cutoffs as the model judges them, ascending
   * @param bestPossible ROC-AUC of the true probabilities on test rows; null where they are unknown
   * @param proof what recomputing on data cut off found; null where it was not asked for
   */
  public record Relational(
      String entity,
      LabelSpec label,
      @Nullable TablesReport tables,
      Map<String, SourceQuality> before,
      @Nullable RowsReport rows,
      List<ColumnProfile> profiles,
      List<DroppedFeature> dropped,
      List<FeatureDrift> drift,
      List<TextModel> texts,
      List<Period> periods,
      @Nullable Double bestPossible,
      @Nullable Proof proof) {
    public Relational {
      before = Collections.unmodifiableMap(new LinkedHashMap<>(before));
      profiles = List.copyOf(profiles);
      dropped = List.copyOf(dropped);
      drift = List.copyOf(drift);
      texts = List.copyOf(texts);
      periods = List.copyOf(periods);
    }
  }

  /**
   * A fitted model of texts.
   *
   * @param column that it adds, for example {@code tickets.mood}
   * @param trainedOn texts that it learned from
   * @param until they were known before this moment, the earliest cutoff
   * @param rocAuc on texts that it did not learn from; NaN where there were too few
   */
  public record TextModel(String column, long trainedOn, Instant until, double rocAuc) {}

  /**
   * The rows of one cutoff.
   *
   * @param part {@code training}, {@code validation} or {@code test}
   * @param rocAuc of the model; null where a class is absent
   * @param interval of it; null where there is none
   * @param meanProbability calibrated
   * @param bestPossible ROC-AUC of the true probabilities; null where they are unknown
   */
  public record Period(
      Instant cutoff,
      String part,
      long rows,
      long positives,
      @Nullable Double rocAuc,
      @Nullable Interval interval,
      double meanProbability,
      @Nullable Double bestPossible) {}

  /**
   * Features computed again from data cut off at some cutoffs; all were equal.
   *
   * @param rows compared
   */
  public record Proof(List<Instant> cutoffs, long rows) {
    public Proof {
      cutoffs = List.copyOf(cutoffs);
    }
  }
}
