package dev.millrace.etl.clean;

import dev.millrace.etl.duck.Duck;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a cleaning makes of a row beside its columns: who it is about, when, and the answer. The
 * select lists of its layers are computed beside those of {@link ColumnSql}, each from what the
 * layer before it made; together they make {@code __key} and {@code __key_text}, which is the key
 * as it was written.
 */
interface RowHead {
  /** By which the layers call the landed table. */
  String LANDED = "__landed";

  /** How many layers there are, here and in {@link ColumnSql}. */
  int LAYERS = 4;

  /** A landed column for the first layer. */
  static String landed(String column) {
    return LANDED + "." + Duck.identifier(column);
  }

  /** What is joined to the landed rows, each row with at most one partner; empty for nothing. */
  String joins();

  /**
   * A select list.
   *
   * @param layer from 0
   */
  List<String> layer(int layer);

  /** What can be wrong with it. */
  List<Fault> faults();

  /** What is written before the columns, after the number of the row. */
  List<String> before();

  /** What is written after the columns. */
  List<String> after();

  /** A condition under which the value of a column is known; null for always. */
  @Nullable String known(String column);

  /** Where the first layer holds the standardised text of a category; null for nowhere. */
  @Nullable String standardised(String column);

  /** The expressions in which rows with the same key are equal; empty for a table without a key. */
  List<String> identity();

  /** The column of the key, for people; several parted by commas. */
  String keyColumn();

  /** What decides which of several rows with the same key comes first. */
  String order();

  /** Whether the first of several rows with the same key stays whatever the policy. */
  boolean firstStays();

  /**
   * Something that can be wrong with a row.
   *
   * @param position among the things of a row, for the order in the quarantine
   * @param value as SQL: what was written
   * @param rule as SQL
   * @param condition under which it is wrong; never NULL
   * @param effect {@link CleanSql#ASIDE} or {@link CleanSql#NULLED}
   */
  record Fault(
      int position, String column, String value, String rule, String condition, int effect) {}
}
