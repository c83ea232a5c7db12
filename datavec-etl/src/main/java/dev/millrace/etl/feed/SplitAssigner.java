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
  private final FeatureContract contract;
  private final SplitSpec split;
  private final RandomSql random;
  private final DuckSettings settings;

  public SplitAssigner(
      FeatureContract contract, SplitSpec split, Seeds seeds, DuckSettings settings) {
    this.contract = contract;
    this.split = split;
    this.random = new RandomSql(seeds);
    this.settings = settings;
  }

  /**
   * Reads table {@code features} of the clean database and writes the feature table, whole or not
   * at all.
   *
   * @param clean with {@code __row}, {@code __key}, {@code __label}, the contract's columns and,
   *     where the split needs it, {@code __split_by}; or rows of several tables, with {@code
   *     __cutoff}, {@code __truth} where it is known, and the entity as {@code __key}, by which
   *     they are grouped
   * @param features replaced where it exists; carries cutoff and truth where there are some
   * @throws MillraceException {@code SOURCE_EMPTY} without rows, {@code TARGET_INVALID} where all
   *     rows have the same answer, {@code CLASS_TOO_SMALL} where a part would lack a class, {@code
   *     CONTRACT_VIOLATED} where a ready-made split holds something else, {@code RECIPE_INVALID}
   *     where the rows have no column or cutoffs to split by, or other ones
   */
  public SplitCounts assign(Path clean, Path features) {
    return DuckFile.write(
        features,
        settings,
        (database, scratch) -> {
          Duck.execute(database, "ATTACH " + Duck.literal(clean) + " AS clean (READ_ONLY)");
          RowLayout layout = RowLayout.of(database, "clean.features");
          checkTarget(database);
          checkLayout(layout);
          PartWriter writer = assignParts(database, layout);
          SplitCounts counts = counts(database);
          checkClasses(database, counts);
          writer.write(database, "clean.features", layout);
          Duck.execute(database, "DETACH clean");
          return counts;
        });
  }

  private void checkLayout(RowLayout layout) {
    if (split instanceof SplitSpec.ByTime && !layout.hasCutoffs()) {
      throw new MillraceException(
          ErrorCode.RECIPE_INVALID,
          "A split by time needs rows with cutoffs, but these rows have none.",
          "Declare 'cutoffs' in the recipe, or choose another split.");
    }
    if (split instanceof SplitSpec.ByColumn given && !layout.isSplitByColumn()) {
      throw new MillraceException(
          ErrorCode.RECIPE_INVALID,
          "There is no column '" + given.column() + "' to split by among rows with cutoffs.",
          "Choose the strategy time, group or stratified.");
    }
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

  private PartWriter assignParts(Connection database, RowLayout layout) {
    boolean grouped = split instanceof SplitSpec.Group;
    PartWriter writer =
        new PartWriter(
            contract, grouped || layout.hasCutoffs(), grouped && layout.isSplitByColumn());
    String rows = rows(layout);
    String assigned;
    if (split instanceof SplitSpec.Stratified stratified) {
      assigned = stratified(database, stratified);
    } else if (split instanceof SplitSpec.Group group) {
      assigned = grouped(group);
    } else if (split instanceof SplitSpec.ByTime byTime) {
      assigned = TimeParts.of(database, byTime, random).assigned(database);
    } else {
      assigned = readyMade(database, (SplitSpec.ByColumn) split);
    }
    writer.assign(database, random, rows, assigned);
    return writer;
  }

  private String rows(RowLayout layout) {
    String entity = "coalesce(__key, __row::VARCHAR)";
    return "SELECT __row, __label, "
        + (layout.hasCutoffs() ? "__cutoff, " : "")
        + (layout.isSplitByColumn() ? "__split_by, " : "")
        + layout.identity(entity)
        + " AS id, "
        + together(layout, entity)
        + " AS of FROM clean.features";
  }

  private static String together(RowLayout layout, String entity) {
    return layout.isSplitByColumn() ? "coalesce(__split_by, 'row ' || " + entity + ")" : entity;
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
        + random.number("split", "id")
        + ", __row) AS rank FROM rows)";
  }

  /** Groups in random order; each goes where the middle of its rows falls. */
  private String grouped(SplitSpec.Group shares) {
    return "SELECT rows.*, CASE WHEN middle < "
        + shares.test()
        + " THEN 2 WHEN middle < "
        + (shares.test() + shares.validation())
        + " THEN 1 ELSE 0 END AS split FROM rows JOIN (SELECT of, (sum(n) OVER (ORDER BY "
        + random.number("split", "of")
        + ", of) - n / 2) / sum(n) OVER () AS middle FROM (SELECT of, count(*) AS n FROM rows"
        + " GROUP BY of)) groups USING (of)";
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

  private SplitCounts counts(Connection database) {
    return new SplitCounts(
        PartWriter.rows(database, Part.TRAIN),
        PartWriter.rows(database, Part.VALIDATION),
        PartWriter.rows(database, Part.TEST),
        split instanceof SplitSpec.ByTime
            ? new SplitCounts.LeftOut(
                PartWriter.count(database, TimeParts.GAP),
                PartWriter.count(database, TimeParts.OTHER_PERIOD))
            : null);
  }

  private void checkClasses(Connection database, SplitCounts counts) {
    for (Part part : Part.values()) {
      SplitCounts.Rows rows = counts.of(part);
      if (rows.positives() == 0 || rows.positives() == rows.rows()) {
        throw split instanceof SplitSpec.ByTime byTime
            ? lackingInPeriod(
                part, TimeParts.of(database, byTime, random).describe(database, part), counts)
            : lacking(part, counts);
      }
    }
  }

  private MillraceException lacking(Part part, SplitCounts counts) {
    String kind = counts.of(part).positives() == 0 ? "" : "anything but ";
    return new MillraceException(
        ErrorCode.CLASS_TOO_SMALL,
        "No " + part + " row has " + kind + positive() + sizes(counts),
        "Each part needs rows of both kinds: bring more rows, or change the split.");
  }

  private MillraceException lackingInPeriod(Part part, String period, SplitCounts counts) {
    SplitCounts.Rows rows = counts.of(part);
    String kind = rows.positives() == 0 ? "" : "anything but ";
    return new MillraceException(
        ErrorCode.CLASS_TOO_SMALL,
        "The "
            + part
            + " part"
            + period
            + (rows.rows() == 0 ? " has no rows" : " has no row with " + kind + positive())
            + sizes(counts),
        "Each part needs rows of both kinds: move validation_from or test_from, give the part a"
            + " larger share, or let parts share entities.");
  }

  private String positive() {
    return "'" + contract.target().positive() + "' in '" + contract.target().column() + "'";
  }

  private static String sizes(SplitCounts counts) {
    return " (train, validation and test have "
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
        + ").";
  }
}
