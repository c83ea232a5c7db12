package dev.millrace.serving.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.serving.Await;
import dev.millrace.serving.auth.TestPem;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationsTest {
  private static final String CRM = "a-key-for-the-crm-system";
  private static final String PREDICT = "/v1/models/subscribers/predict";

  @TempDir Path folder;

  @Test
  void a_server_that_stops_answers_until_its_clients_have_noticed() throws Exception {
    Served served = Served.start(Served.modelPackage(1), Map.of("drain", "20s"));
    try (Load load = new Load(served, 2)) {
      load.awaitMore(20);
      CompletableFuture<Integer> left =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return served.server().drain();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      load.awaitMore(20);
      try (Wire wire = new Wire(served.server().port())) {
        String answer = wire.send("GET /ready HTTP/1.1\r\nHost: x\r\n\r\n").readAll();
        assertThat(answer.toLowerCase(Locale.ROOT))
            .startsWith("http/1.1 503")
            .contains("\"status\":\"draining\"", "connection: close");
      }
      assertReadinessIs(served, "/v2/health/ready", 503, "{\"ready\":false}");
      String model = "{\"name\":\"subscribers\",\"ready\":false}";
      assertReadinessIs(served, "/v2/models/subscribers/ready", 503, model);
      assertReadinessIs(served, "/ping", 404, "\n");
      assertReadinessIs(served, "/health", 404, "\n");
      load.end();
      assertThat(load.failures()).isEmpty();
      assertThat(left.get()).isZero();
    }
  }

  private static void assertReadinessIs(Served served, String path, int status, String body) {
    HttpResponse<String> answer = served.get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(status);
    assertThat(answer.body()).as(path).isEqualTo(body);
    assertThat(answer.headers().map()).as(path).doesNotContainKey("retry-after");
  }

  @Test
  void each_request_leaves_a_line_of_json_also_in_a_file_that_was_moved_away() throws Exception {
    Path log = folder.resolve("access.jsonl");
    try (Served served =
        Served.start(Served.modelPackage(1), Map.of("access_log", log.toString()))) {
      served.post(PREDICT, "{\"row\":" + Served.ROW + "}");
      Await.until(() -> isWritten(log));
      Files.move(log, folder.resolve("old.jsonl"));
      Await.until(
          () -> { // it looks for the file once a second
            served.get("/nothing%22here");
            return isWritten(log);
          });
    }
    assertThat(Files.readString(folder.resolve("old.jsonl")))
        .contains("\"path\":\"" + PREDICT + "\"", "\"status\":200", "\"remark\":\"E");
    assertThat(Files.readString(log)).contains("\"status\":404");
  }

  @Test
  void the_folder_of_the_access_log_is_made() throws Exception {
    Path log = folder.resolve("logs/here/access.jsonl");
    try (Served served =
        Served.start(Served.modelPackage(1), Map.of("access_log", log.toString()))) {
      served.get("/live");
      Await.until(() -> isWritten(log));
    }
  }

  @Test
  void a_folder_of_the_access_log_may_be_a_link() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("logs"), folder);
    Map<String, String> flags = Map.of("access_log", link.resolve("access.jsonl").toString());

    Served.start(Served.modelPackage(1), flags).close();

    assertThat(folder.resolve("access.jsonl")).exists();
  }

  @Test
  void a_server_whose_access_log_cannot_be_opened_does_not_start() throws Exception {
    Path file = Files.createFile(folder.resolve("logs"));
    Path log = file.resolve("access.jsonl");

    assertThatThrownBy(
            () -> Served.start(Served.modelPackage(1), Map.of("access_log", log.toString())))
        .isInstanceOf(MillraceException.class)
        .hasMessage("The access log cannot be opened. " + file + " is not a folder.")
        .extracting(e -> ((MillraceException) e).code())
        .isEqualTo(ErrorCode.FILE_ACCESS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"::1", "::"})
  void an_address_of_ipv6_is_said_as_a_url(String host) throws Exception {
    byte[] loopback = new byte[16];
    loopback[15] = 1;
    InetAddress address = InetAddress.getByAddress(loopback);
    assumeTrue(NetworkInterface.getByInetAddress(address) != null, "no IPv6 here");
    try (Served served = Served.start(Served.modelPackage(1), Map.of("host", host))) {
      assertThat(served.base()).hasToString("http://[::1]:" + served.server().port());
      assertThat(served.get("/live").statusCode()).isEqualTo(200);
    }
  }

  private static boolean isWritten(Path log) {
    return log.toFile().length() > 0; // 0 where there is none
  }

  @Test
  void only_who_has_the_role_may() {
    try (Served served =
        Served.start(
            Served.modelPackage(1),
            """
            auth:
              keys:
                - {name: crm, key: "${CRM}", roles: [predict]}
                - {name: on-call, key: "${ON_CALL}", roles: [operate]}
            """,
            Map.of("CRM", CRM, "ON_CALL", "a-key-for-people-on-call"))) {
      HttpResponse<String> nobody = served.post(PREDICT, "{\"row\":" + Served.ROW + "}");
      assertThat(nobody.statusCode()).isEqualTo(401);
      assertThat(nobody.headers().map()).containsKey("www-authenticate");
      assertThat(status(served, PREDICT, "x-api-key", CRM)).isEqualTo(200);
      String rollback = "/v1/models/subscribers/rollback";
      assertThat(status(served, rollback, "x-api-key", CRM)).isEqualTo(403);
      assertThat(status(served, rollback, "authorization", "Bearer a-key-for-people-on-call"))
          .isEqualTo(409);
      assertThat(served.get("/ready").statusCode()).isEqualTo(200);
      assertThat(served.get("/v1/status").statusCode()).isEqualTo(401);
    }
  }

  private static int status(Served served, String path, String header, String value) {
    return served.post(path, "{\"row\":" + Served.ROW + "}", header, value).statusCode();
  }

  @Test
  void pages_of_other_origins_may_ask_only_where_they_are_named() {
    try (Served served =
        Served.start(Served.modelPackage(1), Map.of("cors.origins", "https://crm.example"))) {
      HttpResponse<String> named =
          served.send(served.request("/live").GET().header("origin", "https://crm.example"));
      HttpResponse<String> other =
          served.send(served.request("/live").GET().header("origin", "https://evil.example"));
      assertThat(named.headers().allValues("access-control-allow-origin"))
          .isEqualTo(List.of("https://crm.example"));
      assertThat(other.headers().map()).doesNotContainKey("access-control-allow-origin");
    }
  }

  @Test
  void a_star_names_all_origins() {
    try (Served served = Served.start(Served.modelPackage(1), Map.of("cors.origins", "*"))) {
      HttpResponse<String> any =
          served.send(served.request("/live").GET().header("origin", "https://crm.example"));
      assertThat(any.headers().allValues("access-control-allow-origin"))
          .isEqualTo(List.of("https://crm.example"));
    }
  }

  @Test
  void a_page_of_another_site_cannot_roll_back_a_server_without_keys() {
    try (Served served = Served.start(Served.modelPackage(1), Map.of())) {
      String rollback = "/v1/models/subscribers/rollback";
      HttpResponse<String> other = served.post(rollback, "", "origin", "https://evil.example");
      assertThat(other.statusCode()).isEqualTo(403);
      assertThat(other.body()).contains("ORIGIN_FORBIDDEN");
      assertThat(served.post(rollback, "", "origin", served.base().toString()).statusCode())
          .as("allowed, but there is nothing to go back to")
          .isEqualTo(409);
      assertThat(served.post(rollback, "").statusCode()).isEqualTo(409);
    }
  }

  @Test
  void a_caller_who_asks_too_often_is_told_when_to_come_again() {
    try (Served served =
        Served.start(
            Served.modelPackage(1),
            "auth: {keys: [{name: crm, key: \"${CRM}\", rate: 3/m}]}",
            Map.of("CRM", CRM))) {
      String body = "{\"row\":" + Served.ROW + "}";
      HttpResponse<String> answer = served.post(PREDICT, body, "x-api-key", CRM);
      for (int i = 0; i < 4 && answer.statusCode() == 200; i++) {
        answer = served.post(PREDICT, body, "x-api-key", CRM);
      }
      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(Integer.parseInt(answer.headers().firstValue("retry-after").orElseThrow()))
          .isBetween(1, 20);
      assertThat(served.get("/metrics").body())
          .contains("millrace_inference_shed_total{reason=\"rate_exceeded\"} 1.0");
    }
  }

  @Test
  void https_is_offered_with_the_certificate_that_is_named() throws Exception {
    TestPem.Pair pair = TestPem.certificate(folder, "server", "EC", "-1d");
    try (Served served =
        Served.start(
            Served.modelPackage(1),
            Map.of(
                "tls.certificate", pair.certificate().toString(),
                "tls.key", pair.key().toString()))) {
      assertThat(served.base().getScheme()).isEqualTo("https");
      try (Wire plain = new Wire(served.server().port())) {
        assertThat(plain.send("GET /live HTTP/1.1\r\nHost: x\r\n\r\n").closesWithin(15_000))
            .isTrue();
      }
      HttpClient client = HttpClient.newBuilder().sslContext(trusting(pair.certificate())).build();
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(
                      URI.create("https://localhost:" + served.server().port() + "/live"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.body()).isEqualTo("{\"status\":\"live\"}");
    }
  }

  private static SSLContext trusting(Path certificate) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream pem = Files.newInputStream(certificate)) {
      store.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
