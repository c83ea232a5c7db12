package dev.millrace.conformance.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The server under test. Speaks HTTP/1.1, follows no redirects, remembers what it was answered. */
public final class Server {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final List<Answer> answers = new ArrayList<>();
  private final URI base;
  private final @Nullable String apiKey;
  private final Duration timeout;
  private @Nullable Model model;

  /**
   * @param base scheme, host and port; a path is put before every path that is asked
   * @param apiKey sent as {@code Authorization: Bearer}; null for none
   * @param timeout of each request
   */
  public Server(URI base, @Nullable String apiKey, Duration timeout) {
    this.base = base;
    this.apiKey = apiKey;
    this.timeout = timeout;
  }

  public URI base() {
    return base;
  }

  public @Nullable String apiKey() {
    return apiKey;
  }

  /** The model that the checks are about. */
  public Model model() throws NotApplicable {
    Model known = model;
    if (known == null) {
      throw new NotApplicable(
          "no model is known: this server lists none; name one with --model and give a row with"
              + " --example");
    }
    return known;
  }

  /** From now on the checks are about this model. */
  public void use(Model found) {
    model = found;
  }

  public Answer get(String path) throws IOException {
    return send(Call.get(path));
  }

  public Answer post(String path, JsonNode body) throws IOException {
    return send(Call.post(path, body));
  }

  public Answer post(String path, String type, String body) throws IOException {
    return send(Call.post(path, type, body));
  }

  /** Sends a request, with the key where there is one. */
  public Answer send(Call call) throws IOException {
    return apiKey == null
        ? sendBare(call)
        : sendBare(call.with("Authorization", "Bearer " + apiKey));
  }

  /** Sends a request as it is. */
  public Answer sendBare(Call call) throws IOException {
    long started = System.nanoTime();
    HttpResponse<byte[]> response = exchange(request(call));
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    Answer answer =
        new Answer(call, response.statusCode(), response.headers(), response.body(), took);
    answers.add(answer);
    return answer;
  }

  private static HttpResponse<byte[]> exchange(HttpRequest request) throws IOException {
    try {
      return once(request);
    } catch (HttpTimeoutException | ConnectException e) {
      throw e;
    } catch (IOException e) {
      return once(request); // the server may have closed a connection that was kept from before
    }
  }

  private static HttpResponse<byte[]> once(HttpRequest request) throws IOException {
    try {
      return CLIENT.send(request, BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private HttpRequest request(Call call) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(root() + call.path()))
            .timeout(timeout)
            .method(call.method(), publisher(call));
    call.headers().forEach(request::header);
    return request.build();
  }

  private static BodyPublisher publisher(Call call) {
    byte[] body = call.body();
    if (body == null) {
      return BodyPublishers.noBody();
    }
    return call.chunked()
        ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))
        : BodyPublishers.ofByteArray(body);
  }

  private String root() {
    String text = base.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /** A connection on which bytes can be sent that no client would send. */
  public RawConnection connect() throws IOException {
    return RawConnection.open(base, timeout);
  }

  /** Everything that was answered so far. */
  public List<Answer> answers() {
    return Collections.unmodifiableList(answers);
  }
}
