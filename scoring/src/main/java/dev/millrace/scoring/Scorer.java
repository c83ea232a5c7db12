package dev.millrace.scoring;

import dev.millrace.contract.encode.Encoder;
import dev.millrace.contract.encode.EncodingCounts;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.RowParser;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Scores rows with a model package: clean row, encoder, network, calibration. Thread-safe: calls
 * from many threads run side by side, each on buffers of its own that are kept for later calls.
 * Close it when no call is running any more.
 *
 * <pre>{@code
 * try (Scorer scorer = Scorer.open(Path.of("model"))) {
 *   Score score = scorer.score(Map.of("tenure", 12, "Contract", "One year"));
 * }
 * }</pre>
 */
public final class Scorer implements AutoCloseable {
  private static final int BLOCK_ROWS = 2048; // as many as DuckDB gives at once

  private final ModelPackage modelPackage;
  private final RowParser parser;
  private final EncodingCounts counts;
  private final OnnxModel model;
  private final LanePool single;
  private final LanePool blocks;
  private final Occlusion occlusion;

  /** Scores with a package that is loaded already. */
  public Scorer(ModelPackage modelPackage) {
    this.modelPackage = modelPackage;
    this.parser = new RowParser(modelPackage.contract());
    this.counts = new EncodingCounts(modelPackage.contract().columns().size());
    this.model = modelPackage.openNetwork();
    this.single = new LanePool(model::rowScorer, model.width(), 1);
    this.blocks = new LanePool(model::rowScorer, model.width(), BLOCK_ROWS);
    this.occlusion = new Occlusion(modelPackage.contract(), modelPackage.encoder(), model);
  }

  /** Loads and checks a package and scores with it; see {@link ModelPackage#load}. */
  public static Scorer open(Path modelPackage) {
    return new Scorer(ModelPackage.load(modelPackage));
  }

  /** What it scores with. */
  public ModelPackage modelPackage() {
    return modelPackage;
  }

  /** Missing values and unseen categories of all rows scored so far, by column. */
  public EncodingCounts counts() {
    return counts;
  }

  /**
   * The answer for a row of names and values as JSON or a form gives them: texts, numbers,
   * booleans; left out or null where missing. It is cleaned by the rules that cleaned the training
   * rows; the contract's key and target may be in it and are not used.
   *
   * @throws dev.millrace.contract.error.MillraceException {@code CONTRACT_VIOLATED} with every
   *     problem of the row
   */
  public Score score(Map<String, ?> row) {
    double probability = score(parser.parse(row))[0];
    return new Score(probability, probability >= modelPackage.threshold());
  }

  /**
   * Calibrated probabilities of clean rows.
   *
   * @return one for each row of the batch, in [0, 1]
   */
  public double[] score(ColumnBatch rows) {
    double[] probabilities = new double[rows.rows()];
    LanePool pool = rows.rows() == 1 ? single : blocks;
    try (LanePool.Lane lane = pool.borrow()) {
      for (int from = 0; from < rows.rows(); from += pool.rows()) {
        score(rows, from, Math.min(pool.rows(), rows.rows() - from), lane, probabilities);
      }
    }
    return probabilities;
  }

  /**
   * Why clean rows get their probabilities: for each row the columns that move it most, up or down,
   * strongest first and equally strong ones in the contract's order; the same rows always get the
   * same reasons. A column's effect is what becomes of the answer when {@linkplain
   * Encoder#neutral() nothing is known} of the column and all others stay as they are (occlusion,
   * also called leaving one covariate out against a baseline). It says what the network leans on,
   * not what causes the outcome; columns that tell the same share their effect or hide each
   * other's, and effects need not add up. Effects below 0.0001 are left out; where a probability is
   * within 1e-7 of 0 or 1 they are cut off. {@link #counts()} does not change.
   *
   * <p>Costs a run of the network for each column that is not neutral; memory grows with the width
   * of a row, not with the number of columns times rows.
   *
   * @param most reasons of a row, at least 1
   * @return a list for each row of the batch, empty where no column moves it
   */
  public List<List<Reason>> reasons(ColumnBatch rows, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("a row has at least 1 reason to ask for, not " + most);
    }
    return occlusion.reasons(rows, most);
  }

  @Override
  public void close() {
    single.close();
    blocks.close();
    occlusion.close();
    model.close();
  }

  private void score(ColumnBatch rows, int from, int length, LanePool.Lane lane, double[] out) {
    encode(rows, from, length, lane.features);
    lane.scorer.score(lane.features, length, lane.probabilities);
    Calibration calibration = modelPackage.calibration();
    for (int i = 0; i < length; i++) {
      out[from + i] = calibration.apply(lane.probabilities[i]);
    }
  }

  private void encode(ColumnBatch rows, int from, int length, float[] features) {
    Encoder encoder = modelPackage.encoder();
    if (length == rows.rows()) {
      encoder.encode(rows, features, counts); // by column, which is quicker than by row
      return;
    }
    for (int i = 0; i < length; i++) {
      encoder.encode(rows, from + i, features, i * encoder.width(), counts);
    }
  }
}
