package dev.millrace.etl.feature;

import dev.millrace.contract.support.Progress;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckSettings;
import dev.millrace.etl.feature.FeatureRows.Purpose;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One computation of feature rows, in a database of its own. */
final class FeatureRun {
  /** The part of the memory limit that the states of a batch may take. */
  private static final int SHARE_OF_MEMORY = 6;

  private static final long BYTES_OF_VALUE = 32;
  private static final String ACTIVE = "work.active";

  private final Connection database;
  private final Path scratch;
  private final DuckSettings settings;
  private final RowsJob job;
  private final List<FeatureDefinition> definitions;
  private final Purpose purpose;
  private final Timeline timeline;

  FeatureRun(
      Connection database,
      Path scratch,
      DuckSettings settings,
      RowsJob job,
      List<FeatureDefinition> definitions,
      Purpose purpose) {
    this.database = database;
    this.scratch = scratch;
    this.settings = settings;
    this.job = job;
    this.definitions = definitions;
    this.purpose = purpose;
    this.timeline = new Timeline(job.cutoffs());
  }

  RowsReport run(Progress progress) throws SQLException {
    Path work = scratch.resolve("tables.duckdb");
    execute("ATTACH " + Duck.literal(work) + " AS work");
    // estimates of DuckDB 2.0 lead it to nested loops where ASOF joins are meant
    execute("SET asof_loop_join_threshold = 0");
    CleanTables clean = new CleanTables(database, job);
    DataCheck check = new DataCheck(database, clean, job);
    if (purpose != Purpose.REPLAY) {
      check.requireRows();
      check.requireCutoffsWithin(purpose == Purpose.TRAINING);
    }
    FeaturePlan plan = new FeaturePlan(clean, job, timeline, definitions);
    prepare(clean, plan, check, progress);
    execute(plan.attributes().create());
    List<Path> files = batches(plan, progress);
    collect(plan, files);
    DataCheck.requireNoLeak(database, job.entity());
    RowsReport report = report(new FeatureDescriptions(job, definitions).all());
    execute("DETACH clean");
    execute("DETACH work");
    return report;
  }

  /** Everything but aggregates and attributes: who is asked about when. */
  private void prepare(CleanTables clean, FeaturePlan plan, DataCheck check, Progress progress)
      throws SQLException {
    Spine spine = new Spine(clean, job, purpose == Purpose.TRAINING);
    PreparedTable events = eventTable(plan);
    PreparedTable truth = truth(plan);
    String active = job.eligibility().activeTable();
    StatePass activity =
        active == null ? null : plan.countRows(active, new Window(job.eligibility().activeDays()));
    execute(spine.entities());
    execute(Spine.cutoffs(timeline));
    try (Progress.Task task = progress.start("sort rows", plan.tables().size(), "tables")) {
      for (PreparedTable table : plan.tables()) {
        execute(table.create());
        check.requireSummable(table, plan.summedColumns().getOrDefault(table.table(), Set.of()));
        task.advance(1);
      }
    }
    if (job.label() != null) {
      execute(spine.events(job.label(), events));
    }
    if (activity != null) {
      findActive(activity);
    }
    execute(spine.spine(activity == null ? null : ACTIVE, truth));
    requireRows(check);
  }

  private @Nullable PreparedTable eventTable(FeaturePlan plan) {
    LabelSpec label = job.label();
    if (label == null || label.table().equals(job.entity())) {
      return null;
    }
    PreparedTable table = plan.table(label.table());
    Spine.use(label, table);
    return table;
  }

  private void requireRows(DataCheck check) {
    if (purpose == Purpose.REPLAY) {
      return;
    }
    if (purpose == Purpose.TRAINING && job.label() != null) {
      check.requireEvents(job.label());
    }
    check.requireAsked();
    if (purpose == Purpose.TRAINING && job.label() != null) {
      check.requirePositives(job.label());
    }
  }

  private void findActive(StatePass activity) throws SQLException {
    execute("CREATE TABLE " + ACTIVE + " (entity INTEGER, i INTEGER)");
    for (String statement : activity.begin()) {
      execute(statement);
    }
    long entities = entities();
    long size = batchSize(activity.bytesPerEntity());
    for (long from = 0; from < entities; from += size) {
      for (String statement : activity.batch(from, from + size)) {
        execute(statement);
      }
      for (String result : activity.results()) {
        execute("INSERT INTO " + ACTIVE + " SELECT entity, i FROM " + result);
      }
    }
  }

  private long entities() {
    return Duck.queryLong(database, "SELECT count(*) FROM work.entities");
  }

  private @Nullable PreparedTable truth(FeaturePlan plan) {
    RowsJob.Truth asked = job.truth();
    if (asked == null) {
      return null;
    }
    PreparedTable table = plan.table(asked.table());
    table.column(asked.column());
    return table;
  }

  private long batchSize(long bytesPerEntity) {
    return Math.max(1, settings.memoryBytes() / SHARE_OF_MEMORY / bytesPerEntity);
  }

  /** A file of feature rows for each batch of entities. */
  private List<Path> batches(FeaturePlan plan, Progress progress) throws SQLException {
    long bytes = (long) definitions.size() * timeline.cutoffs() * BYTES_OF_VALUE;
    for (Pass pass : plan.passes()) {
      bytes = Math.max(bytes, pass.bytesPerEntity());
      for (String statement : pass.begin()) {
        execute(statement);
      }
    }
    long size = batchSize(bytes);
    long entities = entities();
    List<Path> files = new ArrayList<>();
    try (Progress.Task task = progress.start("compute features", entities, job.entity())) {
      for (long from = 0; from < entities || from == 0; from += size) {
        for (Pass pass : plan.passes()) {
          for (String statement : pass.batch(from, from + size)) {
            execute(statement);
          }
        }
        Path file = scratch.resolve("batch-" + files.size() + ".parquet");
        execute(
            "COPY ("
                + batch(plan, from, from + size)
                + ") TO "
                + Duck.literal(file)
                + " (FORMAT parquet, COMPRESSION uncompressed)");
        files.add(file);
        task.advance(Math.min(size, entities - from));
      }
    }
    return files;
  }

  private String batch(FeaturePlan plan, long from, long to) {
    String between = " WHERE entity >= " + from + " AND entity < " + to + ")";
    StringBuilder joins = new StringBuilder();
    StringBuilder known = new StringBuilder("greatest(s.known, a.known");
    for (Pass pass : plan.passes()) {
      for (String result : pass.results()) {
        joins.append(" LEFT JOIN ").append(result).append(" USING (entity, i)");
        known.append(", ").append(result).append(".known");
      }
    }
    String rows =
        "(SELECT *, "
            + known
            + ") AS __known FROM (SELECT * FROM work.spine"
            + between
            + " s JOIN (SELECT * FROM "
            + AttributeTable.NAME
            + between
            + " a USING (entity, i)"
            + joins
            + ")";
    String columns = "__row, key, cut, __known" + answers();
    for (String level : plan.levels()) {
      rows = "(SELECT " + columns + level + " FROM " + rows + ")";
      columns = "*";
    }
    return "SELECT * FROM " + rows;
  }

  private String answers() {
    return (isAnswered() ? ", label" : "") + (job.truth() == null ? "" : ", truth");
  }

  private boolean isAnswered() {
    return purpose == Purpose.TRAINING && job.label() != null;
  }

  /** Puts the batches into the order of rows. */
  private void collect(FeaturePlan plan, List<Path> files) throws SQLException {
    String columns =
        definitions.stream()
            .map(d -> ", " + plan.column(d.name()) + " AS " + Duck.identifier(d.name()))
            .collect(Collectors.joining());
    String paths = files.stream().map(Duck::literal).collect(Collectors.joining(", ", "[", "]"));
    execute(
        "CREATE TABLE features AS SELECT __row, key AS __key, make_timestamp(cut) AS __cutoff"
            + (isAnswered() ? ", label AS __label" : "")
            + ", make_timestamp(__known) AS __known"
            + (job.truth() == null ? "" : ", truth AS __truth")
            + columns
            + " FROM read_parquet("
            + paths
            + ") ORDER BY __row");
  }

  private RowsReport report(List<FeatureInfo> features) throws SQLException {
    String positives = isAnswered() ? "sum(__label)" : "0";
    List<CutoffRows> cutoffs = new ArrayList<>();
    try (Statement statement = database.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT epoch_us(__cutoff), count(*), "
                    + positives
                    + " FROM features GROUP BY __cutoff ORDER BY __cutoff")) {
      while (rows.next()) {
        Instant at = Instant.EPOCH.plus(rows.getLong(1), ChronoUnit.MICROS);
        cutoffs.add(new CutoffRows(at, rows.getLong(2), rows.getLong(3)));
      }
    }
    long entities = Duck.queryLong(database, "SELECT count(DISTINCT __key) FROM features");
    return new RowsReport(features, cutoffs, entities);
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
  }
}
