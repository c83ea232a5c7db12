package dev.millrace.etl.feature;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckErrors;
import dev.millrace.etl.duck.DuckSettings;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Which features are worth keeping and which predict suspiciously well alone, judged on training
 * rows only. The same rows give the same answer, whatever the threads.
 */
public final class FeatureSelection {
  private final List<FeatureInfo> infos;
  private final FeatureSpec.Prune prune;
  private final FeatureSpec.Suspicion suspicion;
  private final FeatureStatistics statistics;
  private final DuckDBConnection database;
  private final List<Integer> kept = new ArrayList<>();
  private final List<DroppedFeature> dropped = new ArrayList<>();
  private final List<DroppedFeature> suspicious = new ArrayList<>();

  /**
   * What came of it; all in the order of the features.
   *
   * @param kept goes on to the model
   * @param dropped does not, and why
   * @param suspicious all that predict suspiciously well alone, also where they were kept
   */
  public record Selection(
      List<FeatureInfo> kept, List<DroppedFeature> dropped, List<DroppedFeature> suspicious) {
    public Selection {
      kept = List.copyOf(kept);
      dropped = List.copyOf(dropped);
      suspicious = List.copyOf(suspicious);
    }
  }

  private FeatureSelection(
      List<FeatureInfo> infos,
      FeatureSpec.Prune prune,
      FeatureSpec.Suspicion suspicion,
      FeatureStatistics statistics,
      DuckDBConnection database) {
    this.infos = infos;
    this.prune = prune;
    this.suspicion = suspicion;
    this.statistics = statistics;
    this.database = database;
  }

  /**
   * Judges the features of a feature table. Streams the training rows twice; memory grows with the
   * square of the number of features, not with rows.
   *
   * @param features a feature table after the split: table {@code features} with {@code __split} (0
   *     for training), {@code __fold} (from 0), {@code __label} and the features
   * @param infos the features to judge, columns of the table
   * @param prune with {@code mostFrequent} above a half
   * @throws MillraceException {@code LEAKAGE} where a feature is suspicious and the action is to
   *     fail, {@code COLUMN_ALL_MISSING} where no feature is left
   */
  public static Selection select(
      Path features,
      List<FeatureInfo> infos,
      FeatureSpec.Prune prune,
      FeatureSpec.Suspicion suspicion,
      DuckSettings settings,
      Progress progress) {
    if (!(prune.mostFrequent() > 0.5)) {
      throw new IllegalArgumentException(
          "mostFrequent must be above a half, not " + prune.mostFrequent());
    }
    try (DuckDBConnection database = Duck.openReadOnly(features, settings)) {
      boolean correlate = prune.correlation() < 1;
      FeatureStatistics statistics = FeatureStatistics.of(database, infos, correlate, progress);
      return new FeatureSelection(infos, prune, suspicion, statistics, database).select();
    } catch (SQLException e) {
      throw DuckErrors.translate(e, features);
    }
  }

  private Selection select() {
    for (int feature = 0; feature < infos.size(); feature++) {
      judge(feature);
    }
    failOnSuspicion();
    if (kept.isEmpty()) {
      throw new MillraceException(
          ErrorCode.COLUMN_ALL_MISSING,
          "No feature is worth keeping: "
              + dropped.stream()
                  .limit(3)
                  .map(feature -> feature.name() + " " + feature.reason())
                  .collect(Collectors.joining("; "))
              + ".",
          "Ask for other features, or check that the tables have rows before the cutoffs.");
    }
    return new Selection(kept.stream().map(infos::get).toList(), dropped, suspicious);
  }

  private void judge(int feature) {
    String name = infos.get(feature).name();
    String empty = emptiness(feature);
    if (empty != null) {
      dropped.add(new DroppedFeature(name, empty, false, Double.NaN));
      return;
    }
    double rocAuc = statistics.rocAuc(feature);
    if (rocAuc >= suspicion.rocAuc() && leftOut(feature, rocAuc)) {
      return;
    }
    String echo = echo(feature);
    if (echo == null) {
      kept.add(feature);
    } else {
      dropped.add(new DroppedFeature(name, echo, false, rocAuc));
    }
  }

  /** Why a feature says nothing; null where it may say something. */
  private @Nullable String emptiness(int feature) {
    long rows = statistics.rows();
    if (statistics.present(feature) == 0) {
      return "has no value in any training row";
    }
    long frequent = statistics.frequentRows(feature);
    if (frequent < prune.mostFrequent() * rows) {
      return null;
    }
    if (frequent == rows) {
      return "has the same value in all training rows";
    }
    String share = String.format(Locale.ROOT, "%d of %d training rows", frequent, rows);
    return statistics.isMostlyMissing(feature)
        ? "is missing in " + share
        : "has the same value in " + share;
  }

  private boolean leftOut(int feature, double rocAuc) {
    FeatureInfo info = infos.get(feature);
    boolean trusted = suspicion.trusted().contains(info.name());
    String reason =
        String.format(
            Locale.ROOT,
            "predicts suspiciously well alone (ROC-AUC %.3f): %s probably tells what happened"
                + " after the cutoff",
            rocAuc,
            String.join(" or ", info.lineage().isEmpty() ? List.of(info.name()) : info.lineage()));
    boolean out = !trusted && suspicion.action() != FeatureSpec.Suspicion.Action.KEEP;
    if (!out) {
      reason += trusted ? "; kept, because the recipe trusts it" : "; kept, as the recipe asks";
    }
    DroppedFeature found = new DroppedFeature(info.name(), reason, true, rocAuc);
    suspicious.add(found);
    if (out) {
      dropped.add(found);
    }
    return out;
  }

  /** How a feature repeats one that is kept; null where it does not. */
  private @Nullable String echo(int feature) {
    for (int earlier : kept) {
      if (statistics.mayEqual(earlier, feature) && areEqual(earlier, feature)) {
        return "is the same as " + infos.get(earlier).name();
      }
    }
    for (int earlier : kept) {
      double correlation = statistics.correlation(earlier, feature);
      if (Math.abs(correlation) >= prune.correlation()) {
        return String.format(
            Locale.ROOT,
            "is nearly the same as %s (correlation %.4f)",
            infos.get(earlier).name(),
            correlation);
      }
    }
    return null;
  }

  private boolean areEqual(int one, int other) {
    return infos.get(one).category() == infos.get(other).category()
        && Duck.queryLong(
                database,
                "SELECT count(*)"
                    + TrainingBlocks.TRAINING
                    + " AND "
                    + Duck.identifier(infos.get(one).name())
                    + " IS DISTINCT FROM "
                    + Duck.identifier(infos.get(other).name()))
            == 0;
  }

  private void failOnSuspicion() {
    List<String> names =
        dropped.stream()
            .filter(DroppedFeature::suspicious)
            .map(feature -> feature.name() + " " + feature.reason())
            .toList();
    if (suspicion.action() == FeatureSpec.Suspicion.Action.FAIL && !names.isEmpty()) {
      throw new MillraceException(
          ErrorCode.LEAKAGE,
          String.join("; ", names) + ".",
          "Remove the column from the recipe, declare when it becomes known, or list the feature"
              + " under 'trusted' if it may be that good.");
    }
  }
}
