package dev.millrace.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conformance.check.Outcome;
import dev.millrace.conformance.check.Protocol;
import dev.millrace.conformance.check.Result;
import dev.millrace.conformance.server.Json;
import dev.millrace.conformance.tiny.TinyServer;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers that are not ours speak some protocols and say less of themselves. */
class ForeignServerTest {
  private static final ObjectNode ROW = Json.object().put("tenure", 12).put("plan", "pro");

  private TinyServer server;

  @BeforeEach
  void start() throws IOException {
    server = TinyServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void only(Predicate<String> path) {
    server.mutate((ask, say) -> path.test(ask.path()) ? say : say.status(404));
  }

  private Report run(Options options) throws IOException {
    return Kit.run(server.base(), options);
  }

  @Test
  void an_mlflow_server_is_checked_with_a_row_from_a_file() throws IOException {
    only(path -> Set.of("/ping", "/health", "/version", "/invocations").contains(path));

    Report report =
        run(Options.all().with(EnumSet.of(Protocol.MLFLOW, Protocol.SAGEMAKER)).withExample(ROW));

    assertThat(report.failed()).as(report.text()).isEmpty();
    assertThat(report.skipped())
        .extracting(result -> result.check().name())
        .containsExactly(
            "An answer says the card's model, version and threshold",
            "Each prediction has an id of its own",
            "A column that comes twice is refused",
            "Every problem of every row is in the message",
            "A body without a type is refused with 415");
  }

  @Test
  void a_v2_server_is_checked_by_its_own_index_and_metadata() throws IOException {
    only(path -> path.startsWith("/v2"));

    Report report = run(Options.all().with(EnumSet.of(Protocol.V2)));

    assertThat(report.failed()).as(report.text()).isEmpty();
    assertThat(report.passed()).hasSizeGreaterThan(30);
  }

  @Test
  void without_a_model_the_reason_says_what_to_do() throws IOException {
    only(path -> path.equals("/ping"));

    Report report = run(Options.all().with(EnumSet.of(Protocol.MLFLOW)));

    assertThat(report.skipped())
        .extracting(Result::outcome)
        .first()
        .isInstanceOfSatisfying(
            Outcome.Skipped.class,
            skipped -> assertThat(skipped.reason()).contains("--model").contains("--example"));
  }
}
