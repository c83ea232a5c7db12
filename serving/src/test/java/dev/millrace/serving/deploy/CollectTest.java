package dev.millrace.serving.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How {@code deploy/collect} takes its arguments. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it is a shell script")
class CollectTest {
  @ParameterizedTest
  @ValueSource(strings = {"-h", "--help"})
  void help_is_no_mistake(String help) throws Exception {
    assertThat(collect(0, help)).startsWith("usage: deploy/collect FOLDER [JAVA]");
  }

  @Test
  void a_wrong_call_is_told_what_is_wrong_and_how_it_is_called() throws Exception {
    String usage = "usage: deploy/collect FOLDER [JAVA]";

    assertThat(collect(2)).startsWith("error: FOLDER is missing.").contains(usage);
    assertThat(collect(2, "--hlp")).startsWith("error: There is no option --hlp.").contains(usage);
    assertThat(collect(2, "a", "b", "c")).startsWith("error: ").contains(usage);
  }

  private static String collect(int code, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(DeployFolder.FOLDER.resolve("collect").toAbsolutePath().toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(code);
    return said;
  }
}
