package dev.millrace.etl.feed;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Suggestions;
import dev.millrace.contract.feature.FeatureContract;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Divides clean rows into training, validation and test rows and writes the feature table in its
 * final, shuffled order. Every row's fate follows from the seed, its key (its row number where
 * there is none) and the number of rows of its class: neither threads nor, with keys, the order of
 * rows change it.
 */
public final class SplitAssigner {
  /** Parts of the training rows for out-of-fold encoding. */
  static final int FOLDS = 5;

  private final FeatureContract contract;
  private final SplitSpec split;
  private final Seeds seeds;
  private final DuckSettings settings;

  public SplitAssigner(
      FeatureContract contract, SplitSpec split, Seeds seeds, DuckSettings settings) {
    this.contract = contract;
    this.split = split;
    this.seeds = seeds;
    this.settings = settings;
  }

  /**
   * Reads table {@code features} of the clean database and writes the feature table, whole or not
   * at all.
   *
   * @param clean with {@code __row}, {@code __key}, {@code __label}, the contract's columns and,
   *     where the split needs it, {@code __split_by}
   * @param features replaced where it exists
   * @throws MillraceException {@code SOURCE_EMPTY} without rows, {@code TARGET_INVALID} where all
   *     rows have the same answer, {@code CLASS_TOO_SMALL} where a part would lack a class, {@code
   *     CONTRACT_VIOLATED} where a ready-made split holds something else
   */
  public SplitCounts assign(Path clean, Path features) {
    return DuckFile.write(
        features,
        settings,
        (database, scratch) -> {
          Duck.execute(database, "ATTACH " + Duck.literal(clean) + " AS clean (READ_ONLY)");
          checkTarget(database);
          assignParts(database);
          SplitCounts counts = counts(database);
          checkClasses(counts);
          writeFeatures(database);
          return counts;
        });
  }

  private void checkTarget(Connection database) {
    long rows = Duck.queryLong(database, "SELECT count(*) FROM clean.features");
    long positives = Duck.queryLong(database, "SELECT sum(__label) FROM clean.features");
    if (rows == 0) {
      throw new MillraceException(
          ErrorCode.SOURCE_EMPTY,
          "There are no clean rows to learn from.",
          "Look at what was set aside and why, and correct the data or the recipe.");
    }
    if (positives == 0 || positives == rows) {
      throw new MillraceException(
          ErrorCode.TARGET_INVALID,
          "The target '"
              + contract.target().column()
              + "' is constant: "
              + (positives == 0 ? "none" : "each")
              + " of "
              + rows
              + " rows is '"
              + contract.target().positive()
              + "'.",
          "Check 'positive' in the recipe's target, or bring rows of both kinds.");
    }
  }

  /**
   * Makes table {@code parts}: {@code __row}, {@code __label}, {@code __part}, and the row's own
   * random numbers. No name of ours may be that of a column of the contract, as it is joined.
   */
  private void assignParts(Connection database) {
    String rows =
        "SELECT __row, __label, "
            + (split instanceof SplitSpec.Stratified ? "" : "__split_by, ")
            + "coalesce(__key, __row::VARCHAR) AS id FROM clean.features";
    String assigned;
    if (split instanceof SplitSpec.Stratified stratified) {
      assigned = stratified(database, stratified);
    } else if (split instanceof SplitSpec.Group group) {
      assigned = grouped(group);
    } else {
      assigned = readyMade(database, (SplitSpec.ByColumn) split);
    }
    Duck.execute(
        database,
        "CREATE TEMP TABLE parts AS WITH rows AS ("
            + rows
            + ") SELECT __row, __label, split::TINYINT AS __part, "
            + random("position", "id")
            + " AS __place, "
            + random("fold", split instanceof SplitSpec.Group ? "of" : "id")
            + " AS __draw FROM ("
            + assigned
            + ")");
  }

  private static String readyMade(Connection database, SplitSpec.ByColumn split) {
    checkNames(database, split.column());
    return "SELECT *, list_position(['train', 'validation', 'test'], lower(trim(__split_by))) - 1"
        + " AS split FROM rows";
  }

  private String stratified(Connection database, SplitSpec.Stratified shares) {
    StringBuilder cases = new StringBuilder();
    for (int label = 0; label <= 1; label++) {
      long rows =
          Duck.queryLong(database, "SELECT count(*) FROM clean.features WHERE __label = ?", label);
      long[] parts = Share.rows(rows, shares.validation(), shares.test());
      cases.append(" WHEN __label = ").append(label).append(" AND rank <= ").append(parts[2]);
      cases.append(" THEN 2 WHEN __label = ").append(label);
      cases.append(" AND rank <= ").append(parts[2] + parts[1]).append(" THEN 1");
    }
    return "SELECT *, CASE"
        + cases
        + " ELSE 0 END AS split FROM (SELECT *, row_number() OVER (PARTITION BY __label ORDER BY "
        + random("split", "id")
        + ", __row) AS rank FROM rows)";
  }

  /** Groups in random order; each goes where the middle of its rows falls. */
  private String grouped(SplitSpec.Group shares) {
    return "SELECT rows.*, CASE WHEN middle < "
        + shares.test()
        + " THEN 2 WHEN middle < "
        + (shares.test() + shares.validation())
        + " THEN 1 ELSE 0 END AS split FROM (SELECT *, coalesce(__split_by, 'row ' || id) AS of"
        + " FROM rows) rows JOIN (SELECT of, (sum(n) OVER (ORDER BY "
        + random("split", "of")
        + ", of) - n / 2) / sum(n) OVER () AS middle FROM (SELECT coalesce(__split_by, 'row ' ||"
        + " id) AS of, count(*) AS n FROM rows GROUP BY ALL)) groups USING (of)";
  }

  private static void checkNames(Connection database, String column) {
    String sql =
        "SELECT __row, __split_by FROM clean.features WHERE coalesce(lower(trim(__split_by)), '')"
            + " NOT IN ("
            + Part.NAMES.stream().map(Duck::literal).collect(Collectors.joining(", "))
            + ") ORDER BY __row LIMIT 1";
    try (PreparedStatement statement = database.prepareStatement(sql);
        ResultSet wrong = statement.executeQuery()) {
      if (wrong.next()) {
        throw unknownPart(column, wrong.getLong(1), wrong.getString(2));
      }
    } catch (SQLException e) {
      throw DuckErrors.translate(e);
    }
  }

  private static MillraceException unknownPart(String column, long row, @Nullable String value) {
    return new MillraceException(
        ErrorCode.CONTRACT_VIOLATED,
        "The split column '"
            + column
            + "' must hold train, validation or test, but in row "
            + row
            + (value == null ? " it is missing." : " it holds '" + value + "'.")
            + (value == null ? "" : Suggestions.didYouMean(value, Part.NAMES)),
        "Correct the column, or choose another split in the recipe.");
  }

  /** A row's random number of a purpose, from the seed and its identity alone. */
  private String random(String purpose, String identity) {
    return "md5_number("
        + Duck.literal(seeds.derive(purpose).value() + "/")
        + " || "
        + identity
        + ")";
  }

  private static SplitCounts counts(Connection database) {
    return new SplitCounts(
        rows(database, Part.TRAIN), rows(database, Part.VALIDATION), rows(database, Part.TEST));
  }

  private static SplitCounts.Rows rows(Connection database, Part part) {
    return new SplitCounts.Rows(
        Duck.queryLong(database, "SELECT count(*) FROM parts WHERE __part = ?", part.code()),
        Duck.queryLong(database, "SELECT sum(__label) FROM parts WHERE __part = ?", part.code()));
  }

  private void checkClasses(SplitCounts counts) {
    for (Part part : Part.values()) {
      SplitCounts.Rows rows = counts.of(part);
      if (rows.positives() == 0 || rows.positives() == rows.rows()) {
        String kind = rows.positives() == 0 ? "" : "anything but ";
        throw new MillraceException(
            ErrorCode.CLASS_TOO_SMALL,
            "No "
                + part
                + " row has "
                + kind
                + "'"
                + contract.target().positive()
                + "' in '"
                + contract.target().column()
                + "' (train, validation and test have "
                + counts.train().positives()
                + ", "
                + counts.validation().positives()
                + " and "
                + counts.test().positives()
                + " positive rows of "
                + counts.train().rows()
                + ", "
                + counts.validation().rows()
                + " and "
                + counts.test().rows()
                + ").",
            "Each part needs rows of both kinds: bring more rows, or change the split.");
      }
    }
  }

  /** Rows are dealt into folds class by class; a group is dealt as one, so that it has no echo. */
  private String dealt() {
    return split instanceof SplitSpec.Group
        ? "dense_rank() OVER (PARTITION BY parts.__part ORDER BY parts.__draw)"
        : "row_number() OVER (PARTITION BY parts.__part, parts.__label ORDER BY parts.__draw,"
            + " parts.__row)";
  }

  private void writeFeatures(Connection database) {
    String columns =
        contract.columnNames().stream()
            .map(name -> ", source." + Duck.identifier(name))
            .collect(Collectors.joining());
    Duck.execute(
        database,
        "CREATE TABLE features AS SELECT row_number() OVER (ORDER BY parts.__part, parts.__place,"
            + " parts.__row) - 1 AS __position, parts.__part AS __split, CASE WHEN parts.__part = 0"
            + " THEN (("
            + dealt()
            + " - 1) % "
            + FOLDS
            + ")::TINYINT ELSE 0 END AS __fold, coalesce(source.__key, source.__row::VARCHAR) AS"
            + " __key, source.__label AS __label"
            + columns
            + " FROM clean.features source JOIN parts USING (__row) ORDER BY __position");
    Duck.execute(database, "DROP TABLE parts");
    Duck.execute(database, "DETACH clean");
  }
}
