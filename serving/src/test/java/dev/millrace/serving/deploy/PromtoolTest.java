package dev.millrace.serving.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.serving.clients.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus itself says of the rules. */
class PromtoolTest {
  private static final Path FOLDER = DeployFolder.FOLDER.resolve("prometheus");

  @Test
  void prometheus_takes_the_rules() throws Exception {
    promtool("check", "rules", FOLDER.resolve("rules.yaml"));
  }

  @Test
  void each_alert_fires_when_it_should_and_only_then() throws Exception {
    promtool("test", "rules", FOLDER.resolve("rules_test.yaml"));
  }

  @Test
  void prometheus_understands_the_queries_of_the_dashboard(@TempDir Path folder) throws Exception {
    String rules =
        ServerPanels.rows().stream()
            .flatMap(row -> row.panels().stream())
            .flatMap(panel -> panel.queries().stream())
            .map(query -> query.expression().replace("$__rate_interval", "5m"))
            .map(query -> "  - {record: query, expr: '" + query + "'}\n")
            .distinct()
            .collect(Collectors.joining());
    Path file = folder.resolve("queries.yaml");
    Files.writeString(file, "groups:\n- name: dashboard\n  rules:\n" + rules);

    promtool("check", "rules", "--lint=none", file);
  }

  @Test
  void the_tests_of_the_rules_know_every_alert() throws IOException {
    assertThat(DeployFolder.read("prometheus/rules_test.yaml"))
        .contains(
            ServerAlerts.all().stream()
                .map(alert -> "alertname=\"" + alert.name() + "\"")
                .toList());
  }

  private static void promtool(Object... arguments) throws Exception {
    Path promtool = Tool.find("promtool", "install Debian's package prometheus");
    List<String> command =
        Stream.concat(Stream.of(promtool), Stream.of(arguments)).map(Object::toString).toList();
    Tool.run(command, "", Map.of());
  }
}
