package dev.millrace.models.export;

import dev.millrace.contract.encode.Encoder;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.rows.ValidationRows;
import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.models.train.TrainedNetwork;
import dev.millrace.scoring.DecisionRule;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Everything that goes into a model package.
 *
 * @param run the run that made it, kept for people
 * @param created when, kept for people
 * @param trained takes {@code encoder.width()} features, gives one probability
 * @param rule calibration and threshold, chosen on validation rows
 * @param golden where golden rows are taken from
 * @param splits how many rows each split has, for the model card
 * @param evaluation for the model card
 * @param provenance becomes {@code provenance.json}
 * @param metrics becomes {@code metrics.json}
 */
public record PackageContents(
    String run,
    Instant created,
    FeatureContract contract,
    Encoder encoder,
    TrainedNetwork trained,
    DecisionRule rule,
    ValidationRows golden,
    List<SplitSize> splits,
    Evaluation evaluation,
    Map<String, ?> provenance,
    Map<String, ?> metrics) {

  public PackageContents {
    splits = List.copyOf(splits);
  }

  /** Rows of one split, for example {@code train}. */
  public record SplitSize(String split, long rows, long positives) {}
}
