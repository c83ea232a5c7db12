package dev.millrace.serving.model;

import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.scoring.CleanRows;
import dev.millrace.scoring.GoldenRow;
import dev.millrace.scoring.Scorer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Scores until Java has compiled the way of a row, and measures what a row costs then: the median
 * of many short rounds, so that neither compiling nor another process counts.
 */
final class WarmUp {
  private static final int ROUNDS = 200;
  private static final int ROWS_PER_ROUND = 32;
  private static final int MEASURED = 5;
  private static final double NANOS_PER_MICRO = 1e3;

  private final Scorer scorer;
  private final Duration budget;

  /**
   * Warms up.
   *
   * @param budget for single rows and again for blocks; a slow model is measured at least once
   */
  WarmUp(Scorer scorer, Duration budget) {
    this.scorer = scorer;
    this.budget = budget;
  }

  ScoringCost run(FeatureContract contract, List<GoldenRow> golden) {
    List<Map<String, Object>> rows = golden.stream().map(GoldenRow::row).toList();
    List<ColumnBatch> singles =
        rows.stream().<ColumnBatch>map(row -> new CleanRows(contract, List.of(row))).toList();
    ColumnBatch block =
        new CleanRows(
            contract,
            IntStream.range(0, ScoringCost.BLOCK)
                .mapToObj(i -> rows.get(i % rows.size()))
                .toList());
    return new ScoringCost(micros(singles, ROWS_PER_ROUND), micros(List.of(block), 1));
  }

  /** Microseconds for each row; every round scores some of the batches, one after the other. */
  private double micros(List<ColumnBatch> batches, int perRound) {
    long end = System.nanoTime() + budget.toNanos();
    double[] rounds = new double[ROUNDS];
    int done = 0;
    while (done < ROUNDS && (done == 0 || System.nanoTime() < end)) {
      rounds[done] = round(batches, done * perRound, perRound);
      done++;
    }
    double[] last = Arrays.copyOfRange(rounds, done - 1 - (done - 1) / MEASURED, done);
    Arrays.sort(last);
    return last[last.length / 2];
  }

  private double round(List<ColumnBatch> batches, int from, int count) {
    int rows = 0;
    long start = System.nanoTime();
    for (int i = from; i < from + count; i++) {
      ColumnBatch batch = batches.get(i % batches.size());
      scorer.score(batch);
      rows += batch.rows();
    }
    return (System.nanoTime() - start) / NANOS_PER_MICRO / rows;
  }
}
