package dev.millrace.tuning.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Json;
import dev.millrace.tuning.pruner.Pruners;
import dev.millrace.tuning.trial.Trial;
import dev.millrace.tuning.trial.TrialState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of a study is Optuna's, line by line, and Optuna reads from it what happened. */
class StudyFileTest {
  private static final Map<TrialState, String> OPTUNAS_STATES =
      Map.of(
          TrialState.COMPLETE, "COMPLETE", TrialState.PRUNED, "PRUNED", TrialState.FAILED, "FAIL");

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void file() {
    file = folder.resolve("study.journal");
  }

  @Test
  void the_file_is_line_by_line_what_it_was() throws IOException {
    run(8);

    assertThat(Files.readString(file)).isEqualTo(golden());
  }

  @Test
  void optuna_reads_what_happened() throws Exception {
    StudyResult result = run(30);

    JsonNode read = Optuna.read(file);

    assertThat(read.get("optuna").textValue()).isEqualTo(Optuna.VERSION);
    assertThat(read.get("name").textValue()).isEqualTo("example");
    assertThat(read.get("direction").textValue()).isEqualTo("MAXIMIZE");
    assertThat(read.get("best").intValue()).isEqualTo(result.best().number());
    assertThat(read.get("trials")).hasSize(result.trials().size());
    assertThat(result.trials()).extracting(Trial::state).contains(TrialState.FAILED);
    assertThat(result.trials()).extracting(Trial::state).contains(TrialState.PRUNED);
    for (Trial trial : result.trials()) {
      assertSame(trial, read.get("trials").get(trial.number()));
    }
  }

  private static void assertSame(Trial trial, JsonNode read) {
    assertThat(read.get("state").textValue()).isEqualTo(OPTUNAS_STATES.get(trial.state()));
    assertThat(read.get("value")).isEqualTo(tree(trial.value()));
    assertThat(read.get("params")).isEqualTo(tree(trial.point().values()));
    assertThat(read.get("steps")).isEqualTo(tree(trial.steps()));
    JsonNode folds = read.get("attributes").get("folds");
    assertThat(folds == null ? Json.mapper().createArrayNode() : folds)
        .isEqualTo(tree(trial.folds()));
    trial
        .attributes()
        .forEach(
            (name, text) ->
                assertThat(read.get("attributes").get(name).asText()).as(name).isEqualTo(text));
  }

  /** As JSON, through text: as it comes back from there. */
  private static JsonNode tree(Object value) {
    try {
      return Json.mapper().readTree(Json.mapper().writeValueAsString(value));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** With some that fail and some that are pruned, at a clock that stands still. */
  private StudyResult run(int trials) {
    AtomicInteger calls = new AtomicInteger();
    Objective sometimes =
        (point, report) -> {
          if (calls.incrementAndGet() % 4 == 3) {
            throw new MillraceException(ErrorCode.TRAINING_DIVERGED, "it broke \"down\" ü", "");
          }
          return Studies.OBJECTIVE.score(point, report);
        };
    return Study.run(
        Studies.pruned(Studies.spec(trials), Pruners.median(2, 0)),
        file,
        sometimes,
        StudyListener.none(),
        InstantSource.fixed(Instant.parse("2026-01-02T03:04:05.678901Z")));
  }

  private static String golden() throws IOException {
    try (InputStream in = StudyFileTest.class.getResourceAsStream("study-optuna-5.journal")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
