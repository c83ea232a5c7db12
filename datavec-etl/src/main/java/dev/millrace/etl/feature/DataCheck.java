package dev.millrace.etl.feature;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckErrors;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** What only the data can tell to be wrong; each problem is one clear error. */
final class DataCheck {
  /** Sums are exact for values up to here. */
  private static final double LARGEST = 9007199254740992.0;

  private final Connection database;
  private final CleanTables clean;
  private final RowsJob job;

  DataCheck(Connection database, CleanTables clean, RowsJob job) {
    this.database = database;
    this.clean = clean;
    this.job = job;
  }

  void requireRows() {
    for (var table : job.tables()) {
      if (Duck.queryLong(database, "SELECT 1 FROM " + clean.rows(table.name()) + " LIMIT 1") == 0) {
        throw new MillraceException(
            ErrorCode.SOURCE_EMPTY,
            "Table '" + table.name() + "' has no clean rows.",
            "Bring rows, look at what was set aside and why, or leave the source out of the"
                + " recipe.");
      }
    }
  }

  /** Each cutoff comes after some entity is known, and its answer is known by the data's end. */
  void requireCutoffsWithin(boolean answered) {
    Instant first = instant("SELECT min(__known) FROM " + clean.rows(job.entity()), Instant.MIN);
    Instant last = lastKnown();
    for (Instant cutoff : job.cutoffs()) {
      if (!cutoff.isAfter(first)) {
        throw outside(
            cutoff,
            "no row of '"
                + job.entity()
                + "' was known before it (the first became known at "
                + first
                + ")",
            "Take cutoffs from " + day(first).plusDays(1) + " on.");
      }
      LabelSpec label = job.label();
      if (answered && label != null) {
        Instant end = cutoff.plus(Duration.ofDays(label.horizonDays()));
        if (end.isAfter(last)) {
          throw outside(
              cutoff,
              "what happens in the "
                  + label.horizonDays()
                  + " days after it is not known yet, as"
                  + " the newest row became known at "
                  + last,
              "Take cutoffs up to "
                  + day(last.minus(Duration.ofDays(label.horizonDays())))
                  + ", a shorter horizon, or newer data.");
        }
      }
    }
  }

  private static LocalDate day(Instant moment) {
    return LocalDate.ofInstant(moment, ZoneOffset.UTC);
  }

  private static MillraceException outside(Instant cutoff, String reason, String hint) {
    return new MillraceException(
        ErrorCode.RECIPE_INVALID,
        "The cutoff " + cutoff + " lies outside the data: " + reason + ".",
        hint);
  }

  private Instant lastKnown() {
    Instant last = Instant.MIN;
    for (var table : job.tables()) {
      Instant known = instant("SELECT max(__known) FROM " + clean.rows(table.name()), Instant.MIN);
      last = known.isAfter(last) ? known : last;
    }
    return last;
  }

  private Instant instant(String sql, Instant otherwise) {
    String micros = Duck.queryText(database, "SELECT epoch_us((" + sql + "))");
    return micros == null ? otherwise : instant(Long.parseLong(micros));
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  void requireEvents(LabelSpec label) {
    if (Duck.queryLong(database, "SELECT 1 FROM work.events LIMIT 1") == 0) {
      throw new MillraceException(
          ErrorCode.TARGET_INVALID,
          "The label's event never happens: there is no row of "
              + FeatureNames.rows(label.table(), label.column(), label.filter())
              + (label.column() == null ? "." : " that says when."),
          "Check the label's table, column and filter in the recipe, and that the data holds such"
              + " rows.");
    }
  }

  void requireAsked() {
    if (Duck.queryLong(database, "SELECT 1 FROM work.spine LIMIT 1") == 0) {
      throw new MillraceException(
          ErrorCode.TARGET_INVALID,
          "No row of '"
              + job.entity()
              + "' is asked about at any of "
              + job.cutoffs().size()
              + " cutoffs from "
              + job.cutoffs().get(0)
              + ".",
          "Ask about more of them ('eligible' in the recipe), or choose other cutoffs.");
    }
  }

  void requirePositives(LabelSpec label) {
    if (Duck.queryLong(database, "SELECT max(label) FROM work.spine") == 0) {
      throw new MillraceException(
          ErrorCode.TARGET_INVALID,
          "The label's event never happens within "
              + label.horizonDays()
              + " days after a cutoff"
              + " to those who are asked about ("
              + Duck.queryLong(database, "SELECT count(*) FROM work.spine")
              + " rows at "
              + job.cutoffs().size()
              + " cutoffs).",
          "Take other cutoffs, a longer horizon, or check the label's filter.");
    }
  }

  /** Sums are exact for values of a size that fractions still have; others are mistakes. */
  void requireSummable(PreparedTable table, Set<String> columns) {
    for (String column : columns) {
      String sql = "SELECT max(abs(" + table.column(column) + ")) FROM " + table.name();
      String largest = Duck.queryText(database, sql);
      if (largest != null && !(Math.abs(Double.parseDouble(largest)) <= LARGEST)) {
        throw new MillraceException(
            ErrorCode.CONTRACT_VIOLATED,
            "Column '"
                + column
                + "' of '"
                + table.table()
                + "' holds "
                + largest
                + ", but only numbers up to 9007199254740992 are summed.",
            "Give the column a 'max' in the recipe, so that such values are set aside.");
      }
    }
  }

  /** The last line of defence: no row may hold what was not known before its cutoff. */
  static void requireNoLeak(Connection database, String entity) {
    String sql =
        "SELECT __key, epoch_us(__cutoff), epoch_us(__known) FROM features WHERE __known >= __cutoff ORDER BY __row"
            + " LIMIT 1";
    try (PreparedStatement statement = database.prepareStatement(sql);
        ResultSet leak = statement.executeQuery()) {
      if (leak.next()) {
        throw new MillraceException(
            ErrorCode.LEAKAGE,
            "The features of "
                + entity
                + " '"
                + leak.getString(1)
                + "' at cutoff "
                + instant(leak.getLong(2))
                + " use something that became known at "
                + instant(leak.getLong(3))
                + ".",
            "This is a fault of Millrace; please report it with the recipe.");
      }
    } catch (SQLException e) {
      throw DuckErrors.translate(e);
    }
  }
}
