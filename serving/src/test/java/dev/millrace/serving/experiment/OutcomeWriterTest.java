package dev.millrace.serving.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.serving.request.Refusal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomeWriterTest {
  @TempDir Path folder;

  @Test
  void more_than_memory_allows_are_refused_and_what_is_known_is_still_known() throws Exception {
    try (OutcomeWriter writer = writer(2)) {
      assertThat(writer.take(List.of(outcome(1), outcome(2)), List.of()).get().accepted())
          .isEqualTo(2);
      ExecutionException refused =
          catchThrowableOfType(
              ExecutionException.class, () -> writer.take(List.of(outcome(3)), List.of()).get());

      assertThat(refused.getCause())
          .isInstanceOfSatisfying(
              Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("OUTCOMES_FULL"));
      assertThat(writer.take(List.of(outcome(1)), List.of()).get().duplicates()).isEqualTo(1);
    }
  }

  @Test
  void what_waits_when_it_is_closed_is_taken_and_nothing_later() throws Exception {
    OutcomeWriter writer = writer(10);
    var waiting = writer.take(List.of(outcome(1)), List.of());
    writer.close();

    assertThat(waiting.get().accepted()).isEqualTo(1);
    Refusal refusal =
        catchThrowableOfType(Refusal.class, () -> writer.take(List.of(outcome(2)), List.of()));
    assertThat(refusal.status()).isEqualTo(503);
    assertThat(refusal.code()).isEqualTo("OUTCOMES_BUSY");
  }

  private OutcomeWriter writer(int mostOutcomes) {
    OutcomeJournal journal = OutcomeJournal.open(folder, Long.MAX_VALUE, line -> {});
    return new OutcomeWriter(journal, new Ledger(), mostOutcomes);
  }

  private static Genuine outcome(int number) {
    return new Genuine(
        new Outcome(1, "id-" + number, true),
        new PredictionId(4L * number, 0, Arm.CHAMPION, true, 1, 0.5f, Float.NaN));
  }
}
