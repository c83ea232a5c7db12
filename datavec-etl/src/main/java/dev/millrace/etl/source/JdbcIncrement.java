package dev.millrace.etl.source;

import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckErrors;
import dev.millrace.etl.source.LandedTable.LandedColumn;
import java.nio.file.Files;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lands what is new in a database since an earlier landing, beside what that landing has. */
final class JdbcIncrement {
  private final SourceSpec.Jdbc spec;
  private final EarlierLanding earlier;
  private final JdbcStage stage;

  JdbcIncrement(SourceSpec.Jdbc spec, EarlierLanding earlier, JdbcStage stage) {
    this.spec = spec;
    this.earlier = earlier;
    this.stage = stage;
  }

  /**
   * Fills the stage, if it can be filled so.
   *
   * @return whether the stage holds what the source has; it is empty otherwise
   */
  boolean fill(JdbcSession session, JdbcSession.Standing standing) {
    String watermark = spec.watermark();
    if (watermark == null
        || spec.key().isEmpty()
        || !session.column(watermark).kind().isExact()
        || !isOfSameSource(session.columns())) {
      return false;
    }
    String file = Duck.literal(earlier.file());
    Duck.execute(stage.connection(), "ATTACH " + file + " AS earlier (READ_ONLY)");
    try {
      return fill(session, standing, session.column(watermark));
    } finally {
      Duck.execute(stage.connection(), "DETACH earlier");
    }
  }

  private boolean fill(JdbcSession session, JdbcSession.Standing standing, JdbcColumn watermark) {
    String before = "earlier." + LandingFile.landed(spec.name());
    Object last = greatest(before, watermark);
    if (last == null || !isKeyed(before)) {
      return false;
    }
    stage.add(session, last, -1, null);
    keep(before, watermark);
    if (stage.rows() == standing.rows() && isKeyed(JdbcStage.ROWS)) {
      return true;
    }
    stage.clear();
    return false;
  }

  /** Whether the earlier landing read the same columns by the same specification. */
  private boolean isOfSameSource(List<JdbcColumn> columns) {
    Optional<LandedTable> before =
        earlier.tables().stream().filter(t -> t.source().equals(spec.name())).findFirst();
    List<LandedColumn> now = columns.stream().map(JdbcColumn::landed).toList();
    return Files.isRegularFile(earlier.file())
        && before.isPresent()
        && before.get().columns().equals(now)
        && before
            .get()
            .fingerprint()
            .equals(Fingerprints.of(spec, before.get().fingerprint().parts()));
  }

  private @Nullable Object greatest(String table, JdbcColumn watermark) {
    String sql = "SELECT max(" + Duck.identifier(watermark.name()) + ") FROM " + table;
    try (Statement statement = stage.connection().createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return watermark.read(row, 1);
    } catch (SQLException e) {
      throw DuckErrors.translate(e);
    }
  }

  /** Whether the key identifies every row of a table. */
  private boolean isKeyed(String table) {
    String key = keys().collect(Collectors.joining(", "));
    String missing = keys().map(column -> column + " IS NULL").collect(Collectors.joining(" OR "));
    return Duck.queryLong(
            stage.connection(),
            String.format(
                "SELECT count(*) FROM (SELECT 1 FROM %s GROUP BY %s HAVING count(*) > 1 OR %s)",
                table, key, missing))
        == 0;
  }

  /** Adds the rows from before that were neither read again nor replaced. */
  private void keep(String before, JdbcColumn watermark) {
    String same = keys().map(c -> "fresh." + c + " = b." + c).collect(Collectors.joining(" AND "));
    String column = Duck.identifier(watermark.name());
    Duck.execute(
        stage.connection(),
        String.format(
            "INSERT INTO %s SELECT %s FROM %s b WHERE %s < (SELECT max(%s) FROM %s)"
                + " AND NOT EXISTS (SELECT 1 FROM %s fresh WHERE %s)",
            JdbcStage.ROWS, stage.list(), before, column, column, before, JdbcStage.ROWS, same));
  }

  private java.util.stream.Stream<String> keys() {
    return spec.key().stream().map(Duck::identifier);
  }
}
