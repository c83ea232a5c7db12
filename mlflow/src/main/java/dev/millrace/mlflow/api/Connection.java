package dev.millrace.mlflow.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.millrace.contract.support.Io;
import dev.millrace.contract.support.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowClientException;

/**
 * The way to a server: MLflow's Java client for what it can send, Java's own HTTP client for files
 * and for {@code DELETE}, which it cannot. Every request is sent once. Failures are {@link
 * CallFailed}. Thread-safe.
 */
final class Connection implements AutoCloseable {
  private static final String API = "/api/2.0/mlflow/";
  private static final String ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts";
  private static final long SLOWEST_BYTES_PER_SECOND = 100_000;

  private final ServerConfig server;
  private final JavaClient java;
  private final HttpClient http;

  Connection(ServerConfig server) {
    SSLContext tls = Trust.context(server.authority());
    this.server = server;
    this.java = new JavaClient(server, tls);
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(server.connect())
            .sslContext(tls)
            .build();
  }

  /** A call that MLflow's Java client has a method for. */
  <T> T client(Function<MlflowClient, T> call) {
    try {
      return call.apply(java.client());
    } catch (MlflowClientException e) {
      throw Failures.of(e);
    } catch (IllegalStateException e) {
      throw Failures.ofClosed(e);
    }
  }

  /** A call that it has none for. */
  JsonNode get(String path, Map<String, String> query) {
    String suffix = query.isEmpty() ? "" : "?" + queryOf(query);
    return parse(client(client -> client.sendGet(path + suffix)));
  }

  JsonNode post(String path, Object body) {
    return parse(client(client -> client.sendPost(path, Json.line(body))));
  }

  JsonNode patch(String path, Object body) {
    return parse(client(client -> client.sendPatch(path, Json.line(body))));
  }

  JsonNode delete(String path, Object body) {
    HttpRequest request =
        request(server.uri() + API + path, server.answer())
            .header("Content-Type", "application/json")
            .method("DELETE", HttpRequest.BodyPublishers.ofString(Json.line(body)))
            .build();
    return parse(send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  /** Stores a file; one that is there is replaced, when the last byte has come. */
  void put(String path, Path file) {
    try {
      Duration patience = server.answer().plusSeconds(Files.size(file) / SLOWEST_BYTES_PER_SECOND);
      HttpRequest request =
          request(server.uri() + ARTIFACTS + "/" + encodedPath(path), patience)
              .header("Content-Type", "application/octet-stream")
              .PUT(HttpRequest.BodyPublishers.ofFile(file))
              .build();
      send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw Io.fault(file, e);
    }
  }

  /**
   * Fetches a file.
   *
   * @param bytes how large it is said to be; gives it time
   */
  void download(String path, long bytes, Path target) {
    Duration patience = server.answer().plusSeconds(bytes / SLOWEST_BYTES_PER_SECOND);
    HttpRequest request =
        request(server.uri() + ARTIFACTS + "/" + encodedPath(path), patience).GET().build();
    send(
        request,
        info ->
            info.statusCode() == 200
                ? HttpResponse.BodySubscribers.mapping(
                    HttpResponse.BodySubscribers.ofFile(target), Path::toString)
                : HttpResponse.BodySubscribers.ofString(StandardCharsets.UTF_8));
  }

  /** What answers below the server's address with plain text. */
  String text(String path) {
    HttpRequest request = request(server.uri() + path, server.answer()).GET().build();
    return send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** What is in a folder of the artifact store. */
  JsonNode list(String path) {
    String query = "?" + queryOf(Map.of("path", path));
    HttpRequest request = request(server.uri() + ARTIFACTS + query, server.answer()).GET().build();
    return parse(send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  private HttpRequest.Builder request(String uri, Duration patience) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(uri)).timeout(patience);
    server.credentials().header().ifPresent(value -> builder.header("Authorization", value));
    return builder;
  }

  private HttpResponse<String> send(HttpRequest request, HttpResponse.BodyHandler<String> handler) {
    try {
      HttpResponse<String> response = http.send(request, handler);
      if (response.statusCode() < 200 || response.statusCode() > 299) {
        Optional<String> retryAfter = response.headers().firstValue("Retry-After");
        throw Failures.of(response.statusCode(), response.body(), retryAfter, null);
      }
      return response;
    } catch (IOException e) {
      throw Failures.of(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failures.ofClosed(e);
    }
  }

  private static JsonNode parse(String body) {
    try {
      JsonNode node = Json.mapper().readTree(body);
      return node == null ? MissingNode.getInstance() : node;
    } catch (JacksonException e) {
      throw Failures.noJson(body, e);
    }
  }

  private static String queryOf(Map<String, String> query) {
    return query.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encodedPath(String path) {
    return Stream.of(path.split("/")).map(Connection::encoded).collect(Collectors.joining("/"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Gives up what is under way. */
  @Override
  public void close() {
    java.close();
  }
}
