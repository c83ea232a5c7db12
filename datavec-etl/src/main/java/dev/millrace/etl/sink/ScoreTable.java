package dev.millrace.etl.sink;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.etl.jdbc.DatabaseErrors;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes scores into a table of a database, all or none: what was added is seen by others after
 * {@link #commit} and lost without it. The same scores written twice leave the same table; of two
 * scores for one key the later counts. A score finds its row by the key; where there is none, a row
 * is added if the table takes one.
 *
 * <p>Columns that the table lacks are added first, outside of the transaction. Without an index on
 * the key, a database looks through the whole table for every score. Not thread-safe.
 *
 * <pre>{@code
 * try (ScoreTable table = ScoreTable.open(target, scoredAt, "churn 3")) {
 *   table.add("C-1", 0.73, "contract ends soon");
 *   ScoreCounts counts = table.commit();
 * }
 * }</pre>
 */
public final class ScoreTable implements AutoCloseable {
  private static final int BATCH = 1_000;

  private final Connection connection;
  private final DatabaseErrors errors;
  private final TargetTable table;
  private final Instant scoredAt;
  private final String modelVersion;
  private final Map<Object, Score> waiting = new LinkedHashMap<>();
  private long updated;
  private long inserted;
  private long missing;

  private ScoreTable(
      Connection connection,
      DatabaseErrors errors,
      TargetTable table,
      Instant scoredAt,
      String modelVersion) {
    this.connection = connection;
    this.errors = errors;
    this.table = table;
    this.scoredAt = scoredAt.truncatedTo(ChronoUnit.MICROS);
    this.modelVersion = modelVersion;
  }

  /**
   * Connects, finds the table and begins.
   *
   * @param scoredAt the moment that the scores are for; kept to the microsecond
   * @throws MillraceException as {@link dev.millrace.etl.jdbc.Database#open}; {@code
   *     SOURCE_NOT_FOUND} without the table, {@code COLUMN_NOT_FOUND} without the key, {@code
   *     WRITE_REFUSED} where the columns cannot be added
   */
  public static ScoreTable open(ScoreTarget target, Instant scoredAt, String modelVersion) {
    String subject = "Scores for table '" + target.table() + "'";
    DatabaseErrors errors = new DatabaseErrors(target.database(), subject, ErrorCode.WRITE_REFUSED);
    Connection connection = target.database().open(subject);
    try {
      TargetTable table = TargetTable.prepare(connection, target, errors);
      connection.setAutoCommit(false);
      return new ScoreTable(connection, errors, table, scoredAt, modelVersion);
    } catch (SQLException e) {
      closeQuietly(connection);
      throw errors.translate(e);
    } catch (MillraceException e) {
      closeQuietly(connection);
      throw e;
    }
  }

  /**
   * Adds a score.
   *
   * @param key in the database's own spelling, as it was read
   * @param probability 0 to 1
   * @param reasons null for none
   * @throws MillraceException {@code WRITE_REFUSED} where the database refuses it, or one added
   *     before; {@code SOURCE_UNREACHABLE} where the connection is gone
   */
  public void add(String key, double probability, @Nullable String reasons) {
    waiting.put(table.key().key(key, errors), new Score(probability, reasons));
    if (waiting.size() >= BATCH) {
      write();
    }
  }

  /** Makes everything that was added seen; nothing can be added afterwards. */
  public ScoreCounts commit() {
    write();
    try {
      connection.commit();
      return new ScoreCounts(updated, inserted, missing);
    } catch (SQLException e) {
      throw errors.translate(e);
    }
  }

  /** Ends; what was not committed is as if it had never been added. */
  @Override
  public void close() {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // a connection that is gone has nothing left to take back
    }
    closeQuietly(connection);
  }

  private void write() {
    try {
      List<Object> strangers = update(List.copyOf(waiting.keySet()));
      updated += waiting.size() - strangers.size();
      if (table.takesRows()) {
        insert(strangers);
        inserted += strangers.size();
      } else {
        missing += strangers.size();
      }
      waiting.clear();
    } catch (SQLException e) {
      throw errors.translate(e);
    }
  }

  /** Updates the rows of these keys; gives the keys that have none. */
  private List<Object> update(List<Object> keys) throws SQLException {
    List<Object> strangers = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(table.update())) {
      int[] counts = run(statement, keys);
      for (int i = 0; i < keys.size(); i++) {
        if (counts[i] == Statement.SUCCESS_NO_INFO) { // some drivers do not count in batches
          set(statement, keys.get(i));
          counts[i] = statement.executeUpdate();
        }
        if (counts[i] == 0) {
          strangers.add(keys.get(i));
        }
      }
    }
    return strangers;
  }

  private void insert(List<Object> keys) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(table.insert())) {
      run(statement, keys);
    }
  }

  private int[] run(PreparedStatement statement, List<Object> keys) throws SQLException {
    for (Object key : keys) {
      set(statement, key);
      statement.addBatch();
    }
    return keys.isEmpty() ? new int[0] : statement.executeBatch();
  }

  private void set(PreparedStatement statement, Object key) throws SQLException {
    Score score = java.util.Objects.requireNonNull(waiting.get(key));
    statement.setDouble(1, score.probability());
    table.scoredAt().setMoment(statement, 2, scoredAt);
    table.modelVersion().setText(statement, 3, modelVersion);
    table.reasons().setText(statement, 4, score.reasons());
    table.key().setKey(statement, 5, key);
  }

  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // nothing depends on it any more
    }
  }

  private record Score(double probability, @Nullable String reasons) {}
}
