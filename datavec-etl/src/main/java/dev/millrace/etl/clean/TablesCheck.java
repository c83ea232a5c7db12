package dev.millrace.etl.clean;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.etl.source.LandedTable;
import dev.millrace.etl.table.TableContract;
import java.util.Locale;
import java.util.Set;

/** Finds what cannot be cleaned before anything is. */
final class TablesCheck {
  private static final Set<String> OURS = Set.of("quarantine", "nulled");

  private TablesCheck() {}

  static void require(TablesJob job) {
    for (TableRules rules : job.tables()) {
      TableContract contract = rules.contract();
      requireName(contract.name());
      requireClock(contract);
      requireRows(job.source(contract.name()));
    }
    ColumnCheck.require(job);
  }

  private static void requireName(String name) {
    if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
      throw new MillraceException(
          ErrorCode.RECIPE_INVALID,
          "A source cannot be called '" + name + "': cleaning writes a table of that name.",
          "Give it another name.");
    }
  }

  private static void requireClock(TableContract contract) {
    if (contract.time() == null && !contract.fixed()) {
      throw new MillraceException(
          ErrorCode.RECIPE_INVALID,
          "Table '" + contract.name() + "' has no time: nobody can tell when its rows were known.",
          "Name its 'time' column, or set 'fixed: true' if its rows never change and were always"
              + " known.");
    }
  }

  private static void requireRows(LandedTable table) {
    if (table.rows() + table.malformed() == 0) {
      throw new MillraceException(
          ErrorCode.SOURCE_EMPTY,
          "Source '" + table.source() + "' has no rows.",
          "Check what writes it, or leave it out of the recipe.");
    }
  }
}
