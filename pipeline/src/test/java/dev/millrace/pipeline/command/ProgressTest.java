package dev.millrace.pipeline.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.support.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final long SECOND = 1_000_000_000L;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private long now;

  @Test
  void plain_lines_come_at_the_start_every_five_seconds_and_at_the_end() {
    work(LineDisplay::new, 120);

    assertThat(lines())
        .containsExactly(
            "train mlp",
            "train mlp: 50 of 120 rows, 10 rows/s, 7.0 s left, loss 0.5",
            "train mlp: 100 of 120 rows, 10 rows/s, 2.0 s left, loss 0.5",
            "train mlp: 120 rows in 12 s (loss 0.5)");
  }

  @Test
  void work_of_unknown_size_shows_its_rate_only() {
    work(LineDisplay::new, -1);

    assertThat(lines()).contains("train mlp: 50 rows, 10 rows/s, loss 0.5");
  }

  @Test
  void work_that_counts_nothing_shows_its_remark_and_its_time() {
    Progress progress =
        new ShownProgress(
            new LineDisplay(new PrintStream(said, true, StandardCharsets.UTF_8)), () -> now);
    try (Progress.Task task = progress.start("split", -1, "steps")) {
      now += 6 * SECOND;
      task.note("fitting");
      task.note("");
    }

    assertThat(lines()).containsExactly("split", "split: fitting, 6.0 s", "split: 6.0 s");
  }

  @Test
  void json_lines_can_be_read_by_a_program() {
    work(JsonDisplay::new, 120);

    assertThat(lines())
        .startsWith(
            "{\"done\":0,\"event\":\"began\",\"name\":\"train mlp\",\"seconds\":0.0,"
                + "\"total\":120,\"unit\":\"rows\"}")
        .contains(
            "{\"done\":60,\"event\":\"moved\",\"name\":\"train mlp\",\"note\":\"loss 0.5\","
                + "\"seconds\":6.0,\"seconds_left\":6,\"total\":120,\"unit\":\"rows\"}");
  }

  @Test
  void a_bar_stays_on_its_line_and_leaves_no_trace() {
    work(err -> new BarDisplay(err, 60), 120);

    String text = said.toString(StandardCharsets.UTF_8);
    assertThat(text).doesNotContain("\n").endsWith("\r\033[K").contains("█████░");
    for (String shown : text.split("\r\033\\[K", -1)) {
      assertThat(shown.length()).isLessThan(60);
    }
  }

  private void work(Function<PrintStream, Display> display, long total) {
    PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);
    Progress progress = new ShownProgress(display.apply(err), () -> now);
    try (Progress.Task task = progress.start("train mlp", total, "rows")) {
      task.note("loss 0.5");
      for (int i = 0; i < 12; i++) {
        now += SECOND;
        task.advance(10);
      }
    }
  }

  private String[] lines() {
    return said.toString(StandardCharsets.UTF_8).stripTrailing().split("\n");
  }
}
