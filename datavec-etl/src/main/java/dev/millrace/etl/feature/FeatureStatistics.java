package dev.millrace.etl.feature;

import dev.millrace.contract.support.Progress;
import dev.millrace.etl.duck.Duck;
import java.util.List;
import java.util.stream.IntStream;
import org.duckdb.DuckDBConnection;

/** What two passes over the training rows tell of features, by their place in the list of them. */
final class FeatureStatistics {
  private final long rows;
  private final List<FeatureProfile> profiles;
  private final List<LoneFeature> alone;
  private final Correlations correlations;

  private FeatureStatistics(
      long rows,
      List<FeatureProfile> profiles,
      List<LoneFeature> alone,
      Correlations correlations) {
    this.rows = rows;
    this.profiles = profiles;
    this.alone = alone;
    this.correlations = correlations;
  }

  static FeatureStatistics of(
      DuckDBConnection database, List<FeatureInfo> infos, boolean correlate, Progress progress) {
    long rows = Duck.queryLong(database, "SELECT count(*)" + TrainingBlocks.TRAINING);
    long folds = 1 + Duck.queryLong(database, "SELECT max(__fold)" + TrainingBlocks.TRAINING);
    try (Progress.Task task = progress.start("judge features", 2 * rows, "rows")) {
      List<FeatureProfile> profiles = infos.stream().map(i -> new FeatureProfile(rows)).toList();
      profile(database, infos, profiles, task);
      List<LoneFeature> alone =
          IntStream.range(0, infos.size())
              .mapToObj(i -> alone(infos.get(i), profiles.get(i), Math.toIntExact(folds)))
              .toList();
      List<Integer> numeric =
          IntStream.range(0, infos.size())
              .filter(i -> correlate && !infos.get(i).category() && profiles.get(i).present() > 1)
              .boxed()
              .toList();
      Correlations correlations = Correlations.among(numeric, profiles);
      judge(database, infos, alone, correlations, task);
      return new FeatureStatistics(rows, profiles, alone, correlations);
    }
  }

  private static void profile(
      DuckDBConnection database,
      List<FeatureInfo> infos,
      List<FeatureProfile> profiles,
      Progress.Task task) {
    try (TrainingBlocks blocks = TrainingBlocks.start(database, infos)) {
      while (blocks.next()) {
        IntStream.range(0, infos.size())
            .parallel()
            .forEach(i -> profiles.get(i).add(blocks.values(i), blocks.rows()));
        task.advance(blocks.rows());
      }
    }
  }

  private static LoneFeature alone(FeatureInfo info, FeatureProfile profile, int folds) {
    double[] sample = profile.sample();
    ValueBins bins = info.category() ? ValueBins.ofCategories(sample) : ValueBins.ofNumbers(sample);
    return new LoneFeature(bins, profile.candidate(), folds);
  }

  private static void judge(
      DuckDBConnection database,
      List<FeatureInfo> infos,
      List<LoneFeature> alone,
      Correlations correlations,
      Progress.Task task) {
    try (TrainingBlocks blocks = TrainingBlocks.start(database, infos)) {
      while (blocks.next()) {
        int[] folds = IntStream.range(0, blocks.rows()).map(blocks::fold).toArray();
        int[] labels = IntStream.range(0, blocks.rows()).map(blocks::label).toArray();
        IntStream.range(0, infos.size())
            .parallel()
            .forEach(i -> alone.get(i).add(blocks.values(i), folds, labels, blocks.rows()));
        correlations.add(blocks.values(), blocks.rows());
        task.advance(blocks.rows());
      }
    }
  }

  /** Training rows. */
  long rows() {
    return rows;
  }

  /** Training rows that have a value. */
  long present(int feature) {
    return profiles.get(feature).present();
  }

  /** Rows with the most frequent value, if more than half of the rows have it. */
  long frequentRows(int feature) {
    return alone.get(feature).frequentRows();
  }

  /** Whether no value at all is what more than half of the rows have. */
  boolean isMostlyMissing(int feature) {
    return Double.isNaN(profiles.get(feature).candidate());
  }

  /** ROC-AUC of the feature alone, out of fold; NaN where that cannot be told. */
  double rocAuc(int feature) {
    return alone.get(feature).rocAuc();
  }

  /** Whether two features have the same hash; if not, they differ. */
  boolean mayEqual(int one, int other) {
    return profiles.get(one).values() == profiles.get(other).values()
        && profiles.get(one).gaps() == profiles.get(other).gaps();
  }

  /** Of numeric features that are missing in the same rows; NaN for others. */
  double correlation(int one, int other) {
    return correlations.between(one, other);
  }
}
