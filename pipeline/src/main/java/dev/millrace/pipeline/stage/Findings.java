package dev.millrace.pipeline.stage;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.etl.clean.CleanReport;
import dev.millrace.etl.clean.SourceQuality;
import dev.millrace.etl.clean.TablesReport;
import dev.millrace.etl.feed.SplitCounts;
import dev.millrace.etl.source.LandedTable;
import dev.millrace.models.evaluate.RunMetrics;
import dev.millrace.models.train.LearningCurve;
import dev.millrace.pipeline.track.Promotion;
import dev.millrace.tuning.network.Configuration;
import dev.millrace.tuning.network.StudyReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a run has found out so far; null where it has not got to. Filled in by one thread. */
final class Findings {
  List<LandedTable> landed = List.of();
  @Nullable CleanReport clean;
  @Nullable TablesReport tables;
  @Nullable RelationalFindings features;
  @Nullable SplitCounts split;
  @Nullable LearningCurve curve;
  @Nullable LearningCurve baselineCurve;
  @Nullable StudyReport study;
  @Nullable Configuration tuned;
  @Nullable EvaluationFiles evaluated;
  @Nullable RunMetrics metrics;
  @Nullable RunMetrics previous;
  @Nullable Promotion promotion;
  List<SourceQuality> qualityBefore = List.of();
  @Nullable MillraceException stopped;

  /** Whether cleaning has come to its end, whatever came of it. */
  boolean isCleaned() {
    return clean != null || tables != null;
  }
}
