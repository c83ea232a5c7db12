package dev.millrace.scoring;

import dev.millrace.contract.encode.Encoder;
import dev.millrace.contract.encode.EncodingCounts;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.FeatureContract;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds reasons by occlusion (Zeiler and Fergus 2014; for rows of a table Robnik-Sikonja and
 * Kononenko 2008): each column in turn is replaced by {@linkplain Encoder#neutral() nothing known},
 * and the network is asked again. Rows without a column are gathered over rows and columns, so that
 * the network is called for full blocks; columns that are neutral already are not asked for.
 * Thread-safe.
 */
final class Occlusion implements AutoCloseable {
  /** Rows that are looked at together. */
  private static final int ROWS = 256;

  /** Rows of one call of the network: few enough to stay in the cache of a core. */
  private static final int TRIALS = 128;

  /** Log-odds closer than this differ by rounding of floats only. */
  private static final double LEAST = 1e-4;

  /** Probabilities are kept this far from 0 and 1, where floats say nothing of log-odds. */
  private static final double EDGE = 1e-7;

  private final FeatureContract contract;
  private final Encoder encoder;
  private final float[] neutral;
  private final LanePool blocks;
  private final LanePool trials;

  Occlusion(FeatureContract contract, Encoder encoder, OnnxModel model) {
    this.contract = contract;
    this.encoder = encoder;
    this.neutral = encoder.neutral();
    this.blocks = new LanePool(model::scorer, model.width(), ROWS);
    this.trials = new LanePool(model::scorer, model.width(), TRIALS);
  }

  /** See {@link Scorer#reasons}. */
  List<List<Reason>> reasons(ColumnBatch rows, int most) {
    List<List<Reason>> reasons = new ArrayList<>(rows.rows());
    try (LanePool.Lane block = blocks.borrow();
        LanePool.Lane trial = trials.borrow()) {
      for (int from = 0; from < rows.rows(); from += ROWS) {
        int length = Math.min(ROWS, rows.rows() - from);
        Pass pass = new Pass(rows, from, length, block, trial);
        for (int row = 0; row < length; row++) {
          reasons.add(strongest(pass.effects, row, most));
        }
      }
    }
    return reasons;
  }

  @Override
  public void close() {
    blocks.close();
    trials.close();
  }

  /** Strongest first; equally strong ones in the contract's order. */
  private List<Reason> strongest(double[] effects, int row, int most) {
    int columns = contract.columns().size();
    List<Reason> reasons = new ArrayList<>();
    for (int column = 0; column < columns; column++) {
      double effect = effects[row * columns + column];
      if (Math.abs(effect) >= LEAST) {
        reasons.add(new Reason(contract.columns().get(column).name(), effect));
      }
    }
    reasons.sort(Comparator.comparingDouble(reason -> -Math.abs(reason.effect())));
    return List.copyOf(reasons.subList(0, Math.min(most, reasons.size())));
  }

  private static double logOdds(float probability) {
    double p = Math.min(1 - EDGE, Math.max(EDGE, probability));
    return Math.log(p / (1 - p));
  }

  /** The effects of all columns on some rows. */
  private final class Pass {
    private final int width = encoder.width();
    private final int columns = contract.columns().size();
    private final LanePool.Lane block;
    private final LanePool.Lane trial;

    /** {@code [rows, columns]}. */
    final double[] effects;

    /** Where the effect of each waiting trial belongs. */
    private final int[] places = new int[TRIALS];

    private int waiting;

    Pass(ColumnBatch rows, int from, int length, LanePool.Lane block, LanePool.Lane trial) {
      this.block = block;
      this.trial = trial;
      this.effects = new double[length * columns];
      EncodingCounts uncounted = new EncodingCounts(columns);
      for (int row = 0; row < length; row++) {
        encoder.encode(rows, from + row, block.features, row * width, uncounted);
      }
      block.scorer.score(block.features, length, block.probabilities);
      for (int row = 0; row < length; row++) {
        for (int column = 0; column < columns; column++) {
          if (!isNeutral(row, column)) {
            tryWithout(row, column);
          }
        }
      }
      ask();
    }

    private boolean isNeutral(int row, int column) {
      for (int i = encoder.offset(column); i < encoder.offset(column + 1); i++) {
        if (block.features[row * width + i] != neutral[i]) {
          return false;
        }
      }
      return true;
    }

    private void tryWithout(int row, int column) {
      int at = waiting * width;
      int offset = encoder.offset(column);
      System.arraycopy(block.features, row * width, trial.features, at, width);
      System.arraycopy(
          neutral, offset, trial.features, at + offset, encoder.offset(column + 1) - offset);
      places[waiting++] = row * columns + column;
      if (waiting == TRIALS) {
        ask();
      }
    }

    private void ask() {
      if (waiting == 0) {
        return;
      }
      trial.scorer.score(trial.features, waiting, trial.probabilities);
      for (int i = 0; i < waiting; i++) {
        double with = logOdds(block.probabilities[places[i] / columns]);
        effects[places[i]] = with - logOdds(trial.probabilities[i]);
      }
      waiting = 0;
    }
  }
}
