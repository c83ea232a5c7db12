package dev.millrace.pipeline.score;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Problem;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Io;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.clean.SourceQuality;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckErrors;
import dev.millrace.etl.duck.DuckSettings;
import dev.millrace.etl.feature.FeatureCheck;
import dev.millrace.etl.feature.FeatureRows;
import dev.millrace.etl.feature.FeatureSpec;
import dev.millrace.etl.feature.RowsJob;
import dev.millrace.etl.feature.RowsReport;
import dev.millrace.etl.sink.ScoreCounts;
import dev.millrace.etl.sink.ScoreTable;
import dev.millrace.etl.sink.ScoreTarget;
import dev.millrace.etl.source.SourceSpec;
import dev.millrace.etl.text.TextColumns;
import dev.millrace.pipeline.file.DataFile;
import dev.millrace.pipeline.file.Scratch;
import dev.millrace.pipeline.recipe.OneTable;
import dev.millrace.pipeline.recipe.Recipe;
import dev.millrace.pipeline.recipe.Relational;
import dev.millrace.pipeline.recipe.Relational.ScoreColumns;
import dev.millrace.pipeline.stage.CleanTables;
import dev.millrace.pipeline.stage.PackagedFeatures;
import dev.millrace.pipeline.stage.RunPipeline;
import dev.millrace.scoring.Scorer;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Scores the entities of a recipe with several tables as they are known at a date: sources are
 * landed and cleaned as for training (or taken from the cache), and the features of the package are
 * computed at that one cutoff by the same code. Output files appear whole or not at all; the
 * database gets all scores in one transaction or none. The same date, data and model give the same
 * scores.
 */
public final class DateScorer {
  private final DateScoreRequest request;
  private final Recipe recipe;
  private final Relational rows;
  private final Progress progress;
  private final DuckSettings duck;
  private final PackagedFeatures packaged;
  private final @Nullable ScoreTarget target;
  private final Scorer scorer;
  private final Scratch scratch;

  private DateScorer(
      DateScoreRequest request,
      Relational rows,
      Scorer scorer,
      Scratch scratch,
      Progress progress) {
    this.request = request;
    this.recipe = request.recipe();
    this.rows = rows;
    this.scorer = scorer;
    this.scratch = scratch;
    this.progress = progress;
    this.duck = new DuckSettings(recipe.memory(), Runtime.getRuntime().availableProcessors());
    this.packaged = PackagedFeatures.read(request.model());
    requireModelOfRecipe();
    this.target = request.write() ? target() : null;
  }

  /**
   * Scores.
   *
   * @param stream takes CSV where neither a file nor the database is asked for; flushed, not closed
   * @throws MillraceException {@code ARGUMENT_INVALID} for a recipe of one table, or where the
   *     entity's table is in no database that scores can be written to; {@code PACKAGE_INVALID}
   *     where the package is broken or was made by another recipe; {@code SOURCE_EMPTY} where
   *     nobody is known at the date
   */
  public static DateScoreOutcome score(
      DateScoreRequest request, InstantSource clock, Writer stream, Progress progress) {
    if (request.recipe().rows() instanceof OneTable) {
      throw new MillraceException(
          ErrorCode.ARGUMENT_INVALID,
          "The rows of " + request.recipe().file() + " have no cutoffs: they are those of a table.",
          "Score a file of such rows: millrace score MODEL FILE.");
    }
    Relational rows = (Relational) request.recipe().rows();
    Path out = request.out();
    try (Scorer model = Scorer.open(request.model());
        Scratch scratch = out == null ? Scratch.temporary() : Scratch.beside(out)) {
      DateScorer scorer = new DateScorer(request, rows, model, scratch, progress);
      return new RunPipeline(clock, progress)
          .onCleanTables(request.recipe(), tables -> scorer.score(tables, stream));
    }
  }

  /** Whether the recipe's tables are what the model is about, before any of them is read. */
  private void requireModelOfRecipe() {
    if (!packaged.entity().equals(rows.entity())) {
      throw ofAnother(
          "the model is about rows of '%s', the recipe about those of '%s'"
              .formatted(packaged.entity(), rows.entity()),
          List.of());
    }
    List<Problem> problems;
    try {
      problems =
          FeatureCheck.problems(
              TextColumns.contracts(rows.contracts(), packaged.spec(rows.features())),
              rows.entity(),
              rows.label(),
              rows.eligible(),
              rows.truth(),
              packaged.definitions());
    } catch (MillraceException e) { // a text that a sentiment or topic is made of
      problems = List.of(new Problem("", String.valueOf(e.getMessage())));
    }
    if (!problems.isEmpty()) {
      throw ofAnother("the model needs what the recipe does not declare", problems);
    }
  }

  private MillraceException ofAnother(String reason, List<Problem> problems) {
    return new MillraceException(
        ErrorCode.PACKAGE_INVALID,
        "The model %s was not made by the recipe %s: %s."
            .formatted(request.model(), recipe.file(), reason),
        "Give the model that this recipe made, or the recipe that made this model.",
        problems);
  }

  private DateScoreOutcome score(CleanTables tables, Writer stream) {
    Path out = request.out();
    try {
      Path features = scratch.resolve("features.duckdb");
      long entities = compute(tables, features);
      RowsScorer rowsScorer = new RowsScorer(scorer, request.reasons(), progress);
      ScoreCounts counts = null;
      try (DuckDBConnection database = Duck.open(features, duck)) {
        if (target == null) {
          rowsScorer.write(
              database, scorer.modelPackage().contract(), entities, out, stream, scratch);
        } else {
          rowsScorer.write(
              database,
              scorer.modelPackage().contract(),
              entities,
              new TableSink(database, request.reasons() > 0));
          counts = writeBack(database, tables, target);
          if (out != null) {
            copy(database, out);
          }
        }
      }
      return outcome(tables, entities, counts);
    } catch (IOException e) {
      throw Io.fault(out == null ? Path.of("standard output") : out, e);
    } catch (SQLException e) {
      throw DuckErrors.translate(e, out);
    }
  }

  /** Makes the feature rows; gives their number. */
  private long compute(CleanTables tables, Path destination) {
    FeatureSpec spec = packaged.spec(rows.features());
    Path texts = null;
    if (!spec.sentiment().isEmpty() || !spec.topics().isEmpty()) {
      texts = scratch.resolve("texts.duckdb");
      TextColumns.apply(
          tables.clean(),
          rows.contracts(),
          spec,
          PackagedFeatures.texts(request.model()),
          texts,
          duck,
          progress);
    }
    RowsJob job =
        new RowsJob(
            tables.clean(),
            texts,
            TextColumns.contracts(rows.contracts(), spec),
            rows.entity(),
            rows.label(),
            rows.eligible(),
            List.of(request.at()),
            null);
    RowsReport report =
        FeatureRows.computeForScoring(job, packaged.definitions(), destination, duck, progress);
    return report.cutoffs().get(0).rows();
  }

  /** Scores meet the rows of the database by the key as it is written there. */
  private ScoreCounts writeBack(DuckDBConnection database, CleanTables tables, ScoreTarget into)
      throws SQLException {
    Duck.execute(database, "ATTACH " + Duck.literal(tables.clean()) + " AS clean (READ_ONLY)");
    Duck.execute(database, "ATTACH " + Duck.literal(tables.landed()) + " AS landed (READ_ONLY)");
    String entity = Duck.identifier(rows.entity());
    String sql =
        "SELECT CAST(landed.raw.%1$s.%2$s AS VARCHAR), probability%3$s FROM scores"
                .formatted(
                    entity,
                    Duck.identifier(rows.entityTable().key().get(0).column()),
                    request.reasons() > 0 ? ", reasons" : ", NULL")
            + " JOIN clean.%1$s ON clean.%1$s.__key = scores.key JOIN landed.raw.%1$s USING (__row)"
                .formatted(entity);
    String version = modelVersion();
    try (Progress.Task task = progress.start("write scores", -1, "rows");
        ScoreTable table = ScoreTable.open(into, request.at(), version);
        Statement statement = database.createStatement();
        ResultSet scores = statement.executeQuery(sql)) {
      while (scores.next()) {
        table.add(scores.getString(1), scores.getDouble(2), scores.getString(3));
        task.advance(1);
      }
      return table.commit();
    }
  }

  private void copy(DuckDBConnection database, Path out) throws IOException {
    Path unfinished = scratch.resolve("scores");
    Duck.execute(
        database,
        "COPY "
            + TableSink.TABLE
            + " TO "
            + Duck.literal(unfinished)
            + (DataFile.isParquet(out)
                ? " (FORMAT parquet, COMPRESSION zstd)"
                : " (FORMAT csv, HEADER)"));
    AtomicFiles.move(unfinished, out);
  }

  /** The run that made the model. */
  private String modelVersion() {
    return scorer.modelPackage().manifest().name() + " " + PackagedFeatures.run(request.model());
  }

  private ScoreTarget target() {
    ScoreColumns columns = rows.scores();
    SourceSpec source =
        recipe.sources().stream()
            .filter(candidate -> candidate.name().equals(rows.entity()))
            .findFirst()
            .orElseThrow();
    if (!(source instanceof SourceSpec.Jdbc database) || database.table() == null) {
      throw new MillraceException(
          ErrorCode.ARGUMENT_INVALID,
          "--write: '" + rows.entity() + "' is not a table of a database, so it takes no scores.",
          "Write a file with --out.");
    }
    if (columns == null) {
      throw new MillraceException(
          ErrorCode.ARGUMENT_INVALID,
          "--write: the recipe does not say which columns take the scores.",
          "Add 'score: {probability: churn_risk}' to it; docs/recipe.md has the other keys.");
    }
    return new ScoreTarget(
        database.database(),
        database.table(),
        rows.entityTable().key().get(0).column(),
        columns.probability(),
        columns.scoredAt(),
        columns.modelVersion(),
        columns.reasonsColumn());
  }

  private DateScoreOutcome outcome(
      CleanTables tables, long entities, @Nullable ScoreCounts counts) {
    long setAside =
        tables.report().tables().stream()
            .mapToLong(table -> table.clean().quarantined() + table.clean().dropped())
            .sum();
    return new DateScoreOutcome(
        request.at(),
        entities,
        setAside,
        newest(tables),
        request.out() == null ? null : request.out().toString(),
        target == null ? null : target.table(),
        counts == null ? 0 : counts.updated(),
        counts == null ? 0 : counts.inserted());
  }

  /** The latest moment at which a row of any table became known; null without clocks. */
  private static @Nullable Instant newest(CleanTables tables) {
    return tables.report().qualities().stream()
        .map(SourceQuality::newest)
        .filter(Objects::nonNull)
        .map(Instant::parse)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }
}
