package dev.millrace.serving.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.ErrorKind;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

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
    run("telco/20261128-090000-aaaa", false);
    run("churn/20261124-090000-aaaa", true);
    run("churn/20261125-090000-bbbb", true);
    run("churn/20261126-090000-cccc", false);
    run("churn/.20261127-090000-dddd", true);
    assertThat(newest(LatestRun.in(runs)))
        .isEqualTo(runs.resolve("churn/20261125-090000-bbbb/model"));
  }

  @Test
  void a_run_whose_metrics_cannot_be_read_did_not_pass() throws IOException {
    run("churn/20261125-090000-aaaa", true);
    run("churn/20261126-090000-bbbb", true);
    LatestRun source = LatestRun.in(runs);
    SourceState before = source.look();

    Path broken = runs.resolve("churn/20261126-090000-bbbb/metrics.json");
    for (String text : List.of("", "{\"gates\":{\"pas", "null", "[]")) {
      Files.writeString(broken, text);
      assertThat(newest(source)).isEqualTo(runs.resolve("churn/20261125-090000-aaaa/model"));
    }
    Files.writeString(broken, "{\"gates\":{\"passed\":true}}");
    assertThat(source.look()).isEqualTo(before);
  }

  @Test
  void a_run_whose_metrics_cannot_be_read_is_named_in_the_log_once() throws IOException {
    run("churn/20261125-090000-aaaa", true);
    run("churn/20261126-090000-bbbb", true);
    Files.writeString(runs.resolve("churn/20261126-090000-bbbb/metrics.json"), "");
    LatestRun source = LatestRun.in(runs);
    Logger log = (Logger) LoggerFactory.getLogger(LatestRun.class);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    log.addAppender(logged);
    try {
      source.look();
      source.look();
    } finally {
      log.detachAppender(logged);
    }
    assertThat(logged.list)
        .filteredOn(event -> event.getFormattedMessage().contains(runs.toString()))
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.getFormattedMessage()).contains("20261126-090000-bbbb/metrics"));
  }

  @Test
  void a_newer_run_of_the_recipe_is_followed_and_one_of_another_recipe_is_not() throws IOException {
    run("churn/20261125-090000-aaaa", true);
    LatestRun source = LatestRun.in(runs);
    source.served(source.fetch(source.look()));
    SourceState before = source.look();

    run("telco/20261126-090000-bbbb", true);
    assertThat(source.look()).isEqualTo(before);
    run("churn/20261126-080000-cccc", true);
    assertThat(source.look()).isNotEqualTo(before);
    assertThat(newest(source)).isEqualTo(runs.resolve("churn/20261126-080000-cccc/model"));
  }

  @Test
  void where_several_recipes_have_a_model_one_must_be_named() throws IOException {
    run("churn/20261125-090000-aaaa", true);
    run("telco/20261126-090000-bbbb", true);
    assertThatThrownBy(() -> LatestRun.in(runs).look())
        .isInstanceOfSatisfying(
            MillraceException.class,
            e -> {
              assertThat(e.code().kind()).isEqualTo(ErrorKind.USER);
              assertThat(e).hasMessageStartingWith("2 recipes in " + runs + " have a model");
              assertThat(e.problems())
                  .containsExactly(
                      new Problem("churn", "millrace serve runs/churn"),
                      new Problem("telco", "millrace serve runs/telco"));
            });
  }

  @Test
  void a_recipe_is_named_by_its_folder_in_runs_and_a_package_there_is_a_package()
      throws IOException {
    Path project = runs.resolve("project");
    run("project/runs/churn/20261125-090000-aaaa", true);
    run("project/runs/telco/20261126-090000-bbbb", true);
    Packages.copy(Packages.TWO, project.resolve("runs/current"));

    ModelSource named = ModelSources.of("runs/churn", project, Optional.empty());
    assertThat(named.fetch(named.look()).folder())
        .isEqualTo(project.resolve("runs/churn/20261125-090000-aaaa/model"));
    assertThat(ModelSources.of("runs/current", project, Optional.empty()))
        .isInstanceOf(FolderSource.class);
  }

  @Test
  void where_there_is_none_it_is_said_what_was_looked_at() throws IOException {
    LatestRun source = LatestRun.in(runs);
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
