package dev.millrace.pipeline.track;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.support.Json;
import dev.millrace.etl.feed.PartDigests;
import dev.millrace.etl.feed.SplitCounts;
import dev.millrace.etl.source.LandedTable;
import dev.millrace.mlflow.journal.Entry.Dataset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The three parts of the feature rows as MLflow's data sets.
 *
 * @param training what the networks are trained on
 * @param validation what epochs, calibration and thresholds are chosen by
 * @param test what the final metrics are measured on
 */
record RunData(Dataset training, Dataset validation, Dataset test) {

  static RunData of(
      FeatureContract contract, List<LandedTable> sources, SplitCounts rows, PartDigests digests) {
    Parts parts = new Parts(contract.name(), source(sources), schema(contract));
    return new RunData(
        parts.part("training", digests.train(), rows.train()),
        parts.part("validation", digests.validation(), rows.validation()),
        parts.part("test", digests.test(), rows.test()));
  }

  List<Dataset> all() {
    return List.of(training, validation, test);
  }

  private record Parts(String name, String source, String schema) {
    Dataset part(String context, String digest, SplitCounts.Rows rows) {
      Map<String, Object> profile = new LinkedHashMap<>();
      profile.put("num_rows", rows.rows());
      profile.put("num_positives", rows.positives());
      profile.put("share_of_positives", rows.positives() / (double) Math.max(1, rows.rows()));
      return new Dataset(name, digest, context, "millrace", source, schema, Json.line(profile));
    }
  }

  /** Names and fingerprints; where the data are is nobody's business here. */
  private static String source(List<LandedTable> sources) {
    Map<String, Object> prints = new LinkedHashMap<>();
    sources.forEach(table -> prints.put(table.source(), table.fingerprint().sha256()));
    return Json.line(Map.of("sources", prints));
  }

  private static String schema(FeatureContract contract) {
    List<Map<String, Object>> columns =
        contract.columns().stream()
            .map(
                column ->
                    Map.<String, Object>of(
                        "type", typeOf(column),
                        "name", column.name(),
                        "required", !column.missing()))
            .toList();
    return Json.line(Map.of("mlflow_colspec", columns));
  }

  private static String typeOf(Column column) {
    return switch (column.type()) {
      case CATEGORY -> "string";
      case BOOLEAN -> "boolean";
      case DATE, TIMESTAMP -> "datetime";
      case INTEGER -> column.missing() ? "double" : "long";
      case NUMBER -> "double";
    };
  }
}
