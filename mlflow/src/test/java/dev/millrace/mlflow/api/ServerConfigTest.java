package dev.millrace.mlflow.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerConfigTest {

  @Test
  void an_address_may_bring_path_user_and_password() {
    ServerConfig config = ServerConfig.of("https://ann:s3cret@mlflow.example:8443/base/");

    assertThat(config.uri()).isEqualTo("https://mlflow.example:8443/base");
    assertThat(config.credentials()).isEqualTo(new Credentials.Basic("ann", "s3cret"));
    assertThat(config.credentials().header()).contains("Basic YW5uOnMzY3JldA==");
    assertThat(config.toString()).contains("ann").doesNotContain("s3cret");
  }

  @Test
  void the_variables_of_mlflow_are_understood() {
    assertThat(ServerConfig.fromEnvironment(Map.of())).isEmpty();
    ServerConfig config =
        ServerConfig.fromEnvironment(
                Map.of(
                    "MLFLOW_TRACKING_URI", "http://localhost:5000",
                    "MLFLOW_TRACKING_TOKEN", "t0ken",
                    "MLFLOW_TRACKING_SERVER_CERT_PATH", "ca.pem"))
            .orElseThrow();
    assertThat(config.credentials().header()).contains("Bearer t0ken");
    assertThat(config.authority()).isEqualTo(Path.of("ca.pem"));
    assertThat(config.toString()).doesNotContain("t0ken");

    assertThat(
            ServerConfig.of("http://localhost:5000")
                .withEnvironment(
                    Map.of("MLFLOW_TRACKING_USERNAME", "ann", "MLFLOW_TRACKING_PASSWORD", "x"))
                .credentials())
        .isEqualTo(new Credentials.Basic("ann", "x"));
  }

  @Test
  void what_is_no_address_is_refused_without_its_password() {
    assertThatThrownBy(() -> ServerConfig.of("ftp://ann:s3cret@host"))
        .hasMessageContaining("is no address of an MLflow server")
        .hasMessageNotContaining("s3cret");
    assertThatThrownBy(() -> ServerConfig.of("./mlruns")).hasMessageContaining("expected http://");
    assertThatThrownBy(() -> ServerConfig.of("http://a b")).hasMessageContaining("expected http");
  }
}
