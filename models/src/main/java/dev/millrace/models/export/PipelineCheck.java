package dev.millrace.models.export;

import dev.millrace.contract.encode.EncodingCounts;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.scoring.Calibration;
import dev.millrace.scoring.CleanRows;
import dev.millrace.scoring.GoldenRow;
import dev.millrace.scoring.GoldenRows;
import dev.millrace.scoring.ModelPackage;
import dev.millrace.scoring.OnnxModel;
import dev.millrace.scoring.OnnxScorer;
import dev.millrace.scoring.PackageFiles;

/** Scores the golden rows of a package through its pipeline. */
final class PipelineCheck {
  /** How far the network's probability may be off before it is calibrated, which may be steep. */
  private static final double NETWORK_TOLERANCE = 1e-6;

  private PipelineCheck() {}

  /**
   * Compares the pipeline's answers with those of encoder, network and calibration.
   *
   * @throws MillraceException {@code PACKAGE_INVALID} naming the row
   */
  static void check(ModelPackage loaded) {
    FeatureContract contract = loaded.contract();
    ColumnBatch rows =
        new CleanRows(contract, loaded.goldenRows().stream().map(GoldenRow::row).toList());
    float[] raw = raw(loaded, rows);
    double[] actual;
    try (PipelineModel pipeline =
        PipelineModel.load(loaded.folder().resolve(PackageFiles.PIPELINE), contract)) {
      actual = pipeline.score(rows);
    }
    for (int i = 0; i < actual.length; i++) {
      requireClose(loaded, i, raw[i], actual[i]);
    }
  }

  private static float[] raw(ModelPackage loaded, ColumnBatch rows) {
    float[] features = new float[rows.rows() * loaded.encoder().width()];
    loaded.encoder().encode(rows, features, new EncodingCounts(loaded.contract().columns().size()));
    float[] raw = new float[rows.rows()];
    try (OnnxModel network = loaded.openNetwork();
        OnnxScorer scorer = network.scorer()) {
      scorer.score(features, raw.length, raw);
    }
    return raw;
  }

  private static void requireClose(ModelPackage loaded, int row, double raw, double actual) {
    Calibration calibration = loaded.calibration();
    double low = calibration.apply(raw - NETWORK_TOLERANCE) - GoldenRows.TOLERANCE;
    double high = calibration.apply(raw + NETWORK_TOLERANCE) + GoldenRows.TOLERANCE;
    if (!(actual >= low && actual <= high)) {
      throw new MillraceException(
          ErrorCode.PACKAGE_INVALID,
          "%s: golden row %d: the pipeline gives %s, but encoder, network and calibration give %s."
              .formatted(
                  loaded.folder().resolve(PackageFiles.PIPELINE),
                  row + 1,
                  actual,
                  calibration.apply(raw)),
          "Package the model again; if this repeats, report it with the package.");
    }
  }
}
