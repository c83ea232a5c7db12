package dev.millrace.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.conformance.server.Json;
import dev.millrace.conformance.tiny.TinyServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return line.execute(arguments);
  }

  @Test
  void ends_with_0_where_all_is_kept() throws IOException {
    try (TinyServer server = TinyServer.start()) {
      int code = run(server.base().toString(), "--protocol", "mlflow,sagemaker");

      assertThat(code).as(out.toString()).isZero();
      assertThat(out.toString())
          .startsWith("MLflow scoring protocol\n  passed   GET /ping answers 200")
          .contains("\n\nAmazon SageMaker inference container\n")
          .endsWith("passed, 0 failed, 0 skipped\n");
    }
  }

  @Test
  void ends_with_3_where_something_is_not_and_says_what_came() throws IOException {
    try (TinyServer server = TinyServer.start()) {
      server.mutate((ask, say) -> ask.path().equals("/ping") ? say.text(t -> "pong") : say);

      int code = run(server.base().toString(), "--protocol", "mlflow");

      assertThat(code).isEqualTo(3);
      assertThat(out.toString())
          .contains(
              """
                FAILED   GET /ping answers 200 with a line break, as application/json (Local Inference Server Specification: endpoints)
                           expected a body that is one line break
                           came     200 application/json pong to GET /ping
              """
                  .indent(0));
    }
  }

  @Test
  void ends_with_4_where_no_server_answers() {
    assertThat(run("http://localhost:1")).isEqualTo(4);
    assertThat(run("https://localhost:1")).isEqualTo(4);
    assertThat(err.toString()).startsWith("No server answers at http://localhost:1 (");
  }

  @Test
  void ends_with_2_where_the_arguments_are_wrong() throws IOException {
    Path file = Files.writeString(folder.resolve("row.json"), "[1]");

    assertThat(run("localhost:8080")).isEqualTo(2);
    assertThat(run("http://localhost:1", "--protocol", "grpc")).isEqualTo(2);
    assertThat(run("http://localhost:1", "--example", file.toString())).isEqualTo(2);
    assertThat(run("http://localhost:1", "--example", "no-such-file")).isEqualTo(2);
    assertThat(err.toString())
        .contains("must be like http://localhost:8080, not localhost:8080.")
        .contains("'grpc' is none of [v1, mlflow, v2, sagemaker, operations]")
        .contains("row.json holds no row");
  }

  @Test
  void prints_json_for_programs() throws IOException {
    try (TinyServer server = TinyServer.start()) {
      run(server.base().toString(), "--protocol", "operations", "--json");

      var report = Json.read(out.toString());
      assertThat(report.path("failed").asInt()).isZero();
      assertThat(report.path("checks").size())
          .isEqualTo(report.path("passed").asInt() + report.path("skipped").asInt());
      assertThat(report.path("checks").path(0).path("name").asText()).isNotEmpty();
    }
  }

  @Test
  void asks_v1_by_the_card_where_the_example_is_for_the_other_protocols() throws IOException {
    Path file = Files.writeString(folder.resolve("row.json"), "{\"tenure\":40,\"plan\":\"pro\"}");
    List<String> rows = new CopyOnWriteArrayList<>();
    try (TinyServer server = TinyServer.start()) {
      server.mutate(
          (ask, say) -> {
            rows.add(ask.path() + " " + ask.text());
            return ask.path().startsWith("/v1") && ask.text().contains("40")
                ? say.status(400)
                : say;
          });

      run(server.base().toString(), "--protocol", "v1,v2,mlflow", "--example", file.toString());

      assertThat(out.toString()).contains(" 0 failed, 0 skipped");
      assertThat(rows)
          .anyMatch(row -> row.startsWith("/v1/models/tiny/predict {\"row\":{\"tenure\":12,"))
          .anyMatch(row -> row.startsWith("/invocations") && row.contains("40"))
          .anyMatch(row -> row.startsWith("/v2/models/tiny/infer") && row.contains("40"));
    }
  }

  @Test
  void takes_a_row_from_mlflows_input_example() throws IOException {
    String table = "{\"columns\":[\"tenure\",\"plan\"],\"data\":[[12,\"pro\"]]}";
    Path file = Files.writeString(folder.resolve("input_example.json"), table);
    try (TinyServer server = TinyServer.start()) {
      server.mutate((ask, say) -> ask.path().startsWith("/v") ? say.status(404) : say);

      run(server.base().toString(), "--protocol", "sagemaker", "--example", file.toString());

      assertThat(out.toString()).contains("7 passed, 0 failed, 0 skipped");
    }
  }
}
