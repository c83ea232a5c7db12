package dev.millrace.etl.feed;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.rows.CutoffText;
import dev.millrace.contract.support.Seeds;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckErrors;
import dev.millrace.etl.duck.DuckFile;
import dev.millrace.etl.duck.DuckSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Folds for cross-validation on the training and validation rows of a feature table, divided in the
 * way of its split:
 *
 * <ul>
 *   <li>stratified and ready-made splits: each row is judged once, with the same share of positives
 *       in every fold;
 *   <li>groups: the same, a group being judged as a whole;
 *   <li>by time: rolling origin with an expanding window. The cutoffs are cut into {@code folds +
 *       1} blocks, all but the first of equal length; fold i is judged on block i + 1 and trains on
 *       what comes before it, less the gap. Where entities are not shared, they are dealt into as
 *       many groups as folds; fold i is judged on group i and trains on the others.
 * </ul>
 *
 * <p>Folds hold copies of rows; test rows are not among them. Everything follows from the seed and
 * the rows.
 */
public final class Folds {
  private static final int LEFT_OUT = -1;
  private static final String NO_TEST_ROW = "__split < 2";

  private final Path features;
  private final FeatureContract contract;
  private final SplitSpec split;
  private final int folds;
  private final RandomSql random;
  private final DuckSettings settings;

  private Folds(
      Path features,
      FeatureContract contract,
      SplitSpec split,
      int folds,
      Seeds seeds,
      DuckSettings settings) {
    this.features = features;
    this.contract = contract;
    this.split = split;
    this.folds = folds;
    this.random = new RandomSql(seeds.derive("folds"));
    this.settings = settings;
  }

  /**
   * Writes the folds' tables, {@code fold-1.duckdb} and so on.
   *
   * @param features what {@link SplitAssigner} wrote by {@code split}
   * @param folds at least 2
   * @param scratch an existing folder, the caller's to delete
   * @throws MillraceException {@code CLASS_TOO_SMALL} where a fold would lack a class, {@code
   *     RECIPE_INVALID} where there are not enough cutoffs
   */
  public static List<Fold> of(
      Path features,
      FeatureContract contract,
      SplitSpec split,
      int folds,
      Seeds seeds,
      DuckSettings settings,
      Path scratch) {
    if (folds < 2) {
      throw new IllegalArgumentException("there are at least 2 folds, not " + folds);
    }
    return new Folds(features, contract, split, folds, seeds, settings).write(scratch);
  }

  private List<Fold> write(Path scratch) {
    List<Instant> origins = split instanceof SplitSpec.ByTime ? origins() : List.of();
    List<Fold> written = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      written.add(write(fold, origins, scratch.resolve("fold-" + (fold + 1) + ".duckdb")));
    }
    return written;
  }

  private Fold write(int fold, List<Instant> origins, Path file) {
    return DuckFile.write(
        file,
        settings,
        (database, temporary) -> {
          Duck.execute(database, "ATTACH " + Duck.literal(features) + " AS base (READ_ONLY)");
          RowLayout layout = RowLayout.of(database, "base.features");
          boolean together = layout.hasCutoffs() || layout.hasGroups();
          PartWriter writer = new PartWriter(contract, together, false);
          writer.assign(database, random, rows(layout), assigned(fold, origins));
          Fold written =
              new Fold(
                  fold + 1,
                  file,
                  PartWriter.rows(database, Part.TRAIN),
                  PartWriter.rows(database, Part.VALIDATION),
                  origins.isEmpty() ? null : origins.get(fold));
          requireBothClasses(written);
          writer.write(
              database,
              "(SELECT *, __position AS __row FROM base.features WHERE " + NO_TEST_ROW + ")",
              layout);
          Duck.execute(database, "DETACH base");
          return written;
        });
  }

  private static String rows(RowLayout layout) {
    String together = layout.hasGroups() ? "__group" : "__key";
    return "SELECT __position AS __row, __label, "
        + (layout.hasCutoffs() ? "__cutoff, " : "")
        + layout.identity("__key")
        + " AS id, "
        + together
        + " AS of FROM base.features WHERE "
        + NO_TEST_ROW;
  }

  private String assigned(int fold, List<Instant> origins) {
    if (split instanceof SplitSpec.ByTime byTime) {
      return rolling(byTime, fold, origins);
    }
    String turn =
        split instanceof SplitSpec.Group
            ? groups()
            : "SELECT *, row_number() OVER (PARTITION BY __label ORDER BY "
                + random.number("held", "id")
                + ", __row) % "
                + folds
                + " AS turn FROM rows";
    return "SELECT *, CASE WHEN turn = " + fold + " THEN 1 ELSE 0 END AS split FROM (" + turn + ")";
  }

  /** Groups in random order; each is judged in the fold where the middle of its rows falls. */
  private String groups() {
    return "SELECT rows.*, turn FROM rows JOIN (SELECT of, least(floor("
        + folds
        + " * (sum(n) OVER (ORDER BY "
        + random.number("held", "of")
        + ", of) - n / 2) / sum(n) OVER ()), "
        + (folds - 1)
        + ") AS turn FROM (SELECT of, count(*) AS n FROM rows GROUP BY of)) groups USING (of)";
  }

  private String rolling(SplitSpec.ByTime byTime, int fold, List<Instant> origins) {
    String origin = TimeParts.moment(origins.get(fold));
    String judged = "__cutoff >= " + origin;
    if (fold + 1 < folds) {
      judged += " AND __cutoff < " + TimeParts.moment(origins.get(fold + 1));
    }
    String trained = "__cutoff + to_days(" + byTime.gapDays() + ") <= " + origin;
    String rows = "SELECT *, " + fold + " AS turn FROM rows";
    if (!byTime.sharedEntities()) {
      judged += " AND turn = " + fold;
      trained += " AND turn <> " + fold;
      rows =
          "SELECT rows.*, turn FROM rows JOIN (SELECT of, row_number() OVER (ORDER BY "
              + random.number("held", "of")
              + ", of) % "
              + folds
              + " AS turn FROM (SELECT DISTINCT of FROM rows)) entities USING (of)";
    }
    return "SELECT *, CASE WHEN %s THEN 1 WHEN %s THEN 0 ELSE %d END AS split FROM (%s)"
        .formatted(judged, trained, LEFT_OUT, rows);
  }

  /** The first cutoff that each fold is judged on. */
  private List<Instant> origins() {
    List<Instant> cutoffs = cutoffs();
    int judged = cutoffs.size() / (folds + 1);
    if (judged == 0) {
      throw new MillraceException(
          ErrorCode.RECIPE_INVALID,
          folds
              + " folds by time need "
              + (folds + 1)
              + " cutoffs before the test rows', but there are "
              + cutoffs.size()
              + ".",
          "Use fewer folds, or ask for more cutoffs.");
    }
    List<Instant> origins = new ArrayList<>();
    for (int fold = folds; fold > 0; fold--) {
      origins.add(cutoffs.get(cutoffs.size() - fold * judged));
    }
    return origins;
  }

  private List<Instant> cutoffs() {
    String sql =
        "SELECT DISTINCT epoch_us(__cutoff) FROM features WHERE " + NO_TEST_ROW + " ORDER BY 1";
    List<Instant> cutoffs = new ArrayList<>();
    try (Connection database = Duck.openReadOnly(features, settings);
        PreparedStatement statement = database.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        cutoffs.add(Instant.EPOCH.plus(row.getLong(1), ChronoUnit.MICROS));
      }
      return cutoffs;
    } catch (SQLException e) {
      throw DuckErrors.translate(e, features);
    }
  }

  private void requireBothClasses(Fold fold) {
    if (hasBothClasses(fold.training()) && hasBothClasses(fold.validation())) {
      return;
    }
    Instant origin = fold.origin();
    throw new MillraceException(
        ErrorCode.CLASS_TOO_SMALL,
        "Fold "
            + fold.number()
            + " of "
            + folds
            + (origin == null ? "" : ", judged from " + CutoffText.of(origin) + " on,")
            + " needs rows of both kinds, but "
            + positives(fold.training())
            + " training rows and "
            + positives(fold.validation())
            + " validation rows are positive.",
        "Use fewer folds, or bring more rows.");
  }

  private static boolean hasBothClasses(SplitCounts.Rows rows) {
    return rows.positives() > 0 && rows.positives() < rows.rows();
  }

  private static String positives(SplitCounts.Rows rows) {
    return rows.positives() + " of " + rows.rows();
  }
}
