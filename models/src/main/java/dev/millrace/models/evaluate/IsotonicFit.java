package dev.millrace.models.evaluate;

import dev.millrace.scoring.Calibration;
import java.util.ArrayList;
import java.util.List;

/**
 * Fits isotonic calibration (Zadrozny and Elkan 2002), centred (Oron and Flournoy 2017): each
 * pooled block becomes one point at its mean probability, and the map is straight between points.
 * Steps would tie rows that the model tells apart and so lower ROC-AUC; this keeps their order.
 *
 * <p>The map runs on to (0, 0) and (1, 1), and a block of one class only stays half a row away from
 * certainty.
 */
final class IsotonicFit {
  private IsotonicFit() {}

  /** Of at least one row. */
  static Calibration.Isotonic fit(ScoredRows rows) {
    Tally tally = Levels.of(rows).tally();
    double edge = 0.5 / tally.rows();
    List<Double> raw = new ArrayList<>();
    List<Double> calibrated = new ArrayList<>();
    for (Block block : blocks(tally)) {
      if (raw.isEmpty() && block.centre() > 0) {
        raw.add(0.0);
        calibrated.add(0.0);
      }
      raw.add(block.centre());
      calibrated.add(Math.min(1 - edge, Math.max(edge, block.value)));
    }
    if (raw.get(raw.size() - 1) < 1) {
      raw.add(1.0);
      calibrated.add(1.0);
    }
    return new Calibration.Isotonic(raw, calibrated);
  }

  private static List<Block> blocks(Tally tally) {
    int size = tally.size();
    double[] rates = new double[size];
    double[] weights = new double[size];
    for (int i = 0; i < size; i++) {
      int level = size - 1 - i; // levels fall, the fit rises
      weights[i] = tally.rows(level);
      rates[i] = tally.positives(level) / weights[i];
    }
    double[] fitted = PoolAdjacentViolators.fit(rates, weights);
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      double probability = tally.probability(size - 1 - i);
      Block last = blocks.isEmpty() ? null : blocks.get(blocks.size() - 1);
      if (last == null || last.value != fitted[i]) {
        blocks.add(new Block(fitted[i], weights[i], weights[i] * probability));
      } else {
        blocks.set(blocks.size() - 1, last.with(weights[i], probability));
      }
    }
    return blocks;
  }

  private record Block(double value, double rows, double sum) {
    double centre() {
      return sum / rows;
    }

    Block with(double moreRows, double probability) {
      return new Block(value, rows + moreRows, sum + moreRows * probability);
    }
  }
}
