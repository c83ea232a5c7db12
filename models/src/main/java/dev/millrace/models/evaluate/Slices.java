package dev.millrace.models.evaluate;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Suggestions;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.support.Seeds;
import dev.millrace.models.evaluate.Evaluation.Slice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How the model does on the rows with one value of a category or boolean column. Values are
 * gathered while rows are scored and reported afterwards.
 *
 * <p>Values with fewer than {@value #FEWEST_ROWS} rows are left out, and at most the {@value
 * #MOST_VALUES} commonest of a column are shown. ROC-AUC is given where each class has at least
 * {@value #FEWEST_OF_CLASS} rows; below that it says nothing.
 */
final class Slices {
  private static final int FEWEST_ROWS = 30;
  private static final int FEWEST_OF_CLASS = 5;
  private static final int MOST_VALUES = 12;

  /** Every row is resampled once for each column; fewer resamples keep many columns quick. */
  private static final int MOST_RESAMPLES = 300;

  private final List<CategoryCodes> columns;

  private Slices(List<CategoryCodes> columns) {
    this.columns = columns;
  }

  /**
   * @param asked names of columns; empty means all category and boolean columns
   * @throws MillraceException {@code RECIPE_INVALID} where a name is no such column
   */
  static Slices of(FeatureContract contract, List<String> asked) {
    List<String> possible =
        contract.columns().stream().filter(Slices::isSliceable).map(Column::name).toList();
    for (String name : asked) {
      if (!possible.contains(name)) {
        throw new MillraceException(
            ErrorCode.RECIPE_INVALID,
            "evaluate.slices: '%s' is not a category or boolean column of the contract."
                .formatted(name),
            "Possible are: %s.%s"
                .formatted(String.join(", ", possible), Suggestions.didYouMean(name, possible)));
      }
    }
    List<String> names = asked.isEmpty() ? possible : asked;
    return new Slices(
        IntStream.range(0, contract.columns().size())
            .filter(i -> names.contains(contract.columns().get(i).name()))
            .mapToObj(i -> new CategoryCodes(contract.columns().get(i), i))
            .toList());
  }

  void add(ColumnBatch batch) {
    columns.forEach(column -> column.add(batch));
  }

  /** In order of the contract's columns, commonest values first. */
  List<Slice> report(TestScores scores, int resamples, double confidence, Seeds seeds) {
    Bootstrap bootstrap =
        new Bootstrap(Math.min(resamples, MOST_RESAMPLES), confidence, seeds.derive("slices"));
    List<Slice> slices = new ArrayList<>();
    for (CategoryCodes column : columns) {
      column.rowsByValue().entrySet().stream()
          .filter(entry -> entry.getValue().length >= FEWEST_ROWS)
          .sorted(
              Comparator.comparing((Map.Entry<String, int[]> e) -> -e.getValue().length)
                  .thenComparing(Map.Entry::getKey))
          .limit(MOST_VALUES)
          .map(
              e ->
                  slice(column.column(), e.getKey(), scores.rows().select(e.getValue()), bootstrap))
          .forEach(slices::add);
    }
    return slices;
  }

  private static Slice slice(String column, String value, ScoredRows rows, Bootstrap bootstrap) {
    Levels levels = Levels.of(rows);
    Tally tally = levels.tally();
    boolean enough = Math.min(tally.positives(), tally.negatives()) >= FEWEST_OF_CLASS;
    return new Slice(
        column,
        value,
        tally.rows(),
        tally.positives(),
        enough ? RocAuc.of(tally) : null,
        enough ? bootstrap.interval(levels, RocAuc::of) : null,
        rows.meanProbability());
  }

  private static boolean isSliceable(Column column) {
    return column.type() == ColumnType.CATEGORY || column.type() == ColumnType.BOOLEAN;
  }
}
