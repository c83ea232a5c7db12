package dev.millrace.etl.text;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Progress;
import dev.millrace.contract.support.Seeds;
import dev.millrace.etl.duck.ChunkScan;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckFile;
import dev.millrace.etl.duck.DuckSettings;
import dev.millrace.etl.feature.FeatureSpec;
import dev.millrace.etl.feature.FeatureSpec.Sentiment;
import dev.millrace.etl.feature.FeatureSpec.Topic;
import dev.millrace.etl.table.TableContract;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Columns made of texts, in a DuckDB file beside the clean tables: for each table that has some, a
 * table of the same name with {@code __row} and the columns as {@code DOUBLE} (probabilities of
 * content; 1 or 0 for topics; NULL where the text is missing), ordered by {@code __row}. Where a
 * text becomes known later than its row, so does what is made of it, and {@code "__known_<column>"}
 * says when, as in the clean table.
 */
public final class TextColumns {
  private final List<TableContract> tables;
  private final FeatureSpec spec;
  private final Progress progress;

  private TextColumns(List<TableContract> tables, FeatureSpec spec, Progress progress) {
    this.tables = tables;
    this.spec = spec;
    this.progress = progress;
  }

  /**
   * The contracts of all tables with the columns made of texts added: probabilities as numbers,
   * topics as booleans.
   *
   * @param tables as the recipe declares them
   * @throws MillraceException {@code RECIPE_INVALID} or {@code COLUMN_NOT_FOUND} where a table or
   *     column is not there, or a name is taken
   */
  public static List<TableContract> contracts(List<TableContract> tables, FeatureSpec spec) {
    return TextContracts.with(tables, spec);
  }

  /**
   * Fits the models of sentiment to texts whose row, text and score were known strictly before the
   * earliest cutoff, and writes models and columns. The same tables and seed give the same bytes of
   * the models and the same values, in any process.
   *
   * @param clean the DuckDB file with the clean tables
   * @param tables their contracts, with or without the columns made of texts
   * @param models folder that gets {@code <table>.<column>.bin} for each sentiment
   * @param destination appears whole or not at all
   * @return a report for each sentiment of the recipe
   * @throws MillraceException {@code CLASS_TOO_SMALL} where a sentiment lacks content or discontent
   *     texts to learn from
   */
  public static List<SentimentReport> enrich(
      Path clean,
      List<TableContract> tables,
      FeatureSpec spec,
      Instant earliestCutoff,
      Seeds seeds,
      Path models,
      Path destination,
      DuckSettings settings,
      Progress progress) {
    TextColumns columns = new TextColumns(tables, spec, progress);
    return columns.write(
        clean,
        destination,
        settings,
        (database, sentiment) -> columns.fit(database, sentiment, earliestCutoff, seeds, models));
  }

  /**
   * Writes the columns with models that were fitted before.
   *
   * @param models as {@link #enrich} wrote them
   * @throws MillraceException {@code PACKAGE_INVALID} naming a model that is missing or broken
   */
  public static void apply(
      Path clean,
      List<TableContract> tables,
      FeatureSpec spec,
      Path models,
      Path destination,
      DuckSettings settings,
      Progress progress) {
    new TextColumns(tables, spec, progress)
        .write(
            clean,
            destination,
            settings,
            (database, sentiment) ->
                new Fitted(SentimentModel.read(file(models, sentiment)), 0, 0, Double.NaN));
  }

  private static Path file(Path models, Sentiment sentiment) {
    return models.resolve(sentiment.table() + "." + sentiment.name() + ".bin");
  }

  /** A model and what is known of its fitting. */
  private record Fitted(SentimentModel model, long content, long discontent, double rocAuc) {
    SentimentReport report(Sentiment sentiment, long scored) {
      return new SentimentReport(
          sentiment.table(), sentiment.name(), content, discontent, scored, rocAuc);
    }
  }

  /** Where models come from. */
  private interface Source {
    Fitted model(DuckDBConnection database, Sentiment sentiment);
  }

  private Fitted fit(
      DuckDBConnection database,
      Sentiment sentiment,
      Instant earliestCutoff,
      Seeds seeds,
      Path models) {
    TableContract table =
        tables.stream().filter(t -> t.name().equals(sentiment.table())).findFirst().orElseThrow();
    String name = "fit sentiment " + sentiment.table() + "." + sentiment.name();
    try (Progress.Task task = progress.start(name, -1, "texts")) {
      SentimentTraining training =
          SentimentTraining.read(database, table, sentiment, earliestCutoff, seeds);
      task.advance(training.content() + training.discontent());
      Path file = file(models, sentiment);
      training.fit().write(file);
      return new Fitted(
          SentimentModel.read(file),
          training.content(),
          training.discontent(),
          training.crossValidated());
    }
  }

  private List<SentimentReport> write(
      Path clean, Path destination, DuckSettings settings, Source models) {
    return DuckFile.write(
        destination,
        settings,
        (database, scratch) -> {
          Duck.execute(database, "ATTACH " + Duck.literal(clean) + " AS clean (READ_ONLY)");
          List<SentimentReport> reports = new ArrayList<>();
          for (int i = 0; i < spec.sentiment().size(); i++) {
            Sentiment sentiment = spec.sentiment().get(i);
            Fitted fitted = models.model(database, sentiment);
            reports.add(fitted.report(sentiment, score(database, sentiment, fitted.model(), i)));
          }
          for (TableContract table : tables) {
            gather(database, table);
          }
          for (int i = 0; i < spec.sentiment().size(); i++) {
            Duck.execute(database, "DROP TABLE __scores." + scores(i));
          }
          Duck.execute(database, "DROP SCHEMA IF EXISTS __scores");
          Duck.execute(database, "DETACH clean");
          return reports;
        });
  }

  private static String scores(int sentiment) {
    return "of_" + sentiment;
  }

  private long score(
      DuckDBConnection database, Sentiment sentiment, SentimentModel model, int index)
      throws SQLException {
    Duck.execute(database, "CREATE SCHEMA IF NOT EXISTS __scores");
    Duck.execute(
        database, "CREATE TABLE __scores." + scores(index) + " (__row BIGINT, score DOUBLE)");
    String text = Duck.identifier(sentiment.text());
    String from =
        " FROM clean." + Duck.identifier(sentiment.table()) + " WHERE " + text + " IS NOT NULL";
    long texts = Duck.queryLong(database, "SELECT count(*)" + from);
    String name = "score sentiment " + sentiment.table() + "." + sentiment.name();
    try (Progress.Task task = progress.start(name, texts, "texts");
        DuckDBAppender rows = database.createAppender("__scores", scores(index));
        ChunkScan scan = ChunkScan.start(database, "SELECT __row, " + text + from)) {
      while (scan.next()) {
        for (int row = 0; row < scan.rows(); row++) {
          rows.beginRow();
          rows.append(scan.vector(0).getLong(row));
          rows.append(model.content(scan.vector(1).getString(row)));
          rows.endRow();
        }
        task.advance(scan.rows());
      }
    }
    return texts;
  }

  /** Joins the scores and computes the topics of one table; nothing where it has neither. */
  private void gather(DuckDBConnection database, TableContract table) {
    StringBuilder columns = new StringBuilder();
    StringBuilder joins = new StringBuilder();
    for (int i = 0; i < spec.sentiment().size(); i++) {
      Sentiment sentiment = spec.sentiment().get(i);
      if (sentiment.table().equals(table.name())) {
        String scores = scores(i);
        columns.append(column(table, scores + ".score", sentiment.text(), sentiment.name()));
        joins.append(" LEFT JOIN __scores.").append(scores).append(" USING (__row)");
      }
    }
    for (Topic topic : spec.topics()) {
      if (topic.table().equals(table.name())) {
        columns.append(column(table, TopicSql.mentions(topic), topic.text(), topic.name()));
      }
    }
    if (!columns.isEmpty()) {
      String name = Duck.identifier(table.name());
      Duck.execute(
          database,
          "CREATE TABLE "
              + name
              + " AS SELECT __row"
              + columns
              + " FROM clean."
              + name
              + " AS source"
              + joins
              + " ORDER BY __row");
    }
  }

  private static String column(TableContract table, String sql, String text, String name) {
    String column = ", " + sql + " AS " + Duck.identifier(name);
    if (!table.knownBy().containsKey(text)) {
      return column;
    }
    return column
        + ", source."
        + Duck.identifier("__known_" + text)
        + " AS "
        + Duck.identifier("__known_" + name);
  }
}
