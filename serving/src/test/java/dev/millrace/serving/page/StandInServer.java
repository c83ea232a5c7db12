package dev.millrace.serving.page;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Problem;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.RowParser;
import dev.millrace.contract.support.Json;
import dev.millrace.scoring.ModelPackage;
import dev.millrace.scoring.Reason;
import dev.millrace.scoring.ReasonText;
import dev.millrace.scoring.Scorer;
import dev.millrace.serving.card.ModelCard;
import dev.millrace.serving.openapi.OpenApi;
import dev.millrace.serving.request.ModelIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Just enough of a server to develop the page: its files, the card, the document and predictions
 * are real; the status is whatever a test says. Run its main to look at the page.
 */
final class StandInServer implements AutoCloseable {
  private static final TypeReference<Map<String, Object>> ROW = new TypeReference<>() {};
  private static final String PROBLEM = "application/problem+json";

  private final ModelPackage source;
  private final Scorer scorer;
  private final ModelIdentity model;
  private final ModelCard card;
  private final Map<String, PageFile> files = PageFiles.load();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private volatile ObjectNode status;
  private volatile @Nullable String key;
  private volatile int statusCode = 200;
  private final AtomicInteger rollbacks = new AtomicInteger();

  StandInServer(Path folder, int port) throws IOException {
    this.source = ModelPackage.load(folder);
    this.scorer = new Scorer(source);
    this.model =
        new ModelIdentity(
            source.manifest().name(), "3", source.contract(), List.of(), source.threshold());
    this.card = ModelCard.of(source);
    this.status = SampleStatus.quiet(model.name());
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  public static void main(String[] arguments) throws IOException {
    StandInServer server = new StandInServer(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    server.status(SampleStatus.busy(server.model.name()));
    System.out.println(server.base());
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What is told from now on; its history is moved so that it ends now. */
  void status(ObjectNode given) {
    status = given;
  }

  /** From now on only callers with this key are answered; null for all. */
  void requireKey(@Nullable String given) {
    key = given;
  }

  /** From now on the status is answered so: 200, or refused. */
  void statusCode(int given) {
    statusCode = given;
  }

  int rollbacks() {
    return rollbacks.get();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    scorer.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      PageFile file = files.get(path);
      if (file != null) {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Security-Policy", PageFiles.CONTENT_SECURITY_POLICY);
        headers.set("ETag", file.etag());
        send(exchange, 200, file.contentType(), file.bytes().getBytes());
      } else if (isRefused(exchange)) {
        problem(exchange, 401, "An API key is needed.", "Send it as a bearer token.", List.of());
      } else {
        route(exchange, path);
      }
    }
  }

  private boolean isRefused(HttpExchange exchange) {
    String given = exchange.getRequestHeaders().getFirst("Authorization");
    return key != null && !("Bearer " + key).equals(given);
  }

  private void route(HttpExchange exchange, String path) throws IOException {
    String own = "/v1/models/" + model.name();
    if (path.equals("/v1/models")) {
      json(exchange, Json.line(Map.of("models", List.of(Map.of("name", model.name())))));
    } else if (path.equals(own)) {
      send(exchange, 200, "application/json", card.json(model, "champion"));
    } else if (path.equals("/v1/status") && statusCode != 200) {
      problem(exchange, statusCode, "Not for you.", "", List.of());
    } else if (path.equals("/v1/status")) {
      json(exchange, Json.line(SampleStatus.endingNow(status)));
    } else if (path.equals("/openapi.json")) {
      send(exchange, 200, "application/json", OpenApi.document(model, card, key != null));
    } else if (path.equals(own + "/rollback")) {
      rollbacks.incrementAndGet();
      json(exchange, "{}");
    } else if (path.equals(own + "/predict")) {
      predict(exchange);
    } else {
      problem(exchange, 404, "There is no " + path + ".", "", List.of());
    }
  }

  private void predict(HttpExchange exchange) throws IOException {
    JsonNode body = Json.mapper().readTree(exchange.getRequestBody());
    Map<String, Object> row = Json.mapper().convertValue(body.path("row"), ROW);
    try {
      ColumnBatch rows = new RowParser(source.contract()).parse(row);
      json(exchange, Json.line(predicted(rows, row, body.path("reasons").asInt())));
    } catch (MillraceException e) {
      problem(exchange, 400, String.valueOf(e.getMessage()), e.hint(), e.problems());
    }
  }

  private JsonNode predicted(ColumnBatch rows, Map<String, Object> row, int reasons) {
    double probability = scorer.score(rows)[0];
    ObjectNode answer = Json.mapper().createObjectNode();
    answer.put("model", model.name()).put("version", "3").put("threshold", model.threshold());
    ObjectNode prediction = answer.putObject("prediction").put("id", "0f9rq3k7a2-41");
    prediction.put("probability", probability).put("decision", probability >= model.threshold());
    ReasonText text = new ReasonText(source);
    for (Reason reason : scorer.reasons(rows, reasons).get(0)) {
      ObjectNode one = prediction.withArrayProperty("reasons").addObject();
      one.put("column", reason.column()).putPOJO("value", row.get(reason.column()));
      one.put("effect", reason.effect()).put("text", text.of(rows, 0, List.of(reason)));
    }
    return answer;
  }

  private static void problem(
      HttpExchange exchange, int code, String title, String detail, List<Problem> problems)
      throws IOException {
    Map<String, Object> problem = new HashMap<>();
    problem.put("title", title);
    problem.put("status", code);
    problem.put("detail", detail);
    problem.put(
        "problems",
        problems.stream()
            .map(p -> Map.of("row", 1, "column", p.place(), "message", p.message()))
            .toList());
    send(exchange, code, PROBLEM, Json.line(problem).getBytes(StandardCharsets.UTF_8));
  }

  private static void json(HttpExchange exchange, String body) throws IOException {
    send(exchange, 200, "application/json", body.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int code, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
  }
}
