package dev.millrace.conformance.tiny;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;

/**
 * A server that keeps every contract that the kit checks, with a model of two columns; a mutation
 * makes one mistake of it.
 */
public final class TinyServer implements AutoCloseable {
  /** Accepted as {@code Authorization: Bearer}; without any header everybody may ask. */
  public static final String KEY = "secret";

  private static final Map<String, String> METHODS =
      Map.ofEntries(
          Map.entry("/ping", "GET"),
          Map.entry("/health", "GET"),
          Map.entry("/version", "GET"),
          Map.entry("/invocations", "POST"),
          Map.entry("/live", "GET"),
          Map.entry("/ready", "GET"),
          Map.entry("/metrics", "GET"),
          Map.entry("/docs", "GET"),
          Map.entry("/openapi.json", "GET"),
          Map.entry("/", "GET"),
          Map.entry("/v2", "GET"),
          Map.entry("/v1/models/tiny/predict", "POST"),
          Map.entry("/v2/models/tiny/infer", "POST"));

  static {
    System.setProperty("sun.net.httpserver.nodelay", "true"); // else each answer waits 40 ms
  }

  private final TinyV1 v1 = new TinyV1();
  private final TinyV2 v2 = new TinyV2();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final boolean locked;
  private volatile BiFunction<Ask, Say, Say> mutation = (ask, say) -> say;

  private TinyServer(boolean locked) throws IOException {
    this.locked = locked;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Starts one that answers everybody. */
  public static TinyServer start() throws IOException {
    return new TinyServer(false);
  }

  /** Starts one that answers whoever has the key. */
  public static TinyServer startLocked() throws IOException {
    return new TinyServer(true);
  }

  public URI base() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /** From now on answers are changed so. */
  public void mutate(BiFunction<Ask, Say, Say> change) {
    mutation = change;
  }

  private void handle(HttpExchange exchange) throws IOException {
    Ask ask =
        new Ask(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getRawPath(),
            exchange.getRequestHeaders(),
            isTooLarge(exchange) ? new byte[0] : exchange.getRequestBody().readAllBytes());
    Say say = mutation.apply(ask, answer(ask, isTooLarge(exchange)));
    say.headers().forEach(exchange.getResponseHeaders()::set);
    boolean bare = ask.method().equals("HEAD") || say.body().length == 0;
    exchange.sendResponseHeaders(say.status(), bare ? -1 : say.body().length);
    if (!bare) {
      exchange.getResponseBody().write(say.body());
    }
    exchange.close();
  }

  private static boolean isTooLarge(HttpExchange exchange) {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    return length != null && length.length() > 7;
  }

  private Say answer(Ask ask, boolean tooLarge) {
    if (tooLarge) {
      return TinyV1.problem(new No(413, "The body is too large."));
    }
    if (ask.header("Host").isEmpty()) {
      return TinyV1.problem(new No(400, "Say which host is meant."));
    }
    if (locked && !ask.header("Authorization").equals("Bearer " + KEY)) {
      return TinyV1.problem(new No(401, "Say who you are.")).with("WWW-Authenticate", "Bearer");
    }
    if (!ask.header("Content-Encoding").isEmpty()) {
      return TinyV1.problem(new No(415, "Send the body as it is."));
    }
    String method = ask.method().equals("HEAD") ? "GET" : ask.method();
    String allowed = METHODS.getOrDefault(ask.path(), method);
    if (!allowed.equals(method)) {
      No no = new No(405, "Not allowed.");
      boolean v2 = ask.path().startsWith("/v2");
      return (v2 ? TinyV2.error(no) : TinyV1.problem(no)).with("Allow", allowed);
    }
    return route(ask);
  }

  private Say route(Ask ask) {
    if (ask.path().startsWith("/v1/")) {
      return v1.answer(ask);
    }
    if (ask.path().equals("/v2") || ask.path().startsWith("/v2/")) {
      return v2.answer(ask);
    }
    return switch (ask.path()) {
      case "/ping", "/health" -> Say.of(200, "application/json", "\n");
      case "/version" -> Say.of(200, "application/json", "3.17.2");
      case "/invocations" -> TinyMlflow.invocations(ask);
      case "/live", "/ready" -> Say.of(200, "text/plain", "ok\n");
      case "/metrics" -> TinyOperations.metrics(v1.answered());
      case "/openapi.json" -> TinyOperations.document();
      case "/docs", "/" -> TinyOperations.page();
      default -> TinyV1.problem(new No(404, "There is no such route."));
    };
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
