package dev.millrace.serving.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.support.Json;
import dev.millrace.serving.Await;
import dev.millrace.serving.config.ConfigReader;
import dev.millrace.serving.config.ServeConfig;
import dev.millrace.serving.config.Sources;
import dev.millrace.serving.model.FolderSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A real server of a test, on a free port, and a client of it. */
public final class Served implements AutoCloseable {
  /** A row of the packages in the test resources that is accepted. */
  public static final String ROW =
      """
      {"subscriber":"S1","plan":"pro","region":"south","tenure":71,"minutes":7.5,"autopay":true,\
      "joined":"2020-07-19","last_seen":"2026-05-26T21:30:34Z"}""";

  private final MillraceServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Served(MillraceServer server) {
    this.server = server;
  }

  /** A package of the test resources. */
  public static Path modelPackage(int version) {
    return Path.of("src/test/resources/packages/subscribers-" + version).toAbsolutePath();
  }

  /** A copy to break. */
  static Path copyOf(Path modelPackage, Path copy) throws IOException {
    Files.createDirectory(copy);
    try (var files = Files.list(modelPackage)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName().toString()));
      }
    }
    return copy;
  }

  /** Serves a package with flags of the command, for example {@code limits.body} → {@code 1KiB}. */
  public static Served start(Path model, Map<String, String> flags) {
    return of(model, null, flags, null, Map.of());
  }

  /** Serves a package as a configuration in YAML says, with secrets from an environment. */
  public static Served start(Path model, String yaml, Map<String, String> environment) {
    try {
      Path file = Files.writeString(temporary().resolve("serve.yaml"), yaml);
      return of(model, null, Map.of(), file, environment);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As above, with a challenger. */
  public static Served start(Path model, Path challenger, Map<String, String> flags) {
    return of(model, challenger, flags, null, Map.of());
  }

  private static Served of(
      Path model,
      Path challenger,
      Map<String, String> flags,
      Path file,
      Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(flags);
    all.put("port", "0");
    all.putIfAbsent("data", temporary().toString());
    ServeConfig config = ConfigReader.read(new Sources(all, environment, file)).config();
    return new Served(
        MillraceServer.start(
            config,
            new FolderSource(model),
            challenger == null ? null : new FolderSource(challenger)));
  }

  private static Path temporary() {
    try {
      Path folder = Files.createTempDirectory("served-");
      folder.toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public MillraceServer server() {
    return server;
  }

  public URI base() {
    return server.base();
  }

  public HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  public HttpResponse<String> post(String path, String body, String... headers) {
    HttpRequest.Builder request = request(path).POST(BodyPublishers.ofString(body));
    request.header("content-type", "application/json");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base().resolve(path)).timeout(Duration.ofSeconds(30));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public static JsonNode json(HttpResponse<String> answer) {
    try {
      return Json.mapper().readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(answer.body(), e);
    }
  }

  /** Blocks until nothing is in flight but the question itself, on the only connection. */
  public void awaitQuiet() throws InterruptedException {
    Await.until(
        () -> {
          JsonNode traffic = traffic();
          return traffic.get("in_flight").asInt() == 1 && traffic.get("connections").asInt() == 1;
        },
        () -> traffic().toString());
  }

  private JsonNode traffic() {
    ObjectNode traffic = (ObjectNode) json(get("/v1/status")).get("traffic");
    traffic.remove("history");
    return traffic;
  }

  @Override
  public void close() {
    server.close();
  }
}
