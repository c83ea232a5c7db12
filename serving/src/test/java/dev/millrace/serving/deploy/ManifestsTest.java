package dev.millrace.serving.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.serving.config.ConfigReader;
import dev.millrace.serving.config.ServeConfig;
import dev.millrace.serving.config.Sources;
import dev.millrace.serving.model.FolderSource;
import dev.millrace.serving.server.MillraceServer;
import dev.millrace.serving.server.Served;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The manifests, the image and the unit say the same as the server does. */
class ManifestsTest {
  private static final Map<String, String> SECRETS =
      Map.of(
          "SHOP_KEY", "a-key-of-the-shop",
          "DESK_KEY", "a-key-of-the-desk");

  @Test
  void the_configuration_is_valid_and_fits_the_container() throws IOException {
    ServeConfig config = config();
    JsonNode server = server();

    assertThat(config.host()).isEqualTo("0.0.0.0");
    assertThat(config.port()).isEqualTo(server.at("/ports/0/containerPort").asInt());
    assertThat(config.eventLoops()).isEqualTo(server.at("/resources/limits/cpu").asInt());
    assertThat(config.auth().required()).isTrue();
  }

  @Test
  void probes_and_prometheus_ask_routes_that_need_no_key(@TempDir Path data) throws IOException {
    JsonNode server = server();
    List<String> paths =
        List.of(
            server.at("/startupProbe/httpGet/path").asText(),
            server.at("/readinessProbe/httpGet/path").asText(),
            server.at("/livenessProbe/httpGet/path").asText(),
            pod().at("/metadata/annotations").get("prometheus.io/path").asText());

    try (MillraceServer started = start(data)) {
      assertThat(paths).allMatch(path -> status(started.base().resolve(path)) == 200);
      assertThat(status(started.base().resolve("/v1/models"))).isEqualTo(401);
    }
  }

  @Test
  void a_server_may_drain_before_it_is_killed() throws IOException {
    long drain = config().drain().toSeconds();
    int sleep = server().at("/lifecycle/preStop/sleep/seconds").asInt();

    assertThat(pod().at("/spec/terminationGracePeriodSeconds").asLong())
        .isGreaterThanOrEqualTo(sleep + drain + 5);
    assertThat(DeployFolder.read("systemd/millrace-serve.service"))
        .contains("TimeoutStopSec=" + (drain + 10), "SuccessExitStatus=143");
  }

  @Test
  void a_wrong_configuration_is_shown_and_not_tried_again_and_again() throws IOException {
    assertThat(server().at("/terminationMessagePolicy").asText())
        .isEqualTo("FallbackToLogsOnError");
    assertThat(DeployFolder.read("systemd/millrace-serve.service"))
        .contains("RestartPreventExitStatus=" + ErrorCode.ARGUMENT_INVALID.kind().exitCode());
  }

  @Test
  void budget_and_spread_mean_the_pods_that_the_kustomization_labels() throws IOException {
    JsonNode labels = yaml("kubernetes/kustomization.yaml").at("/labels/0/pairs");

    assertThat(yaml("kubernetes/disruption.yaml").at("/spec/selector/matchLabels"))
        .isEqualTo(labels);
    assertThat(pod().at("/spec/topologySpreadConstraints/0/labelSelector/matchLabels"))
        .isEqualTo(labels);
  }

  @Test
  void the_container_may_do_nothing_that_it_need_not() throws IOException {
    JsonNode rights = server().at("/securityContext");

    assertThat(pod().at("/spec/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(rights.at("/readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(rights.at("/allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(rights.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
  }

  @Test
  void image_and_unit_start_the_server_without_a_shell() throws IOException {
    String main = "dev.millrace.serving.command.ServeMain";

    assertThat(DeployFolder.read("Dockerfile"))
        .containsPattern("ENTRYPOINT \\[.*\"" + main + "\"]\nCMD \\[\"serve\"]");
    assertThat(DeployFolder.read("systemd/millrace-serve.service"))
        .contains("@/opt/millrace/java.args " + main);
  }

  /** With the configuration of the manifests, but for what is of the cluster. */
  private static MillraceServer start(Path data) {
    Map<String, String> here =
        Map.of("host", "127.0.0.1", "port", "0", "access_log", "off", "data", data.toString());
    return MillraceServer.start(config(here), new FolderSource(Served.modelPackage(1)), null);
  }

  private static int status(URI address) {
    try {
      HttpRequest request = HttpRequest.newBuilder(address).build();
      return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static ServeConfig config() {
    return config(Map.of());
  }

  private static ServeConfig config(Map<String, String> flags) {
    return ConfigReader.read(
            new Sources(flags, SECRETS, DeployFolder.FOLDER.resolve("kubernetes/serve.yaml")))
        .config();
  }

  private static JsonNode server() throws IOException {
    return pod().at("/spec/containers/0");
  }

  private static JsonNode pod() throws IOException {
    return yaml("kubernetes/deployment.yaml").at("/spec/template");
  }

  private static JsonNode yaml(String name) throws IOException {
    Object tree = new Load(LoadSettings.builder().build()).loadFromString(DeployFolder.read(name));
    return new ObjectMapper().valueToTree(tree);
  }
}
