package dev.millrace.serving.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.console.Terminal;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.serving.config.Challenger;
import dev.millrace.serving.config.ServeConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class ServeCommandTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private SageMaker sageMaker = new SageMaker(Path.of("/nowhere"));
  private @Nullable ServeConfig config;
  private boolean warmUp;
  private ServerStarter starter =
      (given, warm) -> {
        config = given;
        warmUp = warm;
        return 0;
      };

  @BeforeEach
  void reset() {
    sageMaker = new SageMaker(folder.resolve("nowhere"));
  }

  @Test
  void arguments_options_variables_and_a_file_come_together() throws IOException {
    Path file = Files.writeString(folder.resolve("serve.yaml"), "limits: {rows: 7}\ndrain: 1s\n");
    environment.put("MILLRACE_CONFIG", file.toString());
    environment.put("MILLRACE_HOST", "::1");

    int code =
        run(
            "a/model",
            "--port",
            "0",
            "--challenger",
            "models:/c@next",
            "--share",
            "20%",
            "--shadow",
            "--limits-body",
            "1KiB",
            "--drain=2s");

    assertThat(code).isZero();
    assertThat(config.model()).isEqualTo("a/model");
    assertThat(config.port()).isZero();
    assertThat(config.host()).isEqualTo("::1");
    assertThat(config.challenger())
        .isEqualTo(new Challenger("models:/c@next", 0.2, Challenger.Mode.SHADOW));
    assertThat(config.limits().rows()).isEqualTo(7);
    assertThat(config.limits().bodyBytes()).isEqualTo(1024);
    assertThat(config.drain()).hasSeconds(2);
    assertThat(warmUp).isFalse();
  }

  @Test
  void the_word_serve_may_stand_before_the_arguments_as_sagemaker_puts_it() throws IOException {
    Path unpacked = Files.createDirectories(folder.resolve("opt/model"));
    Files.writeString(unpacked.resolve("millrace.json"), "{}");
    sageMaker = new SageMaker(folder.resolve("opt"));
    environment.put("SAGEMAKER_BIND_TO_PORT", "8181");

    assertThat(run("serve")).isZero();

    assertThat(config.model()).isEqualTo(unpacked.toString());
    assertThat(config.host()).isEqualTo("0.0.0.0");
    assertThat(config.port()).isEqualTo(8181);
    assertThat(text(err)).contains("WARN", "Everybody who reaches 0.0.0.0:8181 may ask");
  }

  @Test
  void a_warm_up_listens_on_a_free_port_of_this_machine() {
    assertThat(run("m", "--warm-up", "--host", "0.0.0.0")).isZero();

    assertThat(warmUp).isTrue();
    assertThat(config.host()).isEqualTo("127.0.0.1");
    assertThat(config.port()).isZero();
  }

  @Test
  void every_problem_is_said_with_its_flag_and_the_exit_code_is_2() {
    assertThat(run("m", "--port", "eighty", "--limits-idle", "soon")).isEqualTo(2);

    assertThat(text(err))
        .isEqualTo(
            """
            error: The configuration has 2 problems.
              --limits-idle: 'limits.idle': expected a time like 250ms, 10s or 5m, but found 'soon'
              --port: 'port': expected a whole number from 0 to 65535, but found 'eighty'
            Correct it and start again; docs/serving-config.md explains every key.
            """);
    assertThat(config).isNull();
  }

  @Test
  void an_unknown_option_is_told_with_the_nearest_one() {
    assertThat(run("m", "--prot=80")).isEqualTo(2);

    assertThat(text(err))
        .contains("Unknown option: '--prot=80'", "Did you mean '--port'?", "millrace serve --help");
  }

  @Test
  void the_exit_code_tells_whose_fault_it_was_and_no_stack_trace_is_shown() {
    starter =
        (given, warm) -> {
          throw new MillraceException(ErrorCode.LOCKED, "The port 80 is taken.", "Take another.");
        };

    assertThat(run("m")).isEqualTo(4);
    assertThat(text(err)).contains("error: The port 80 is taken.\nTake another.\n");
  }

  @Test
  void the_log_is_lines_of_json_where_that_is_asked_for() {
    starter =
        (given, warm) -> {
          LoggerFactory.getLogger("dev.millrace.test").info("serving {}", "telco");
          LoggerFactory.getLogger("io.vertx.test").info("chatter");
          return 0;
        };

    assertThat(run("m", "--log", "json")).isZero();
    assertThat(text(err))
        .matches(
            "\\{\"at\":\"[^\"]+Z\",\"level\":\"INFO\",\"logger\":\"dev.millrace.test\","
                + "\"message\":\"serving telco\"}\n");
  }

  @Test
  void what_ends_a_start_is_a_line_of_json_too_also_where_the_configuration_is_wrong()
      throws IOException {
    Path file = Files.writeString(folder.resolve("serve.yaml"), "log: json\nport: eighty\n");

    assertThat(run("m", "--config", file.toString())).isEqualTo(2);

    assertThat(text(err))
        .startsWith("{\"at\":\"")
        .contains("\"level\":\"ERROR\"", "The configuration has a problem.", "serve.yaml:2:7")
        .endsWith("explains every key.\"}\n")
        .hasLineCount(1);
  }

  @Test
  void what_ends_a_start_is_a_line_of_json_too_where_the_model_is_wrong() {
    environment.put("MILLRACE_LOG", "json");
    starter =
        (given, warm) -> {
          throw new MillraceException(ErrorCode.LOCKED, "The port 80 is taken.", "Take another.");
        };

    assertThat(run("m")).isEqualTo(4);

    assertThat(text(err))
        .endsWith("\"message\":\"error: The port 80 is taken.\\nTake another.\"}\n")
        .hasLineCount(1);
  }

  @Test
  void a_configuration_that_is_not_there_is_told() {
    assertThat(run("m", "--config", folder.resolve("absent.yaml").toString())).isEqualTo(2);

    assertThat(text(err)).startsWith("error: ").contains("absent.yaml");
  }

  @Test
  void help_shows_an_example_and_every_key_but_secrets() {
    assertThat(run("--help")).isZero();

    assertThat(text(out))
        .contains("Example:", "--limits-body=SIZE", "--challenger", "MODEL")
        .doesNotContain("secret=", "--auth-keys", "--warm-up");
  }

  private int run(String... arguments) {
    Terminal terminal = new Terminal(print(out), print(err), false, false, 80);
    Serve serve =
        new Serve(terminal, environment, sageMaker, (given, warm) -> starter.run(given, warm));
    return ServeMain.run(serve, arguments);
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
