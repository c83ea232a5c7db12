package dev.millrace.etl.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Key;
import dev.millrace.contract.support.Hashes;
import dev.millrace.contract.support.Progress;
import dev.millrace.contract.support.Seeds;
import dev.millrace.etl.Lab;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.feature.FeatureSpec;
import dev.millrace.etl.feature.FeatureSpec.Prune;
import dev.millrace.etl.feature.FeatureSpec.Sentiment;
import dev.millrace.etl.feature.FeatureSpec.Suspicion;
import dev.millrace.etl.feature.FeatureSpec.Topic;
import dev.millrace.etl.table.TableContract;
import dev.millrace.etl.table.TimeColumn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextColumnsTest {
  private static final Instant CUTOFF = Instant.parse("2024-06-01T00:00:00Z");
  private static final Seeds SEEDS = new Seeds(42);
  private static final TimeColumn ANSWERED =
      new TimeColumn("answered_at", ColumnType.TIMESTAMP, List.of());
  private static final TableContract TICKETS =
      new TableContract(
          "tickets",
          List.of(Key.of("id")),
          new TimeColumn("opened_at", ColumnType.TIMESTAMP, List.of()),
          null,
          false,
          false,
          List.of(
              Column.of("message", ColumnType.CATEGORY), Column.of("score", ColumnType.INTEGER)),
          Map.of("score", ANSWERED),
          List.of(),
          ZoneOffset.UTC);
  private static final Sentiment MOOD = new Sentiment("tickets", "message", "score", 4, "mood");

  @TempDir Path folder;

  @Test
  void sentiment_tells_content_from_discontent_sentences() throws Exception {
    SentimentReport report = enrich(clean("clean.duckdb"), "a").get(0);
    assertThat(report.content()).isEqualTo(48);
    assertThat(report.discontent()).isEqualTo(48);
    assertThat(report.scored()).isEqualTo(98);
    assertThat(report.rocAuc()).isGreaterThan(0.75);
    List<String> moods = Lab.query(texts("a"), "SELECT mood FROM tickets WHERE __row > 96");
    assertThat(Double.parseDouble(moods.get(0))).isGreaterThan(0.6);
    assertThat(Double.parseDouble(moods.get(1))).isLessThan(0.4);
    assertThat(moods.get(2)).isEqualTo("~");
  }

  @Test
  void scores_that_became_known_later_change_nothing() throws Exception {
    Path clean = clean("clean.duckdb");
    enrich(clean, "a");
    run(
        clean,
        "INSERT INTO tickets SELECT __row + 1000, '2024-05-01', message, 6 - score, '2024-06-01'"
            + " FROM tickets",
        "INSERT INTO tickets SELECT __row + 2000, '2024-06-01', message, 6 - score, '2024-05-01'"
            + " FROM tickets WHERE __row < 1000",
        "INSERT INTO tickets SELECT __row + 3000, '2024-05-01', message, 6 - score, NULL"
            + " FROM tickets WHERE __row < 1000");
    enrich(clean, "b");
    assertThat(Hashes.sha256(model("b"))).isEqualTo(Hashes.sha256(model("a")));
    assertThat(Lab.query(texts("b"), "SELECT mood FROM tickets WHERE __row < 1000"))
        .isEqualTo(Lab.query(texts("a"), "SELECT mood FROM tickets"));

    run(clean, "UPDATE tickets SET __known_score = '2024-05-31 23:59:59' WHERE __row > 1000");
    enrich(clean, "c");
    assertThat(Hashes.sha256(model("c"))).isNotEqualTo(Hashes.sha256(model("a")));
  }

  @Test
  void the_same_texts_give_the_same_model_and_probabilities() throws Exception {
    Path clean = clean("clean.duckdb");
    assertThat(enrich(clean, "a")).isEqualTo(enrich(clean, "b"));
    assertThat(Hashes.sha256(model("a"))).isEqualTo(Hashes.sha256(model("b")));
    assertThat(Lab.query(texts("a"), "SELECT * FROM tickets"))
        .isEqualTo(Lab.query(texts("b"), "SELECT * FROM tickets"));
  }

  /** Numbers of another process; the last digits may differ between processors. */
  @Test
  void another_process_gives_the_same_probabilities() throws Exception {
    assertThat(enrich(clean("clean.duckdb"), "a").get(0).rocAuc())
        .isCloseTo(0.7922077922077922, within(1e-9));
    assertThat(
            Lab.query(texts("a"), "SELECT mood FROM tickets WHERE __row IN (1, 97, 98)").stream()
                .map(Double::valueOf)
                .toList())
        .usingComparatorForType((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : 1, Double.class)
        .containsExactly(0.9022417890223334, 0.9696520557153265, 0.04965198881195208);
  }

  @Test
  void a_fitted_model_gives_the_same_probabilities_later() throws Exception {
    Path clean = clean("clean.duckdb");
    enrich(clean, "a");
    Path later = folder.resolve("later.duckdb");
    TextColumns.apply(
        clean,
        List.of(TICKETS),
        spec(),
        folder.resolve("a"),
        later,
        Lab.SETTINGS,
        Progress.silent());
    assertThat(Lab.query(later, "SELECT * FROM tickets"))
        .isEqualTo(Lab.query(texts("a"), "SELECT * FROM tickets"));
  }

  @Test
  void a_missing_or_broken_model_is_named() throws Exception {
    Path clean = clean("clean.duckdb");
    Lab lab = new Lab(folder);
    for (Path models : List.of(folder, lab.write("a/tickets.mood.bin", "?").resolveSibling("."))) {
      assertThatThrownBy(
              () ->
                  TextColumns.apply(
                      clean,
                      List.of(TICKETS),
                      spec(),
                      models,
                      folder.resolve("later.duckdb"),
                      Lab.SETTINGS,
                      Progress.silent()))
          .isInstanceOfSatisfying(
              MillraceException.class,
              error -> assertThat(error.code()).isEqualTo(ErrorCode.PACKAGE_INVALID))
          .hasMessage(
              models.resolve("tickets.mood.bin") + ": expected a fitted model of sentiment.");
    }
  }

  @Test
  void texts_of_one_kind_alone_are_told_with_their_number() throws Exception {
    Path clean = clean("clean.duckdb");
    run(clean, "UPDATE tickets SET __known_score = '2024-07-01' WHERE score < 4");
    Lab.assertFails(
        () -> enrich(clean, "a"),
        ErrorCode.CLASS_TOO_SMALL,
        "Sentiment 'mood' of tickets needs content and discontent texts to learn from, but of 48"
            + " whose 'score' was known before the earliest cutoff, 2024-06-01T00:00:00Z, 48 have a"
            + " score of 4.0 or more and 0 have less.",
        "Begin with a later cutoff, let another score count as content, or leave the sentiment"
            + " out.");
    assertThat(texts("a")).doesNotExist();
  }

  @Test
  void two_texts_are_enough_to_fit_though_not_to_judge() throws Exception {
    Path clean = clean("clean.duckdb");
    run(clean, "DELETE FROM tickets WHERE __row > 2");
    SentimentReport report = enrich(clean, "a").get(0);
    assertThat(report.content()).isOne();
    assertThat(report.rocAuc()).isNaN();
  }

  @Test
  void topics_are_whole_words_or_beginnings_without_regard_to_case() throws Exception {
    Path clean = folder.resolve("topics.duckdb");
    run(
        clean,
        "CREATE TABLE tickets AS SELECT row_number() OVER () AS __row, message FROM (VALUES"
            + " ('The PRICE is high'), ('priceless'), ('Preisänderung, prompt'), ('änderung'),"
            + " ('Änderungen'), ('a.b'), ('axb'), ('price   increase'), (NULL), ('(price)')) t"
            + " (message)");
    Topic price = new Topic("tickets", "message", "price", List.of("price"));
    Topic change = new Topic("tickets", "message", "change", List.of("änderung*", "a.b"));
    Topic raise = new Topic("tickets", "message", "raise", List.of("no such", "Price increase"));
    FeatureSpec spec =
        new FeatureSpec(
            List.of(),
            List.of(),
            null,
            List.of(),
            List.of(price, change, raise),
            Prune.standard(),
            Suspicion.standard());
    Path texts = folder.resolve("texts.duckdb");
    TextColumns.enrich(
        clean,
        List.of(TICKETS),
        spec,
        CUTOFF,
        SEEDS,
        folder,
        texts,
        Lab.SETTINGS,
        Progress.silent());
    assertThat(Lab.query(texts, "SELECT * FROM tickets"))
        .containsExactly(
            "1|1.0|0.0|0.0",
            "2|0.0|0.0|0.0",
            "3|0.0|0.0|0.0",
            "4|0.0|1.0|0.0",
            "5|0.0|1.0|0.0",
            "6|0.0|1.0|0.0",
            "7|0.0|0.0|0.0",
            "8|1.0|0.0|1.0",
            "9|~|~|~",
            "10|1.0|0.0|0.0");
  }

  @Test
  void what_is_made_of_a_text_is_known_when_the_text_is() throws Exception {
    TableContract late =
        new TableContract(
            "tickets",
            TICKETS.key(),
            TICKETS.time(),
            null,
            false,
            false,
            TICKETS.columns(),
            Map.of("message", ANSWERED, "score", ANSWERED),
            List.of(),
            ZoneOffset.UTC);
    TableContract added = TextColumns.contracts(List.of(late), spec()).get(0);
    assertThat(added.knownBy()).containsEntry("mood", ANSWERED).containsEntry("price", ANSWERED);
    Path clean = clean("clean.duckdb");
    run(
        clean,
        "ALTER TABLE tickets ADD COLUMN __known_message TIMESTAMP",
        "UPDATE tickets SET __known_message = TIMESTAMP '2024-06-05' - INTERVAL (__row) DAY");
    TextColumns.enrich(
        clean,
        List.of(late),
        spec(),
        CUTOFF,
        SEEDS,
        folder.resolve("a"),
        texts("a"),
        Lab.SETTINGS,
        Progress.silent());
    assertThat(Lab.query(texts("a"), "SELECT __known_mood, __known_price FROM tickets LIMIT 1"))
        .containsExactly("2024-06-04 00:00:00.0|2024-06-04 00:00:00.0");
  }

  @Test
  void columns_made_of_texts_are_columns_as_any_other() {
    TableContract added = TextColumns.contracts(List.of(TICKETS), spec()).get(0);
    assertThat(added.columns())
        .extracting(Column::name, Column::type, Column::max, Column::description)
        .endsWith(
            org.assertj.core.groups.Tuple.tuple(
                "mood", ColumnType.NUMBER, 1.0, "probability that 'message' sounds content"),
            org.assertj.core.groups.Tuple.tuple(
                "price", ColumnType.BOOLEAN, null, "whether 'message' mentions price, fee*"));
  }

  @Test
  void mistaken_tables_columns_and_names_are_told() {
    Lab.assertFails(
        () -> contracts(new Sentiment("ticket", "message", "score", 4, "mood")),
        ErrorCode.RECIPE_INVALID,
        "The sentiment 'mood' is to be made of table 'ticket', which is not among the sources. Did"
            + " you mean 'tickets'?",
        "Name a source that has a contract.");
    Lab.assertFails(
        () -> contracts(new Sentiment("tickets", "mesage", "score", 4, "mood")),
        ErrorCode.COLUMN_NOT_FOUND,
        "Table tickets has no category column 'mesage'. Did you mean 'message'?",
        "Declare the column in the contract of the table, or name another.");
    Lab.assertFails(
        () -> contracts(new Sentiment("tickets", "message", "message", 4, "mood")),
        ErrorCode.COLUMN_NOT_FOUND,
        "Table tickets has no numeric column 'message'.",
        "Declare the column in the contract of the table, or name another.");
    Lab.assertFails(
        () -> contracts(new Sentiment("tickets", "message", "score", 4, "score")),
        ErrorCode.RECIPE_INVALID,
        "Table tickets would have two columns named 'score'.",
        "Give the sentiment or topic another name.");
  }

  private static List<TableContract> contracts(Sentiment sentiment) {
    FeatureSpec spec =
        new FeatureSpec(
            List.of(),
            List.of(),
            null,
            List.of(sentiment),
            List.of(),
            Prune.standard(),
            Suspicion.standard());
    return TextColumns.contracts(List.of(TICKETS), spec);
  }

  private static FeatureSpec spec() {
    return new FeatureSpec(
        List.of(),
        List.of(),
        null,
        List.of(MOOD),
        List.of(new Topic("tickets", "message", "price", List.of("price", "fee*"))),
        Prune.standard(),
        Suspicion.standard());
  }

  private List<SentimentReport> enrich(Path clean, String name) {
    return TextColumns.enrich(
        clean,
        List.of(TICKETS),
        spec(),
        CUTOFF,
        SEEDS,
        folder.resolve(name),
        texts(name),
        Lab.SETTINGS,
        Progress.silent());
  }

  private Path texts(String name) {
    return folder.resolve(name + ".duckdb");
  }

  private Path model(String name) {
    return folder.resolve(name).resolve("tickets.mood.bin");
  }

  /** The sentences with known scores, two without a score, and a row without a text. */
  private Path clean(String name) throws Exception {
    Path file = folder.resolve(name);
    List<String> rows = new ArrayList<>();
    for (String line : sentences()) {
      String text = Duck.literal(line.substring(2));
      rows.add("('2024-01-01', " + text + ", " + line.charAt(0) + ", '2024-02-01')");
    }
    rows.add("('2024-07-01', 'Thank you, friendly and quick help.', NULL, NULL)");
    rows.add("('2024-07-01', 'Nobody answers, I want to cancel my contract.', NULL, NULL)");
    rows.add("('2024-07-01', NULL, 5, '2024-02-01')");
    run(
        file,
        "CREATE TABLE tickets (__row BIGINT, __known TIMESTAMP, message VARCHAR, score DOUBLE,"
            + " __known_score TIMESTAMP)",
        "INSERT INTO tickets SELECT row_number() OVER (), * FROM (VALUES "
            + String.join(", ", rows)
            + ")");
    return file;
  }

  private static List<String> sentences() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    TextColumnsTest.class.getResourceAsStream("/texts/messages.txt")),
                StandardCharsets.UTF_8))) {
      return lines.lines().toList();
    }
  }

  private static void run(Path file, String... statements) throws Exception {
    try (Connection database = Duck.open(file, Lab.SETTINGS)) {
      for (String sql : statements) {
        Duck.execute(database, sql);
      }
    }
  }
}
