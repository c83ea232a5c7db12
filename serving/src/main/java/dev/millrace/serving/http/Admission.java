package dev.millrace.serving.http;

import dev.millrace.serving.config.Limits;
import dev.millrace.serving.request.Refusal;
import dev.millrace.serving.request.Reply;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a request must pass before its body is read. */
final class Admission {
  private static final Duration SOON = Duration.ofSeconds(1);

  private final Limits limits;
  private final Gauges gauges;
  private final Function<String, ErrorForm> errors;
  private final AnswerHeaders headers;

  /**
   * @param errors how things are refused at a path where no route is meant
   */
  Admission(
      Limits limits, Gauges gauges, Function<String, ErrorForm> errors, AnswerHeaders headers) {
    this.limits = limits;
    this.gauges = gauges;
    this.errors = errors;
    this.headers = headers;
  }

  void admit(Exchange exchange) throws Refusal {
    if (exchange.route().guard() == Guard.ALWAYS) {
      if (exchange.connection().surplus()) {
        exchange.connection().closeBy(System.nanoTime()); // with its answer
      }
      return;
    }
    if (exchange.connection().surplus()) {
      throw Refusal.shed(
          503, "TOO_MANY_CONNECTIONS", "The server has as many connections as it takes.", SOON);
    }
    if (gauges.inFlight() > limits.inFlight()) {
      throw Refusal.shed(
          503, "OVERLOADED", "The server is answering as many requests as it takes.", SOON);
    }
    exchange.admitted(exchange.route().guard().admit(exchange));
    if (exchange.route().takesBody()) {
      checkBody(exchange.request());
    }
  }

  private void checkBody(HttpServerRequest request) throws Refusal {
    String coding = request.getHeader(HttpHeaderNames.CONTENT_ENCODING);
    if (coding != null && !coding.equalsIgnoreCase("identity")) {
      throw Refusal.of(
          415,
          "ENCODING_UNSUPPORTED",
          "The body is sent as '%s'; this server takes bodies as they are.".formatted(coding),
          "Send it without Content-Encoding.");
    }
    if (announced(request) > limits.bodyBytes()) {
      throw Body.tooLong(limits.bodyBytes());
    }
    if (request.getHeader(HttpHeaderNames.EXPECT) != null) {
      request.response().writeContinue();
    }
  }

  /** The length that a body is to have; 0 where that is not said. */
  static int announced(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaderNames.CONTENT_LENGTH);
    if (length == null) {
      return 0;
    }
    try {
      return Integer.parseInt(length.trim());
    } catch (NumberFormatException e) {
      return Integer.MAX_VALUE; // more digits than an int has
    }
  }

  Refusal tooSlow(Exchange exchange) {
    long seconds = limits.requestTime().toSeconds();
    if (exchange.complete() == exchange.begun() && exchange.route().takesBody()) {
      return Refusal.of(
          408,
          "REQUEST_TOO_SLOW",
          "The body was not there after %d s.".formatted(seconds),
          "Send it in one go.");
    }
    return Refusal.of(
        504,
        "TIMED_OUT",
        "The answer was not there after %d s.".formatted(seconds),
        adviceOnTime(exchange.route()));
  }

  private static String adviceOnTime(Route route) {
    if (route.rows()) {
      return "Send fewer rows at a time, or raise limits.request_time.";
    }
    return route.takesBody()
        ? "It may be done all the same: look before you ask again."
        : "Ask again later, or raise limits.request_time.";
  }

  static Refusal answersTooMany() {
    return Refusal.shed(
        503,
        "ANSWERS_TOO_MANY",
        "The server works at as many large answers as its memory allows.",
        SOON);
  }

  /** What answers where no route does. */
  Route absent(List<String> methods) {
    return methods.isEmpty()
        ? saying(
            Refusal.of(
                404,
                "NOT_FOUND",
                "There is nothing at this path.",
                "/openapi.json says what there is."),
            Map.of())
        : saying(
            Refusal.of(
                405,
                "METHOD_NOT_ALLOWED",
                "This path takes " + String.join(", ", methods) + ".",
                "/openapi.json says what there is."),
            Map.of("Allow", String.join(", ", methods)));
  }

  /** What a path takes; a browser asks so before a page of another origin may. */
  Route options(HttpServerRequest request, List<String> methods) {
    if (methods.isEmpty() || !headers.allows(request.getHeader(HttpHeaderNames.ORIGIN))) {
      return absent(methods);
    }
    Map<String, String> allowed =
        Map.of(
            "Access-Control-Allow-Methods", String.join(", ", methods),
            "Access-Control-Allow-Headers", "authorization, content-type, x-api-key, x-request-id",
            "Access-Control-Max-Age", "600");
    Reply reply = new Reply(204, "", Buffer.buffer(0), allowed);
    return answering(exchange -> exchange.reply(reply));
  }

  /** What answers a head that cannot be read. */
  Route broken(@Nullable Throwable cause) {
    if (cause instanceof Refusal refusal) {
      return saying(refusal, Map.of());
    }
    if (cause instanceof TooLongHttpLineException) {
      return saying(Refusal.of(414, "URI_TOO_LONG", "The request line is too long.", ""), Map.of());
    }
    if (cause instanceof TooLongHttpHeaderException) {
      return saying(Refusal.of(431, "HEADERS_TOO_LONG", "The headers are too long.", ""), Map.of());
    }
    return saying(Refusal.of(400, "HEAD_INVALID", "This is not an HTTP request.", ""), Map.of());
  }

  private Route saying(Refusal refusal, Map<String, String> more) {
    return answering(
        exchange -> {
          Reply plain = errors.apply(exchange.request().path()).reply(refusal);
          Map<String, String> all = new HashMap<>(plain.headers());
          all.putAll(more);
          exchange.reply(new Reply(plain.status(), plain.contentType(), plain.body(), all));
        });
  }

  /** Always: there being nothing costs nothing, and trying again later would not help. */
  private Route answering(Action action) {
    return new Route(HttpMethod.GET, "none", false, Guard.ALWAYS, errors.apply(""), action);
  }
}
