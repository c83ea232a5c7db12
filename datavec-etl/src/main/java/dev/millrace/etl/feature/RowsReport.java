package dev.millrace.etl.feature;

import java.util.List;

/**
 * What came of computing feature rows.
 *
 * @param features in the order of the columns
 * @param cutoffs rows by cutoff, ascending
 * @param entities different entities among the rows
 */
public record RowsReport(List<FeatureInfo> features, List<CutoffRows> cutoffs, long entities) {
  public RowsReport {
    features = List.copyOf(features);
    cutoffs = List.copyOf(cutoffs);
  }
}
