package dev.millrace.models.evaluate;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.rows.CutoffText;
import dev.millrace.contract.rows.RowCursor;
import dev.millrace.contract.rows.RowSource;
import dev.millrace.models.evaluate.Evaluation.Mistake;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The wrong predictions that the model was surest of: where to look for bad labels and features.
 */
final class Mistakes {
  private static final int MOST = 20;

  private final FeatureContract contract;

  Mistakes(FeatureContract contract) {
    this.contract = contract;
  }

  /**
   * Worst first, equal ones in order of the rows.
   *
   * @param scores of the rows of {@code source}, which is read once more for the feature values
   */
  List<Mistake> worst(TestScores scores, double threshold, RowSource source) {
    ScoredRows rows = scores.rows();
    List<Integer> worst =
        IntStream.range(0, rows.size())
            .filter(row -> rows.isPositive(row) != rows.probability(row) >= threshold)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> -wrongness(rows, row)))
            .limit(MOST)
            .toList();
    Map<Integer, Map<String, String>> values = values(source, worst);
    List<Mistake> mistakes = new ArrayList<>(worst.size());
    for (int row : worst) {
      mistakes.add(
          new Mistake(
              name(rows, row),
              rows.isPositive(row) ? 1 : 0,
              rows.probability(row),
              values.getOrDefault(row, Map.of())));
    }
    return mistakes;
  }

  /** A key that comes back is told with its cutoff. */
  private static String name(ScoredRows rows, int row) {
    return rows.hasCutoffs()
        ? rows.key(row) + " at " + CutoffText.of(rows.cutoff(row))
        : rows.key(row);
  }

  private static double wrongness(ScoredRows rows, int row) {
    return rows.isPositive(row) ? 1 - rows.probability(row) : rows.probability(row);
  }

  private Map<Integer, Map<String, String>> values(RowSource source, List<Integer> wanted) {
    Map<Integer, Map<String, String>> values = new LinkedHashMap<>();
    List<Integer> rising = wanted.stream().sorted().toList();
    try (RowCursor cursor = source.cursor()) {
      int before = 0;
      int next = 0;
      while (next < rising.size() && cursor.next()) {
        ColumnBatch batch = cursor.batch();
        while (next < rising.size() && rising.get(next) < before + batch.rows()) {
          int row = rising.get(next++);
          values.put(row, values(batch, row - before));
        }
        before += batch.rows();
      }
    }
    return values;
  }

  private Map<String, String> values(ColumnBatch batch, int row) {
    Map<String, String> values = new LinkedHashMap<>();
    List<Column> columns = contract.columns();
    for (int i = 0; i < columns.size(); i++) {
      values.put(columns.get(i).name(), FeatureText.of(columns.get(i), i, batch, row));
    }
    return values;
  }
}
