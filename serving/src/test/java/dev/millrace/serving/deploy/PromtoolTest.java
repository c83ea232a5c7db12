package dev.millrace.serving.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What Prometheus itself says of the rules; Debian's package {@code prometheus} has promtool. */
class PromtoolTest {
  @Test
  void prometheus_takes_the_rules() throws Exception {
    promtool("check", "rules", "rules.yaml");
  }

  @Test
  void each_alert_fires_when_it_should_and_only_then() throws Exception {
    promtool("test", "rules", "rules_test.yaml");
  }

  @Test
  void the_tests_of_the_rules_know_every_alert() throws IOException {
    assertThat(DeployFolder.read("prometheus/rules_test.yaml"))
        .contains(
            ServerAlerts.all().stream()
                .map(alert -> "alertname=\"" + alert.name() + "\"")
                .toList());
  }

  private static void promtool(String... arguments) throws Exception {
    List<String> command = Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList();
    Process process = start(command);
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
  }

  private static Process start(List<String> command) {
    try {
      return new ProcessBuilder(command)
          .directory(DeployFolder.FOLDER.resolve("prometheus").toFile())
          .redirectErrorStream(true)
          .start();
    } catch (IOException e) {
      String reason = "no promtool (Debian: apt-get install prometheus): " + e.getMessage();
      if ("true".equals(System.getenv("CI"))) {
        fail(reason);
      }
      System.err.println("skipped: " + reason);
      return Assumptions.abort(reason);
    }
  }
}
