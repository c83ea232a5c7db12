package dev.millrace.serving.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.serving.metrics.MetricName;
import dev.millrace.serving.metrics.ServerMetrics;
import dev.millrace.serving.server.Served;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The dashboard and the alert rules are those of today's metrics. */
class DeployFilesTest {
  private static final String DASHBOARD = "grafana/dashboard.json";
  private static final String RULES = "prometheus/rules.yaml";
  private static final Pattern NAME = Pattern.compile("\\b(?:millrace|jvm|process)_[a-z_]+");
  private static final Pattern REASON = Pattern.compile("shed_total\\{[^}]*reason[=!~]+\"([^\"]+)");

  @BeforeAll
  static void write() throws JsonProcessingException {
    if (System.getProperty("millrace.golden.write") != null) {
      DeployFolder.write(DASHBOARD, dashboard());
      DeployFolder.write(RULES, ServerAlerts.yaml());
    }
  }

  @Test
  void the_dashboard_is_as_the_code_writes_it() throws IOException {
    assertThat(DeployFolder.read(DASHBOARD))
        .as("rewrite it with " + DeployFolder.COMMAND)
        .isEqualTo(dashboard());
  }

  @Test
  void the_rules_are_as_the_code_writes_them() throws IOException {
    assertThat(DeployFolder.read(RULES))
        .as("rewrite them with " + DeployFolder.COMMAND)
        .isEqualTo(ServerAlerts.yaml());
  }

  @ParameterizedTest
  @MethodSource("files")
  void every_metric_that_is_named_exists(String file) throws Exception {
    Set<String> named = namesIn(DeployFolder.read(file));

    assertThat(named).hasSizeGreaterThan(5);
    assertThat(exposed()).containsAll(named);
  }

  @Test
  void every_metric_is_on_the_dashboard() throws IOException {
    Set<String> shown = namesIn(DeployFolder.read(DASHBOARD));

    assertThat(MetricName.values())
        .allMatch(
            metric -> shown.stream().anyMatch(name -> spellings(metric).contains(name)),
            "has a panel; add one to ServerPanels");
  }

  @Test
  void every_alert_says_what_it_means_where_to_look_and_what_to_do() {
    assertThat(ServerAlerts.all())
        .allSatisfy(
            alert ->
                assertThat(List.of(alert.summary(), alert.meaning(), alert.look(), alert.act()))
                    .allMatch(text -> text.length() > 20));
  }

  @Test
  void a_label_that_a_metric_does_not_have_is_refused() {
    Queries queries = new Queries("", "5m");

    assertThatThrownBy(() -> queries.rate(MetricName.ROWS, List.of("protocol")))
        .hasMessage("ROWS has no label protocol, only [model]");
    assertThatThrownBy(() -> queries.series(MetricName.SWAPS, "model=~\"a\""))
        .hasMessage("SWAPS has no label model, only [role, outcome]");
  }

  @Test
  void every_reason_of_a_refusal_that_an_alert_names_is_one_that_a_server_counts()
      throws IOException {
    Set<String> named = reasonsIn(DeployFolder.read(RULES));
    named.addAll(reasonsIn(DeployFolder.read("prometheus/rules_test.yaml")));

    try (Served served = Served.start(Served.modelPackage(1), Map.of())) {
      assertThat(named).contains("outcomes_not_kept");
      assertThat(reasonsIn(served.get("/metrics").body())).containsAll(named);
    }
  }

  private static Set<String> reasonsIn(String text) {
    return REASON
        .matcher(text)
        .results()
        .flatMap(found -> Stream.of(found.group(1).split("\\|")))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> files() {
    return Stream.of(DASHBOARD, RULES);
  }

  private static String dashboard() throws JsonProcessingException {
    return new ObjectMapper()
            .writerWithDefaultPrettyPrinter()
            .writeValueAsString(Dashboard.of(ServerPanels.rows()))
        + "\n";
  }

  private static Set<String> namesIn(String text) {
    return new TreeSet<>(NAME.matcher(text).results().map(found -> found.group()).toList());
  }

  /** Our names, and those that a server's registry shows of Java before anything happened. */
  private static Set<String> exposed() throws Exception {
    Set<String> names = new TreeSet<>();
    Arrays.stream(MetricName.values()).map(DeployFilesTest::spellings).forEach(names::addAll);
    try (ServerMetrics metrics = new ServerMetrics()) {
      metrics.scrape("").lines().map(line -> line.replaceAll("[{ ].*", "")).forEach(names::add);
    }
    names.add("jvm_gc_pause_seconds_sum"); // from the first collection on
    return names;
  }

  private static List<String> spellings(MetricName metric) {
    String name = metric.prometheusName();
    return metric.type() == MetricName.Type.HISTOGRAM
        ? List.of(name + "_bucket", name + "_sum", name + "_count")
        : List.of(name);
  }
}
