package dev.millrace.etl.feature;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckErrors;
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
import org.jspecify.annotations.Nullable;

/** The rows of a cutoff beside the same rows computed from the data of their time. */
final class Comparison {
  private static final String SPILL = "compare";

  private final RowsJob job;
  private final List<String> columns = new ArrayList<>(List.of("__known"));
  private final Instant cutoff;
  private final long micros;

  Comparison(RowsJob job, List<FeatureDefinition> definitions, Instant cutoff) {
    this.job = job;
    this.cutoff = cutoff;
    this.micros = ChronoUnit.MICROS.between(Instant.EPOCH, cutoff);
    definitions.forEach(definition -> columns.add(definition.name()));
  }

  /**
   * Compares all columns of all rows.
   *
   * @return how many rows
   * @throws MillraceException {@code LEAKAGE}
   */
  long require(Path rows, Path again, Path scratch, DuckSettings settings) {
    Path spill = scratch.resolve(SPILL);
    try (Connection database = Duck.inMemory(spill, settings)) {
      Duck.execute(database, "ATTACH " + Duck.literal(rows) + " AS present (READ_ONLY)");
      Duck.execute(database, "ATTACH " + Duck.literal(again) + " AS past (READ_ONLY)");
      Duck.execute(
          database,
          "CREATE VIEW a AS SELECT * FROM present.features WHERE epoch_us(__cutoff) = " + micros);
      requireSame(database);
      requireNoMore(database, scratch);
      return Duck.queryLong(database, "SELECT count(*) FROM a");
    } catch (SQLException e) {
      throw DuckErrors.translate(e);
    } finally {
      AtomicFiles.deleteTree(spill);
    }
  }

  private void requireSame(Connection database) throws SQLException {
    StringBuilder differs = new StringBuilder("CASE WHEN b.__key IS NULL THEN -1");
    for (int i = 0; i < columns.size(); i++) {
      String column = Duck.identifier(columns.get(i));
      differs.append(" WHEN a.").append(column).append(" IS DISTINCT FROM b.").append(column);
      differs.append(" THEN ").append(i);
    }
    String sql =
        "SELECT key, differs FROM (SELECT a.__key AS key, "
            + differs
            + " END AS differs FROM a LEFT JOIN past.features b USING (__key)) WHERE differs IS NOT"
            + " NULL ORDER BY key LIMIT 1";
    try (PreparedStatement statement = database.prepareStatement(sql);
        ResultSet found = statement.executeQuery()) {
      if (found.next()) {
        String key = found.getString(1);
        throw found.getInt(2) < 0
            ? leak("was not yet known then, but has a row", key)
            : different(database, key, columns.get(found.getInt(2)));
      }
    }
  }

  private MillraceException different(Connection database, String key, String feature) {
    String column = "CAST(" + Duck.identifier(feature) + " AS VARCHAR)";
    String now = Duck.queryText(database, "SELECT " + column + " FROM a WHERE __key = ?", key);
    String then =
        Duck.queryText(database, "SELECT " + column + " FROM past.features WHERE __key = ?", key);
    String what = feature.equals("__known") ? "the time when all of it was known" : feature;
    return leak(
        what + " is " + words(now) + ", but from the data of that time " + words(then), key);
  }

  private static String words(@Nullable String value) {
    return value == null ? "missing" : value;
  }

  /** Who was asked about then and is not now had the event, of which nobody knew yet. */
  private void requireNoMore(Connection database, Path scratch) throws SQLException {
    String more = "SELECT __key FROM past.features WHERE __key NOT IN (SELECT __key FROM a)";
    if (Duck.queryText(database, more + " LIMIT 1") == null) {
      return;
    }
    String unexplained = more;
    if (job.label() != null) {
      events(database, job.label(), scratch);
      unexplained +=
          " AND __key NOT IN (SELECT e.key FROM work.events v JOIN work.entities e USING (entity)"
              + " WHERE v.t < "
              + micros
              + " AND v.seen >= "
              + micros
              + ")";
    }
    String key = Duck.queryText(database, unexplained + " ORDER BY __key LIMIT 1");
    if (key != null) {
      throw leak("has no row, but one from the data of that time", key);
    }
  }

  private void events(Connection database, LabelSpec label, Path scratch) throws SQLException {
    Path work = scratch.resolve("events.duckdb");
    AtomicFiles.deleteTree(work);
    Duck.execute(database, "ATTACH " + Duck.literal(work) + " AS work");
    CleanTables clean = new CleanTables(database, job);
    Spine spine = new Spine(clean, job, false);
    Duck.execute(database, spine.entities());
    PreparedTable table = Spine.eventTable(clean, job, label);
    if (table != null) {
      Duck.execute(database, table.create());
    }
    Duck.execute(database, spine.events(label, table));
  }

  private MillraceException leak(String what, String key) {
    return new MillraceException(
        ErrorCode.LEAKAGE,
        "Leakage: of " + job.entity() + " '" + key + "' at cutoff " + cutoff + " " + what + ".",
        "Say in the recipe when the values behind it became known ('known' of the table or of the"
            + " column), or leave it out.");
  }
}
