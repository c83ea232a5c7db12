package dev.millrace.serving.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.serving.http.Exchange;
import dev.millrace.serving.model.ModelWatcher;
import dev.millrace.serving.protocol.JsonReply;
import dev.millrace.serving.request.Reply;
import io.vertx.core.buffer.Buffer;

/** What orchestrators and Prometheus ask. */
final class OperationRoutes {
  private static final String OPEN_METRICS = "application/openmetrics-text";

  private final Service service;

  OperationRoutes(Service service) {
    this.service = service;
  }

  void live(Exchange exchange) {
    exchange.reply(JsonReply.of(200, JsonNodeFactory.instance.objectNode().put("status", "live")));
  }

  /** 503 from the moment that the server was told to stop. */
  void ready(Exchange exchange) {
    ModelWatcher watcher = service.watcher();
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("status", service.state());
    body.put("model", service.modelName());
    body.put("version", watcher.slot().current().identity().version());
    body.set("last_swap", StatusReport.swap(watcher.slot().lastSwap()));
    body.set("source", StatusReport.source(watcher.health()));
    exchange.reply(JsonReply.of(service.isReady() ? 200 : 503, body));
  }

  void metrics(Exchange exchange) {
    String accept = exchange.request().getHeader("accept");
    String asked = accept == null ? "" : accept;
    exchange
        .loop()
        .blocking(
            exchange,
            () -> {
              service.liveMeters().update(service.lineups().current(), service.experiment());
              return Reply.of(
                  200, contentType(asked), Buffer.buffer(service.metrics().scrape(asked)));
            });
  }

  private static String contentType(String accept) {
    return accept.contains(OPEN_METRICS)
        ? OPEN_METRICS + "; version=1.0.0; charset=utf-8"
        : "text/plain; version=0.0.4; charset=utf-8";
  }
}
