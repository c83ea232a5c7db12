package dev.millrace.models.export;

import dev.millrace.contract.encode.Encoder;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.rows.ValidationRows;
import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.models.evaluate.RunMetrics;
import dev.millrace.models.train.TrainedModel;
import dev.millrace.scoring.Calibration;
import dev.millrace.scoring.DecisionRule;
import dev.millrace.scoring.PackageFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that goes into a model package.
 *
 * @param nullValues texts that meant "missing" in the source of the training rows
 * @param trained takes {@code encoder.width()} features, gives one probability
 * @param calibration chosen on validation rows; the threshold is in the evaluation
 * @param golden where golden rows are taken from
 * @param evaluation for the model card
 * @param metrics becomes {@code metrics.json}
 * @param provenance becomes {@code provenance.json}; anything that JSON can be made of
 * @param created when, kept for people
 * @param features a folder with what makes feature rows of several tables, copied into the package
 *     as {@code features}; null where a row comes as it is
 * @param profile becomes {@code reference-profile.bin}, made elsewhere; null for none
 */
public record PackageContents(
    FeatureContract contract,
    List<String> nullValues,
    Encoder encoder,
    TrainedModel trained,
    Calibration calibration,
    ValidationRows golden,
    Evaluation evaluation,
    RunMetrics metrics,
    Object provenance,
    Instant created,
    @Nullable Path features,
    byte @Nullable [] profile) {
  public PackageContents {
    nullValues = List.copyOf(nullValues);
  }

  /** Calibration and threshold together. */
  DecisionRule rule() {
    return new DecisionRule(calibration, evaluation.threshold().value());
  }

  /** The file of each member of the model, in their order. */
  List<String> networkFiles() {
    return PackageFiles.networks(trained.members().size());
  }

  /** The network's name in the recipe; of an ensemble that of its first member. */
  String network() {
    return trained.network();
  }
}
