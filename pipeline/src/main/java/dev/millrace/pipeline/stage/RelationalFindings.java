package dev.millrace.pipeline.stage;

import dev.millrace.etl.feature.FeatureSelection.Selection;
import dev.millrace.etl.feature.RowsReport;
import dev.millrace.etl.feature.TimeTravel;
import dev.millrace.etl.feed.FeatureDrift;
import dev.millrace.etl.text.SentimentReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What making features of several tables has found out.
 *
 * @param rows features and rows by cutoff
 * @param selection which features were kept, and why the others were not
 * @param drift of the kept features between training and test rows
 * @param texts the models of texts
 * @param proof that the features do not change when later rows are taken away; null where it was
 *     not asked for
 */
public record RelationalFindings(
    RowsReport rows,
    Selection selection,
    List<FeatureDrift> drift,
    List<SentimentReport> texts,
    TimeTravel.@Nullable Proof proof) {
  public RelationalFindings {
    drift = List.copyOf(drift);
    texts = List.copyOf(texts);
  }
}
