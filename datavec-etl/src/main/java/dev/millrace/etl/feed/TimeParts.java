package dev.millrace.etl.feed;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.rows.CutoffText;
import dev.millrace.etl.duck.Duck;
import java.sql.Connection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Parts by the cutoffs of the rows of {@code clean.features}. A period reaches to where the labels
 * of its rows are known when the next one begins; what lies behind is its gap.
 */
final class TimeParts {
  /** Codes of rows of no part. */
  static final int GAP = -1;

  static final int OTHER_PERIOD = -2;

  private final SplitSpec.ByTime split;
  private final RandomSql random;
  private final String period;

  private TimeParts(SplitSpec.ByTime split, RandomSql random, String period) {
    this.split = split;
    this.random = random;
    this.period = period;
  }

  /**
   * Looks at the cutoffs.
   *
   * @throws MillraceException {@code RECIPE_INVALID} where the periods do not lie among the cutoffs
   */
  static TimeParts of(Connection database, SplitSpec.ByTime split, RandomSql random) {
    String validation = "__cutoff >= " + moment(split.validationFrom());
    String test = "__cutoff >= " + moment(split.testFrom());
    requireCutoffs(database, split, "NOT " + validation, validation + " AND NOT " + test, test);
    String known = "__cutoff + to_days(" + split.gapDays() + ") <= ";
    String period =
        "CASE WHEN %s THEN 2 WHEN %s THEN CASE WHEN %s THEN 1 ELSE %d END WHEN %s THEN 0 ELSE %d END"
            .formatted(
                test,
                validation,
                known + moment(first(database, test)),
                GAP,
                known + moment(first(database, validation)),
                GAP);
    return new TimeParts(split, random, period);
  }

  /** A query over {@code rows}, as {@link PartWriter#assign} takes it. */
  String assigned(Connection database) {
    String periods = "SELECT *, " + period + " AS split FROM rows";
    if (split.sharedEntities()) {
      return periods;
    }
    long entities =
        Duck.queryLong(
            database, "SELECT count(DISTINCT coalesce(__key, __row::VARCHAR)) FROM clean.features");
    long[] parts = Share.rows(entities, split.validation(), split.test());
    return "SELECT * REPLACE (CASE WHEN split < 0 OR split = dealt THEN split ELSE "
        + OTHER_PERIOD
        + " END AS split) FROM ("
        + periods
        + ") JOIN (SELECT of, CASE WHEN rank <= "
        + parts[2]
        + " THEN 2 WHEN rank <= "
        + (parts[2] + parts[1])
        + " THEN 1 ELSE 0 END AS dealt FROM (SELECT of, row_number() OVER (ORDER BY "
        + random.number("split", "of")
        + ", of) AS rank FROM (SELECT DISTINCT of FROM rows))) USING (of)";
  }

  /** What a part covers and why rows may be lacking there, to be read after the part's name. */
  String describe(Connection database, Part part) {
    String of = " FROM clean.features WHERE " + period + " = " + part.code();
    if (Duck.queryLong(database, "SELECT count(*)" + of) == 0) {
      return ", which the gap of " + split.gapDays() + " days leaves no cutoff,";
    }
    return ", with cutoffs from "
        + CutoffText.of(cutoff(database, "SELECT min(__cutoff)" + of))
        + " to "
        + CutoffText.of(cutoff(database, "SELECT max(__cutoff)" + of))
        + (split.sharedEntities() ? "" : " and entities of its own")
        + ",";
  }

  private static void requireCutoffs(
      Connection database, SplitSpec.ByTime split, String... periods) {
    for (String period : periods) {
      long rows = Duck.queryLong(database, "SELECT count(*) FROM clean.features WHERE " + period);
      if (rows == 0) {
        throw new MillraceException(
            ErrorCode.RECIPE_INVALID,
            "The split by time needs cutoffs before validation_from ("
                + CutoffText.of(split.validationFrom())
                + "), from there up to test_from ("
                + CutoffText.of(split.testFrom())
                + "), and from there on, but the rows' cutoffs run from "
                + CutoffText.of(cutoff(database, "SELECT min(__cutoff) FROM clean.features"))
                + " to "
                + CutoffText.of(cutoff(database, "SELECT max(__cutoff) FROM clean.features"))
                + ".",
            "Choose validation_from and test_from among the cutoffs, or ask for more cutoffs.");
      }
    }
  }

  private static Instant first(Connection database, String period) {
    return cutoff(database, "SELECT min(__cutoff) FROM clean.features WHERE " + period);
  }

  /** The cutoff that a query gives. */
  static Instant cutoff(Connection database, String sql) {
    return Instant.EPOCH.plus(
        Duck.queryLong(database, "SELECT epoch_us((" + sql + "))"), ChronoUnit.MICROS);
  }

  /** A cutoff as SQL. */
  static String moment(Instant time) {
    return "make_timestamp(" + ChronoUnit.MICROS.between(Instant.EPOCH, time) + ")";
  }
}
