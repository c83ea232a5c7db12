package dev.millrace.etl.text;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Seeds;
import dev.millrace.etl.duck.ChunkScan;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.feature.FeatureSpec.Sentiment;
import dev.millrace.etl.feature.RocAuc;
import dev.millrace.etl.table.TableContract;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;

/**
 * The texts that a model of sentiment is fitted to: those of which row, text and score were known
 * strictly before the earliest cutoff, in the order of rows; a random {@value #MOST} of them where
 * there are more.
 */
final class SentimentTraining {
  static final int MOST = 20_000;
  private static final int FOLDS = 5;

  private final List<SentimentModel.Text> texts = new ArrayList<>();
  private final List<Integer> folds = new ArrayList<>();
  private long content;

  /**
   * Reads the texts.
   *
   * @param database with the clean tables attached as {@code clean}
   * @throws MillraceException {@code CLASS_TOO_SMALL} where they are not of both kinds
   */
  static SentimentTraining read(
      DuckDBConnection database,
      TableContract table,
      Sentiment sentiment,
      Instant earliestCutoff,
      Seeds seeds) {
    Seeds own = seeds.derive("sentiment/" + table.name() + "." + sentiment.name());
    SentimentTraining training = new SentimentTraining();
    String sql = sql(table, sentiment, earliestCutoff, own);
    try (ChunkScan scan = ChunkScan.start(database, sql)) {
      while (scan.next()) {
        for (int row = 0; row < scan.rows(); row++) {
          training.add(scan.vector(1).getString(row), scan.vector(2).getInt(row) == 1);
        }
      }
    }
    training.requireBothKinds(table, sentiment, earliestCutoff);
    return training;
  }

  private static String sql(TableContract table, Sentiment sentiment, Instant cutoff, Seeds seeds) {
    String text = Duck.identifier(sentiment.text());
    String score = Duck.identifier(sentiment.score());
    return "SELECT __row, text, content FROM (SELECT __row, "
        + text
        + " AS text, ("
        + score
        + " >= "
        + sentiment.positiveFrom()
        + "::DOUBLE)::INTEGER AS content FROM clean."
        + Duck.identifier(table.name())
        + " WHERE "
        + text
        + " IS NOT NULL AND "
        + score
        + " IS NOT NULL"
        + known(table, List.of(sentiment.text(), sentiment.score()), cutoff)
        + " ORDER BY md5_number("
        + Duck.literal(seeds.value() + "/")
        + " || __row), __row LIMIT "
        + MOST
        + ") ORDER BY __row";
  }

  private static String known(TableContract table, List<String> columns, Instant cutoff) {
    String before = " < make_timestamp(" + ChronoUnit.MICROS.between(Instant.EPOCH, cutoff) + ")";
    StringBuilder condition = new StringBuilder();
    if (table.time() != null) {
      condition.append(" AND __known").append(before);
    }
    columns.stream()
        .filter(table.knownBy()::containsKey)
        .map(column -> Duck.identifier("__known_" + column))
        .forEach(known -> condition.append(" AND ").append(known).append(before));
    return condition.toString();
  }

  /** Content and discontent texts are dealt in turn, so that every fold has its share of both. */
  private void add(String text, boolean isContent) {
    folds.add(Math.toIntExact((isContent ? content : discontent()) % FOLDS));
    texts.add(new SentimentModel.Text(text, isContent));
    content += isContent ? 1 : 0;
  }

  private void requireBothKinds(TableContract table, Sentiment sentiment, Instant cutoff) {
    if (content() == 0 || discontent() == 0) {
      throw new MillraceException(
          ErrorCode.CLASS_TOO_SMALL,
          "Sentiment '"
              + sentiment.name()
              + "' of "
              + table.name()
              + " needs content and discontent texts to learn from, but of "
              + texts.size()
              + " whose '"
              + sentiment.score()
              + "' was known before the earliest cutoff, "
              + cutoff
              + ", "
              + content()
              + " have a score of "
              + sentiment.positiveFrom()
              + " or more and "
              + discontent()
              + " have less.",
          "Begin with a later cutoff, let another score count as content, or leave the sentiment"
              + " out.");
    }
  }

  long content() {
    return content;
  }

  long discontent() {
    return texts.size() - content;
  }

  SentimentModel fit() {
    return SentimentModel.fit(texts);
  }

  /** Fits a model without each part of the texts in turn, and judges it by that part. */
  double crossValidated() {
    double wins = 0;
    double pairs = 0;
    for (int fold = 0; fold < FOLDS; fold++) {
      List<SentimentModel.Text> others = part(fold, false);
      long content = others.stream().filter(SentimentModel.Text::content).count();
      if (content > 0 && content < others.size()) {
        SentimentModel model = SentimentModel.fit(others);
        RocAuc auc = new RocAuc();
        part(fold, true)
            .forEach(
                t -> auc.add(model.content(t.text()), t.content() ? 0 : 1, t.content() ? 1 : 0));
        wins += auc.wins();
        pairs += auc.pairs();
      }
    }
    return wins / pairs;
  }

  private List<SentimentModel.Text> part(int fold, boolean inside) {
    List<SentimentModel.Text> part = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      if ((folds.get(i) == fold) == inside) {
        part.add(texts.get(i));
      }
    }
    return part;
  }
}
