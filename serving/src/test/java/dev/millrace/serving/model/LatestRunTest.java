package dev.millrace.serving.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatestRunTest {
  @TempDir Path runs;

  private void run(String name, boolean passed) throws IOException {
    Path run = Files.createDirectories(runs.resolve(name));
    Packages.copy(Packages.ONE, run.resolve("model"));
    Files.writeString(run.resolve("metrics.json"), "{\"gates\":{\"passed\":" + passed + "}}");
  }

  private static Path newest(LatestRun source) {
    return source.fetch(source.look()).folder();
  }

  @Test
  void the_newest_run_that_passed_its_gates_is_taken() throws IOException {
    run("telco/20261124-090000-aaaa", true);
    run("churn/20261125-090000-bbbb", true);
    run("churn/20261126-090000-cccc", false);
    run("churn/.20261127-090000-dddd", true);
    assertThat(newest(new LatestRun(runs)))
        .isEqualTo(runs.resolve("churn/20261125-090000-bbbb/model"));
  }

  @Test
  void a_newer_run_of_the_recipe_is_followed_and_one_of_another_recipe_is_not() throws IOException {
    run("churn/20261125-090000-aaaa", true);
    LatestRun source = new LatestRun(runs);
    source.served(source.fetch(source.look()));
    SourceState before = source.look();

    run("telco/20261126-090000-bbbb", true);
    assertThat(source.look()).isEqualTo(before);
    run("churn/20261126-080000-cccc", true);
    assertThat(source.look()).isNotEqualTo(before);
    assertThat(newest(source)).isEqualTo(runs.resolve("churn/20261126-080000-cccc/model"));
  }

  @Test
  void where_there_is_none_it_is_said_what_was_looked_at() throws IOException {
    LatestRun source = new LatestRun(runs);
    assertThatThrownBy(source::look)
        .isInstanceOfSatisfying(
            MillraceException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.MODEL_NOT_FOUND);
              assertThat(e)
                  .hasMessage(
                      "There is no run in " + runs + ": looked for RECIPE/RUN/metrics.json.");
              assertThat(e.hint()).contains("millrace run");
            });

    run("churn/20261126-090000-cccc", false);
    assertThatThrownBy(source::look)
        .isInstanceOfSatisfying(
            MillraceException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.GATE_FAILED);
              assertThat(e).hasMessageContaining("the newest is churn/20261126-090000-cccc.");
            });
  }
}
