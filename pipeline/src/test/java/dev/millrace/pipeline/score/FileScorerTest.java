package dev.millrace.pipeline.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.clean.CleanPolicy.OnViolation;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckSettings;
import dev.millrace.pipeline.command.Packages;
import dev.millrace.scoring.Scorer;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileScorerTest {
  private static final String HEADER = "id,tenure,charges,senior,since,seen,contract,region\n";

  @TempDir Path folder;
  private Path model;
  private Path data;

  @BeforeEach
  void write_rows() throws IOException {
    model = Packages.copyTo(folder);
    data =
        Files.writeString(
            folder.resolve("new.csv"),
            HEADER
                + "a,33,44.7,no,2024-03-24,2024-10-04T03:57:52Z,month|to|month,north\n"
                + "\"b,1\",12,,yes,,,one year,atlantis\n"
                + "c,-1,10,no,,,one year,south\n"
                + "d,many,10,no,,,one year,south\n");
  }

  @Test
  void a_csv_file_of_keys_and_probabilities_appears_beside_the_rows_set_aside() throws IOException {
    Path out = folder.resolve("scores.csv");

    ScoreOutcome outcome = score(out, null, OnViolation.QUARANTINE);

    List<String> lines = Files.readAllLines(out);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).isEqualTo("key,probability");
    assertThat(lines.get(1)).startsWith("a,0.");
    assertThat(lines.get(2)).startsWith("\"b,1\",0.");
    assertThat(outcome.read()).isEqualTo(4);
    assertThat(outcome.scored()).isEqualTo(2);
    assertThat(outcome.setAside()).isEqualTo(2);
    assertThat(outcome.missing()).containsEntry("charges", 1L).containsEntry("since", 1L);
    assertThat(outcome.unseen()).isEqualTo(Map.of("region", 1L));
    assertThat(Files.readString(folder.resolve("scores.csv.quarantine.csv")))
        .contains("tenure,-1,min 0")
        .contains("tenure,many,");
    assertThat(names()).noneMatch(name -> name.contains("partial"));
  }

  @Test
  void the_probabilities_are_those_of_the_scorer() throws IOException {
    Path out = folder.resolve("scores.csv");
    score(out, null, OnViolation.QUARANTINE);

    double expected;
    try (Scorer scorer = Scorer.open(model)) {
      expected =
          scorer
              .score(
                  Map.of(
                      "tenure", 33,
                      "charges", 44.7,
                      "senior", "no",
                      "since", "2024-03-24",
                      "seen", "2024-10-04T03:57:52Z",
                      "contract", "month|to|month",
                      "region", "north"))
              .probability();
    }
    assertThat(Files.readAllLines(out).get(1)).isEqualTo("a," + expected);
  }

  @Test
  void a_parquet_file_holds_the_same_rows() throws IOException, SQLException {
    Path csv = folder.resolve("scores.csv");
    Path parquet = folder.resolve("scores.parquet");
    score(csv, null, OnViolation.QUARANTINE);
    score(parquet, null, OnViolation.QUARANTINE);

    try (Connection database = Duck.inMemory(folder, DuckSettings.standard())) {
      String differing =
          "SELECT count(*) FROM ((FROM %1$s EXCEPT FROM %2$s) UNION (FROM %2$s EXCEPT FROM %1$s))"
              .formatted(Duck.literal(csv), Duck.literal(parquet));
      assertThat(Duck.queryLong(database, "SELECT count(*) FROM " + Duck.literal(parquet)))
          .isEqualTo(2);
      assertThat(Duck.queryLong(database, differing)).isZero();
    }
  }

  @Test
  void without_an_output_file_csv_goes_to_the_stream() {
    StringWriter stream = new StringWriter();

    FileScorer.score(request(null, null, OnViolation.NULL), stream, Progress.silent());

    assertThat(stream.toString()).startsWith("key,probability\na,0.").contains("\n\"b,1\",0.");
  }

  @Test
  void reasons_are_a_third_column_where_they_are_asked_for() throws IOException, SQLException {
    Path csv = folder.resolve("scores.csv");
    Path parquet = folder.resolve("scores.parquet");
    for (Path out : List.of(csv, parquet)) {
      ScoreRequest request =
          new ScoreRequest(model, data.toString(), out, null, OnViolation.QUARANTINE, List.of(), 2);
      FileScorer.score(request, new StringWriter(), Progress.silent());
    }

    List<String> lines = Files.readAllLines(csv);
    assertThat(lines.get(0)).isEqualTo("key,probability,reasons");
    assertThat(lines.get(1))
        .matches("a,0\\.\\d+(E-\\d+)?,[^;,]+: [+-]\\d+\\.\\d\\d; [^;,]+: [+-]\\d+\\.\\d\\d");
    try (Connection database = Duck.inMemory(folder, DuckSettings.standard())) {
      String same = "SELECT count(*) FROM (FROM %s INTERSECT FROM %s)";
      assertThat(Duck.queryLong(database, same.formatted(Duck.literal(csv), Duck.literal(parquet))))
          .isEqualTo(2);
    }
  }

  @Test
  void another_column_can_be_the_key_and_without_one_it_is_the_row_number() throws IOException {
    Path out = folder.resolve("scores.csv");
    score(out, "region", OnViolation.QUARANTINE);
    assertThat(Files.readAllLines(out).get(1)).startsWith("north,");

    Files.writeString(data, Files.readString(data).replaceFirst("id", "number"));
    ScoreOutcome outcome = score(out, null, OnViolation.QUARANTINE);

    assertThat(outcome.key()).isNull();
    assertThat(Files.readAllLines(out).get(1)).startsWith("1,");
  }

  @Test
  void a_file_that_breaks_the_contract_in_every_row_is_an_error_of_the_data() throws IOException {
    Files.writeString(data, HEADER + "a,x,1,no,,,one year,north\n");
    Path out = folder.resolve("scores.csv");

    MillraceException error =
        catchThrowableOfType(
            MillraceException.class, () -> score(out, null, OnViolation.QUARANTINE));

    assertThat(error.code()).isEqualTo(ErrorCode.CONTRACT_VIOLATED);
    assertThat(error)
        .hasMessageContaining("None of the 1 rows keeps the contract of the model: tenure: ");
    assertThat(out).doesNotExist();
    assertThat(names()).noneMatch(name -> name.contains("partial"));
  }

  @Test
  void a_missing_column_is_named() throws IOException {
    Files.writeString(data, "id,tenur\na,1\n");

    MillraceException error =
        catchThrowableOfType(
            MillraceException.class,
            () -> score(folder.resolve("s.csv"), null, OnViolation.QUARANTINE));

    assertThat(error.code()).isEqualTo(ErrorCode.COLUMN_NOT_FOUND);
    assertThat(error.getMessage() + error.problems()).contains("tenure");
  }

  private ScoreOutcome score(@Nullable Path out, @Nullable String key, OnViolation onViolation) {
    return FileScorer.score(request(out, key, onViolation), new StringWriter(), Progress.silent());
  }

  private ScoreRequest request(@Nullable Path out, @Nullable String key, OnViolation onViolation) {
    return new ScoreRequest(model, data.toString(), out, key, onViolation, List.of(), 0);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
