package dev.millrace.models.evaluate;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.rows.RowCursor;
import dev.millrace.contract.rows.RowSource;
import dev.millrace.contract.rows.TestRows;
import dev.millrace.contract.support.Progress;
import dev.millrace.models.evaluate.Evaluation.Interval;
import dev.millrace.scoring.ModelPackage;
import dev.millrace.scoring.Scorer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Two model packages on the same test rows, paired: each scores the raw rows with its own encoder,
 * network and calibration.
 *
 * @param rows how many were scored
 * @param rocAuc of the first package
 * @param other ROC-AUC of the second
 * @param interval of 95 % of the difference, first minus second; of no width where nothing can be
 *     said
 * @param pValue two-sided (DeLong et al. 1988), by key where keys come back; 1 where both rank all
 *     rows alike
 */
public record PackageComparison(
    long rows, double rocAuc, double other, Interval interval, double pValue) {
  private static final double LEVEL = 0.05;
  private static final double QUANTILE = 1.959963984540054; // of the normal distribution, 0.975

  /** First minus second. */
  public double difference() {
    return rocAuc - other;
  }

  /** Whether the first is worse, at 5 %; a difference that chance explains does not make it so. */
  public boolean isWorse() {
    return difference() < 0 && pValue < LEVEL;
  }

  /**
   * Takes the test rows and scores them with both.
   *
   * @param test of the first package's run; must not have been taken before
   * @throws MillraceException {@code CONTRACT_VIOLATED} where the packages answer different
   *     questions or take different columns, {@code CATEGORY_UNSEEN} where one of them takes no
   *     unseen categories and meets one
   */
  public static PackageComparison on(
      TestRows test, ModelPackage first, ModelPackage second, Progress progress) {
    requireSameRows(first.contract(), second.contract());
    try (Scorer ours = new Scorer(first);
        Scorer theirs = new Scorer(second)) {
      return of(test.takeForEvaluation(), ours, theirs, progress);
    }
  }

  private static PackageComparison of(
      RowSource source, Scorer ours, Scorer theirs, Progress progress) {
    List<String> keys = new ArrayList<>();
    boolean[] positive = new boolean[Math.toIntExact(source.rows())];
    DoubleStream.Builder first = DoubleStream.builder();
    DoubleStream.Builder second = DoubleStream.builder();
    try (RowCursor cursor = source.cursor();
        Progress.Task task = progress.start("compare with the champion", source.rows(), "rows")) {
      while (cursor.next()) {
        int rows = cursor.batch().rows();
        for (int row = 0; row < rows; row++) {
          positive[keys.size()] = cursor.label(row) > 0;
          keys.add(cursor.key(row));
        }
        DoubleStream.of(ours.score(cursor.batch())).forEach(first);
        DoubleStream.of(theirs.score(cursor.batch())).forEach(second);
        task.advance(rows);
      }
    }
    return between(
        new ScoredRows(keys, positive, first.build().toArray()),
        new ScoredRows(keys, positive, second.build().toArray()));
  }

  private static PackageComparison between(ScoredRows first, ScoredRows second) {
    DeLongTest test = DeLongTest.of(first, second);
    double width = Double.isNaN(test.standardError()) ? 0 : QUANTILE * test.standardError();
    double ours = RocAuc.of(Levels.of(first).tally());
    return new PackageComparison(
        first.size(),
        ours,
        ours - test.difference(),
        new Interval(test.difference() - width, test.difference() + width),
        test.pValue());
  }

  private static void requireSameRows(FeatureContract first, FeatureContract second) {
    if (!first.target().equals(second.target())) {
      throw different(
          "it predicts '%s' of '%s'"
              .formatted(second.target().positive(), second.target().column()));
    }
    List<String> ours = named(first);
    List<String> theirs = named(second);
    if (!ours.equals(theirs)) {
      List<String> only = new ArrayList<>(theirs);
      only.removeAll(ours);
      List<String> lacking = new ArrayList<>(ours);
      lacking.removeAll(theirs);
      throw different(
          only.isEmpty() && lacking.isEmpty()
              ? "it takes the columns in another order"
              : "it takes other columns"
                  + list(", this run does not have ", only)
                  + list(", it does not have ", lacking));
    }
  }

  private static String list(String before, List<String> names) {
    int most = 3;
    String more = names.size() > most ? " and " + (names.size() - most) + " more" : "";
    List<String> shown = names.subList(0, Math.min(most, names.size()));
    return names.isEmpty() ? "" : before + String.join(", ", shown) + more;
  }

  private static List<String> named(FeatureContract contract) {
    return contract.columns().stream().map(PackageComparison::named).toList();
  }

  private static String named(Column column) {
    return column.name() + (column.isNumeric() ? "" : " (category)");
  }

  private static MillraceException different(String how) {
    return new MillraceException(
        ErrorCode.CONTRACT_VIOLATED,
        "The two models cannot be compared row by row: " + how + ".",
        "Compare their metrics, and promote the one that you want.");
  }
}
