package dev.millrace.etl.feed;

import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.etl.duck.Duck;
import java.sql.Connection;
import java.util.stream.Collectors;

/**
 * Writes the feature table, in its final, shuffled order, from rows that were given their parts.
 *
 * @param together whether rows of the same entity or group are dealt into one out-of-fold part, so
 *     that they have no echo; otherwise rows are dealt one by one, class by class
 * @param keepsGroup whether the group of a row is written: folds are made of the feature table,
 *     which has nothing else to know it by
 */
record PartWriter(FeatureContract contract, boolean together, boolean keepsGroup) {
  /** Parts of the training rows for out-of-fold encoding. */
  static final int FOLDS = 5;

  /**
   * Makes temporary table {@code parts}: {@code __row}, {@code __label}, {@code __part}, and the
   * row's own random numbers. No name of ours may be that of a column of the contract, as it is
   * joined.
   *
   * @param rows a query: {@code __row}, {@code __label}, what identifies a row ({@code id}) and
   *     what it stays together with ({@code of}), and whatever {@code assigned} needs
   * @param assigned a query over {@code rows} that adds {@code split}: the code of a part, or a
   *     negative number for rows that are left out
   */
  void assign(Connection database, RandomSql random, String rows, String assigned) {
    Duck.execute(
        database,
        "CREATE TEMP TABLE parts AS WITH rows AS ("
            + rows
            + ") SELECT __row, __label, split::TINYINT AS __part, "
            + random.number("position", "id")
            + " AS __place, "
            + random.number("fold", together ? "of" : "id")
            + " AS __draw"
            + (keepsGroup ? ", of AS __group" : "")
            + " FROM ("
            + assigned
            + ")");
  }

  /** The rows of a part, of those assigned. */
  static SplitCounts.Rows rows(Connection database, Part part) {
    return new SplitCounts.Rows(
        count(database, part.code()),
        Duck.queryLong(database, "SELECT sum(__label) FROM parts WHERE __part = ?", part.code()));
  }

  /** How many assigned rows have a code: a part's or a negative one. */
  static long count(Connection database, int code) {
    return Duck.queryLong(database, "SELECT count(*) FROM parts WHERE __part = ?", code);
  }

  /**
   * Makes table {@code features} and drops {@code parts}.
   *
   * @param source SQL of a table or query with the rows that {@code parts} knows by {@code __row}
   */
  void write(Connection database, String source, RowLayout layout) {
    String columns =
        contract.columnNames().stream()
            .map(name -> ", source." + Duck.identifier(name))
            .collect(Collectors.joining());
    Duck.execute(
        database,
        "CREATE TABLE features AS SELECT dealt.__position, dealt.__split, dealt.__fold,"
            + " coalesce(source.__key, source.__row::VARCHAR) AS __key, source.__label AS __label"
            + (layout.hasCutoffs() ? ", source.__cutoff AS __cutoff" : "")
            + (layout.hasTruth() ? ", source.__truth AS __truth" : "")
            + (keepsGroup ? ", dealt.__group" : "")
            + columns
            + " FROM "
            + source
            + " source JOIN ("
            + dealt()
            + ") dealt USING (__row) ORDER BY dealt.__position");
    Duck.execute(database, "DROP TABLE parts");
  }

  /** Numbered apart from the features, which then pass through the database's memory once. */
  private String dealt() {
    String turn =
        together
            ? "dense_rank() OVER (PARTITION BY __part ORDER BY __draw)"
            : "row_number() OVER (PARTITION BY __part, __label ORDER BY __draw, __row)";
    return "SELECT __row, row_number() OVER (ORDER BY __part, __place, __row) - 1 AS __position,"
        + " __part AS __split, CASE WHEN __part = 0 THEN (("
        + turn
        + " - 1) % "
        + FOLDS
        + ")::TINYINT ELSE 0 END AS __fold"
        + (keepsGroup ? ", __group" : "")
        + " FROM parts WHERE __part >= 0";
  }
}
