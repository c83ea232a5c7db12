package dev.millrace.mlflow.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What servers and gateways refuse, and what is said of it. */
class RefusalTest {
  private static final String EXPERIMENT = "{\"experiment\":{\"experiment_id\":\"7\"}}";

  private final AtomicReference<String> authorization = new AtomicReference<>("");

  @TempDir Path folder;

  private HttpServer server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  private ServerConfig answering(int status, String body) throws IOException {
    server = HttpServer.create(anyPort(), 0);
    return answering(server, "http", status, body);
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private ServerConfig answering(HttpServer on, String scheme, int status, String body) {
    on.createContext("/", exchange -> answer(exchange, status, body));
    on.start();
    return ServerConfig.of(scheme + "://localhost:" + on.getAddress().getPort())
        .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5));
  }

  private void answer(HttpExchange exchange, int status, String body) throws IOException {
    authorization.set(exchange.getRequestHeaders().getFirst("Authorization"));
    exchange.getRequestBody().readAllBytes();
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    if (status == 302) {
      exchange.getResponseHeaders().set("Location", "https://sso.example/login");
    }
    if (status == 429) {
      exchange.getResponseHeaders().set("Retry-After", "7");
    }
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static CallFailed ask(ServerConfig config) {
    try (MlflowCalls calls = MlflowCalls.to(config)) {
      return catchThrowableOfType(CallFailed.class, () -> calls.run("x"));
    }
  }

  private static String hint(ServerConfig config) {
    CallFailed failed = ask(config);
    assertThat(failed.passes()).isFalse();
    MillraceException explained = Explanation.of(failed, config);
    assertThat(explained.code()).isEqualTo(ErrorCode.TRACKING_REFUSED);
    return explained.hint();
  }

  @Test
  void a_missing_name_is_asked_for() throws IOException {
    ServerConfig config = answering(401, "You are not authenticated.");
    assertThat(hint(config)).contains("MLFLOW_TRACKING_USERNAME").contains("none of them");
    assertThat(hint(config.withBasic("ann", "s3cret")))
        .contains("tried with user ann")
        .doesNotContain("s3cret");
    assertThat(authorization.get()).isEqualTo("Basic YW5uOnMzY3JldA==");
    assertThat(hint(config.withToken("t0ken"))).contains("tried with a token");
    assertThat(authorization.get()).isEqualTo("Bearer t0ken");
  }

  @Test
  void the_host_check_is_told_from_a_lack_of_rights() throws IOException {
    ServerConfig config =
        answering(403, "Invalid Host header - possible DNS rebinding attack detected");
    assertThat(hint(config))
        .contains("--allowed-hosts 'localhost:" + server.getAddress().getPort() + "'")
        .contains("MLFLOW_SERVER_ALLOWED_HOSTS");
    server.stop(0);
    assertThat(hint(answering(403, "{\"error_code\":\"PERMISSION_DENIED\",\"message\":\"no\"}")))
        .contains("Ask for the right to write");
  }

  @Test
  void a_wrong_base_path_and_a_thing_that_was_deleted_are_two_things() throws IOException {
    assertThat(hint(answering(404, "<!doctype html><title>404</title>"))).contains("base path");
    server.stop(0);
    assertThat(
            hint(
                answering(
                    404, "{\"error_code\":\"RESOURCE_DOES_NOT_EXIST\",\"message\":\"no run\"}")))
        .contains("delete journal.cursor");
    server.stop(0);
    assertThat(hint(answering(200, "<html>welcome</html>"))).contains("base path");
  }

  @Test
  void too_large_files_redirects_and_plain_refusals_are_explained() throws IOException {
    assertThat(hint(answering(413, ""))).contains("client_max_body_size");
    server.stop(0);
    ServerConfig moved = answering(302, "");
    assertThat(Explanation.of(ask(moved), moved)).hasMessageContaining("https://sso.example/login");
    server.stop(0);
    ServerConfig invalid =
        answering(400, "{\"error_code\":\"INVALID_PARAMETER_VALUE\",\"message\":\"bad key\"}");
    assertThat(Explanation.of(ask(invalid), invalid)).hasMessageContaining("400 bad key");
  }

  @Test
  void what_passes_is_told_from_what_does_not() throws IOException {
    CallFailed busy = ask(answering(429, "slow down"));
    assertThat(busy.passes()).isTrue();
    assertThat(busy.retryAfter()).contains(Duration.ofSeconds(7));
    server.stop(0);
    ServerConfig gone = answering(503, "");
    assertThat(ask(gone).why()).isEqualTo(CallFailed.Cause.BUSY);
    server.stop(0);
    assertThat(ask(gone).why()).isEqualTo(CallFailed.Cause.UNREACHABLE);
    ServerConfig nowhere = ServerConfig.of("http://no-such-host.invalid:5000");
    assertThat(ask(nowhere).why()).isEqualTo(CallFailed.Cause.UNREACHABLE);
    assertThat(Explanation.ofDelivery(ask(nowhere), nowhere).hint()).contains("Nothing is lost");
    assertThat(Explanation.of(ask(nowhere), nowhere).hint()).doesNotContain("journal");
  }

  @Test
  void an_answer_that_does_not_come_is_not_waited_for() throws IOException {
    server = HttpServer.create(anyPort(), 0);
    server.createContext("/", exchange -> {});
    server.start();
    ServerConfig config =
        ServerConfig.of("http://localhost:" + server.getAddress().getPort())
            .withTimeouts(Duration.ofSeconds(1), Duration.ofMillis(200));

    assertThat(ask(config).why()).isEqualTo(CallFailed.Cause.TIMED_OUT);
  }

  @Test
  void an_authority_of_ones_own_is_trusted_when_it_is_named() throws Exception {
    HttpsServer https = HttpsServer.create(anyPort(), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(identity()));
    server = https;
    ServerConfig config = answering(https, "https", 200, EXPERIMENT);

    assertThat(hint(config)).contains("MLFLOW_TRACKING_SERVER_CERT_PATH");

    try (MlflowCalls calls = MlflowCalls.to(config.withAuthority(folder.resolve("ca.pem")))) {
      assertThat(calls.findExperiment("telco")).contains("7");
      assertThat(calls.files("mlflow-artifacts:/1")).isEmpty();
    }
    Path noPem = Files.writeString(folder.resolve("no.pem"), "key");
    assertThat(
            catchThrowableOfType(
                MillraceException.class, () -> MlflowCalls.to(config.withAuthority(noPem))))
        .hasMessageContaining("expected certificates in PEM");
    ServerConfig plain = ServerConfig.of(config.uri().replace("https", "http"));
    assertThat(ask(plain)).isNotNull();
  }

  /** A key whose certificate nobody but {@code ca.pem} vouches for. */
  private SSLContext identity() throws Exception {
    Path store = folder.resolve("identity.p12");
    keytool(
        "-genkeypair",
        "-keyalg",
        "EC",
        "-alias",
        "x",
        "-dname",
        "CN=localhost",
        "-ext",
        "SAN=dns:localhost",
        "-keystore",
        store.toString(),
        "-storepass",
        "changeit");
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        "x",
        "-keystore",
        store.toString(),
        "-storepass",
        "changeit",
        "-file",
        folder.resolve("ca.pem").toString());
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, "changeit".toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static void keytool(String... args) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(args));
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
  }
}
