package dev.millrace.etl.clean;

import dev.millrace.contract.feature.TextRule;
import dev.millrace.etl.duck.Duck;
import java.sql.Connection;
import java.util.List;

/**
 * A column of identifiers or categories, standardised as {@code i<i>}. Where the same ones occur
 * over and over each is standardised once and looked up.
 *
 * @param landedType DuckDB's type of the landed column
 * @param declared the values that {@link TextRule#FOLD} knows
 * @param dictionary whether there is a table to look them up in
 */
record IdentifierSql(
    String column,
    String landedType,
    List<TextRule> text,
    List<String> declared,
    int index,
    boolean dictionary) {
  /** A dictionary pays where an identifier occurs this often on average. */
  private static final int OFTEN = 4;

  /** A dictionary beyond this size is slower than standardising anew. */
  private static final long MOST = 2_000_000;

  /**
   * Looks at the column, and makes its dictionary where that pays.
   *
   * @param rows of the landed table
   */
  static IdentifierSql prepare(
      Connection connection, String landed, long rows, IdentifierSql without) {
    String raw = RowHead.landed(without.column);
    long distinct =
        Duck.queryLong(connection, "SELECT approx_count_distinct(" + raw + ") FROM " + landed);
    if (distinct * OFTEN > rows || distinct > MOST) {
      return without;
    }
    Duck.execute(
        connection,
        "CREATE OR REPLACE TEMP TABLE __ids"
            + without.index
            + " AS SELECT written, "
            + TextSql.standardised(
                ColumnSql.text("written", without.landedType), without.text, without.declared)
            + " AS standard FROM (SELECT DISTINCT "
            + raw
            + " AS written FROM "
            + landed
            + ")");
    return new IdentifierSql(
        without.column, without.landedType, without.text, without.declared, without.index, true);
  }

  String join() {
    String ids = "__ids" + index;
    return dictionary
        ? " LEFT JOIN " + ids + " ON " + ids + ".written = " + RowHead.landed(column)
        : "";
  }

  /** As it was written, from the landed row. */
  String written() {
    return ColumnSql.text(RowHead.landed(column), landedType);
  }

  /** Standardised, from the landed row. */
  String standard() {
    return dictionary
        ? "__ids" + index + ".standard"
        : TextSql.standardised(written(), text, declared);
  }

  String layer0() {
    return standard() + " AS i" + index;
  }

  String value() {
    return "i" + index;
  }
}
