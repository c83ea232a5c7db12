package dev.millrace.serving.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The document on record before the reference validator, where Python has it. */
class OpenApiValidatorTest {
  @Test
  void the_document_is_valid_and_its_examples_fit_their_schemas() throws Exception {
    assumeTrue(
        run("-c", "import openapi_spec_validator").exit() == 0,
        "openapi-spec-validator is not installed for python3; the document was not checked.");
    Ran check = run("src/test/openapi/check.py", "src/test/resources/openapi/subscribers-1.json");
    assertThat(check.exit()).as(check.output()).isZero();
    assertThat(check.output()).contains("examples fit");
  }

  private record Ran(int exit, String output) {}

  private static Ran run(String... arguments) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of("python3"));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ran(process.waitFor(), output);
    } catch (IOException e) {
      return new Ran(-1, "no python3: " + e.getMessage());
    }
  }
}
