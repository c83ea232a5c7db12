package dev.millrace.pipeline.stage;

import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Json;
import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.models.evaluate.EvaluationResult;
import dev.millrace.models.evaluate.PredictionsFile;
import dev.millrace.models.evaluate.ScoredRows;
import dev.millrace.models.train.FoldScores;
import dev.millrace.monitoring.NumberProfile;
import dev.millrace.monitoring.ReferenceProfile;
import dev.millrace.scoring.Calibration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The output of the evaluate stage.
 *
 * @param calibration for the package
 * @param scores of validation rows, for the package
 * @param encoded missing values and unseen categories among test rows
 * @param predictions {@code predictions.csv}
 * @param folds of the cross-validation; null where it was not asked for
 */
record EvaluationFiles(
    Evaluation evaluation,
    Calibration calibration,
    NumberProfile scores,
    List<ColumnCount> encoded,
    Path predictions,
    @Nullable FoldScores folds) {
  private static final String EVALUATION = "evaluation.json";
  private static final String CALIBRATION = "calibration.json";
  private static final String SCORES = "scores.json";
  private static final String COUNTS = "counts.json";
  private static final String PREDICTIONS = "predictions.csv";
  private static final String FOLDS = "cross-validation.json";

  /** What the encoder met in one column. */
  record ColumnCount(String column, long missing, long unseen) {}

  static void write(Path folder, FeatureContract contract, EvaluationResult result) {
    AtomicFiles.writeText(folder.resolve(EVALUATION), Json.pretty(result.evaluation()));
    AtomicFiles.writeText(folder.resolve(CALIBRATION), Json.pretty(result.calibration()));
    AtomicFiles.writeText(folder.resolve(SCORES), Json.pretty(scores(result.validation().rows())));
    AtomicFiles.writeText(folder.resolve(COUNTS), Json.pretty(counts(contract, result)));
    PredictionsFile.write(folder.resolve(PREDICTIONS), result);
  }

  static void write(Path folder, FoldScores scores) {
    AtomicFiles.writeText(folder.resolve(FOLDS), Json.pretty(scores));
  }

  static EvaluationFiles read(Path folder) {
    Path folds = folder.resolve(FOLDS);
    return new EvaluationFiles(
        Json.read(folder.resolve(EVALUATION), Evaluation.class),
        Json.read(folder.resolve(CALIBRATION), Calibration.class),
        Json.read(folder.resolve(SCORES), NumberProfile.class),
        List.of(Json.read(folder.resolve(COUNTS), ColumnCount[].class)),
        folder.resolve(PREDICTIONS),
        Files.exists(folds) ? Json.read(folds, FoldScores.class) : null);
  }

  private static NumberProfile scores(ScoredRows rows) {
    return ReferenceProfile.scores(
        IntStream.range(0, rows.size()).mapToDouble(rows::probability).toArray());
  }

  private static List<ColumnCount> counts(FeatureContract contract, EvaluationResult result) {
    List<ColumnCount> counts = new ArrayList<>();
    for (int i = 0; i < contract.columns().size(); i++) {
      counts.add(
          new ColumnCount(
              contract.columns().get(i).name(),
              result.testCounts().missing(i),
              result.testCounts().unseen(i)));
    }
    return counts;
  }
}
