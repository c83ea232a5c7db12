package dev.millrace.etl.feature;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The features that a recipe asks for.
 *
 * @param windows used where an aggregation names none, and by {@code deep}; ascending, distinct
 * @param definitions those that are written out one by one or as windows × aggregations
 * @param deep synthesis from the relations; null for none
 * @param sentiment fitted models of texts; each adds a numeric column to its table
 * @param topics lists of words; each adds a boolean column to its table
 * @param prune which features are not worth keeping
 * @param suspicion what happens to features that predict suspiciously well alone
 */
public record FeatureSpec(
    List<Window> windows,
    List<FeatureDefinition> definitions,
    @Nullable Deep deep,
    List<Sentiment> sentiment,
    List<Topic> topics,
    Prune prune,
    Suspicion suspicion) {
  public FeatureSpec {
    windows = List.copyOf(windows);
    definitions = List.copyOf(definitions);
    sentiment = List.copyOf(sentiment);
    topics = List.copyOf(topics);
  }

  /** The same with other columns made of texts. */
  public FeatureSpec withTexts(List<Sentiment> sentiments, List<Topic> subjects) {
    return new FeatureSpec(windows, definitions, deep, sentiments, subjects, prune, suspicion);
  }

  /**
   * Synthesis: every sensible aggregation of every related table.
   *
   * @param depth how many relations away a table may be, at least 1
   * @param limit most features made; those of nearer tables and shorter names come first
   * @param without tables and columns that are left alone: {@code billing}, {@code usage.device}
   */
  public record Deep(int depth, int limit, List<String> without) {
    public Deep {
      without = List.copyOf(without);
    }
  }

  /**
   * How dissatisfied a text sounds: a model (maximum entropy over words and word pairs, Apache
   * OpenNLP) fitted to texts whose score was known before the earliest cutoff.
   *
   * @param table that holds text and score
   * @param text a category column with the text
   * @param score a numeric column; where it has a known time of its own, that counts
   * @param positiveFrom scores from here on are content, those below are not
   * @param name of the numeric column that it adds: the probability of content, 0 to 1
   */
  public record Sentiment(
      String table, String text, String score, double positiveFrom, String name) {}

  /**
   * Whether a text mentions a topic.
   *
   * @param name of the boolean column that it adds
   * @param words any of which, as a whole word without regard to case, is a mention; a word that
   *     ends in {@code *} stands for its beginnings
   */
  public record Topic(String table, String text, String name, List<String> words) {
    public Topic {
      words = List.copyOf(words);
    }
  }

  /**
   * Judged on training rows only.
   *
   * @param correlation numeric features correlated at least so much with an earlier one go, 0 to 1;
   *     1 leaves only equal ones out
   * @param mostFrequent features with one value (missing is one) in at least this share of rows go
   */
  public record Prune(double correlation, double mostFrequent) {
    /** 0.995, and 99.9 %. */
    public static Prune standard() {
      return new Prune(0.995, 0.999);
    }
  }

  /**
   * What happens to features that predict suspiciously well alone.
   *
   * @param rocAuc from which a single feature is suspicious, judged out of fold on training rows
   * @param action what happens to it
   * @param trusted names of features that may be that good
   */
  public record Suspicion(double rocAuc, Action action, List<String> trusted) {
    public Suspicion {
      trusted = List.copyOf(trusted);
    }

    /** What happens to a suspicious feature. */
    public enum Action {
      /** It is left out and named. */
      @JsonProperty("leave_out")
      LEAVE_OUT,
      /** The run stops. */
      @JsonProperty("fail")
      FAIL,
      /** It is named and stays. */
      @JsonProperty("keep")
      KEEP
    }

    /** 0.9, leave out, nothing trusted. */
    public static Suspicion standard() {
      return new Suspicion(0.9, Action.LEAVE_OUT, List.of());
    }
  }
}
