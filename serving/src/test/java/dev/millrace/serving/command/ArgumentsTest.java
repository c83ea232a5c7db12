package dev.millrace.serving.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.console.Terminal;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class ArgumentsTest {
  @Test
  void plain_arguments_are_read_without_picocli() {
    assertThat(Arguments.readPlain("m", "--port", "1", "--share=5%", "--config", "f", "--shadow"))
        .contains(
            new Arguments(
                Map.of(
                    "model",
                    "m",
                    "port",
                    "1",
                    "challenger.share",
                    "5%",
                    "challenger.mode",
                    "shadow"),
                Path.of("f"),
                false));
  }

  @Property(tries = 1_000)
  void what_is_read_is_what_picocli_reads(@ForAll("arguments") List<String> arguments) {
    Optional<Arguments> plain = Arguments.readPlain(arguments.toArray(String[]::new));

    plain.ifPresent(read -> assertThat(read).isEqualTo(byPicocli(arguments)));
  }

  @Provide
  Arbitrary<List<String>> arguments() {
    return Arbitraries.of(
            "m",
            "models:/a@b",
            "--port",
            "--port=1",
            "80",
            "--share",
            "5%",
            "--challenger",
            "--challenger-model=c",
            "--shadow",
            "--warm-up",
            "--shadow=true",
            "--config",
            "f",
            "--config=",
            "-h",
            "-x",
            "--",
            "@f",
            "",
            "--limits-body",
            "--host=--port",
            "=",
            "a=b",
            "--model",
            "--cors-origins=a=b,c")
        .list()
        .ofMaxSize(5);
  }

  private static Arguments byPicocli(List<String> arguments) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    ServeCommand command =
        new ServeCommand(
            new Serve(
                new Terminal(nowhere, nowhere, false, false, 80),
                Map.of(),
                SageMaker.USUAL,
                (config, warmUp) -> 0));
    CommandLine line = ServeCommand.commandLine(command);
    try {
      line.parseArgs(arguments.toArray(String[]::new));
    } catch (ParameterException e) {
      throw new AssertionError("picocli does not take " + arguments, e);
    }
    return command.arguments();
  }
}
