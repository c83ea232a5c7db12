package dev.millrace.etl.source;

import dev.millrace.contract.support.Progress;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckErrors;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * A database beside the one that is written, where rows of a source lie as they came until they are
 * put in order; its file goes with the scratch folder. Not thread-safe.
 */
final class JdbcStage implements AutoCloseable {
  /** The table with the rows, as SQL. */
  static final String ROWS = "stage.main.\"rows\"";

  private static final int REPORT_EVERY = 1_000;

  private final LandingFile into;
  private final SourceSpec.Jdbc spec;
  private final List<JdbcColumn> columns;

  JdbcStage(LandingFile into, SourceSpec.Jdbc spec, List<JdbcColumn> columns) {
    this.into = into;
    this.spec = spec;
    this.columns = columns;
    String own =
        columns.stream()
            .map(JdbcColumn::landed)
            .map(column -> Duck.identifier(column.name()) + " " + column.type())
            .collect(Collectors.joining(", "));
    String file = Duck.literal(into.scratch().resolve(spec.name() + ".stage.duckdb"));
    Duck.execute(connection(), "ATTACH " + file + " AS stage");
    Duck.execute(connection(), "CREATE TABLE " + ROWS + " (" + own + ")");
  }

  DuckDBConnection connection() {
    return into.connection();
  }

  List<JdbcColumn> columns() {
    return columns;
  }

  /** The columns as SQL, parted by commas. */
  String list() {
    return columns.stream()
        .map(column -> Duck.identifier(column.name()))
        .collect(Collectors.joining(", "));
  }

  /**
   * Adds rows of the source.
   *
   * @param since as in {@link JdbcSession#read}
   * @param total how many there will be, -1 where unknown
   * @param hash sees every row; null where nobody asks
   */
  void add(JdbcSession session, @Nullable Object since, long total, @Nullable JdbcHash hash) {
    long[] count = new long[1];
    try (Progress.Task task = into.progress().start("read " + spec.name(), total, "rows");
        DuckDBAppender appender = connection().createAppender("stage", "main", "rows")) {
      session.read(
          since,
          row -> {
            append(appender, row);
            if (hash != null) {
              hash.add(row);
            }
            if (++count[0] % REPORT_EVERY == 0) {
              task.advance(REPORT_EVERY);
            }
          });
      task.advance(count[0] % REPORT_EVERY);
    } catch (SQLException e) {
      throw DuckErrors.translate(e);
    }
  }

  long rows() {
    return Duck.queryLong(connection(), "SELECT count(*) FROM " + ROWS);
  }

  void clear() {
    Duck.execute(connection(), "DELETE FROM " + ROWS);
  }

  /** Moves the rows to the landed table: by watermark, key and then all other columns. */
  void arrange() {
    Set<String> order = new LinkedHashSet<>();
    if (spec.watermark() != null) {
      order.add(spec.watermark());
    }
    order.addAll(spec.key());
    columns.forEach(column -> order.add(column.name()));
    String values =
        columns.stream()
            .map(column -> Duck.identifier(column.name()))
            .map(name -> LandingFile.value(name, spec.nullValues()) + " AS " + name)
            .collect(Collectors.joining(", "));
    String by =
        order.stream()
            .map(name -> Duck.identifier(name) + " NULLS LAST")
            .collect(Collectors.joining(", "));
    Duck.execute(
        connection(),
        String.format(
            "INSERT INTO %s SELECT row_number() OVER (), %s, * FROM"
                + " (SELECT * FROM (SELECT %s FROM %s) ORDER BY %s)",
            LandingFile.landed(spec.name()),
            Duck.literal(JdbcSession.place(spec)),
            values,
            ROWS,
            by));
  }

  @Override
  public void close() {
    Duck.execute(connection(), "DETACH stage");
  }

  private void append(DuckDBAppender appender, List<@Nullable Object> row) throws SQLException {
    appender.beginRow();
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).append(appender, row.get(i));
    }
    appender.endRow();
  }
}
