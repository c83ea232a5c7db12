package dev.millrace.serving.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Json;
import dev.millrace.serving.experiment.Arm;
import dev.millrace.serving.experiment.OutcomeResult;
import dev.millrace.serving.http.Exchange;
import dev.millrace.serving.model.ModelWatcher;
import dev.millrace.serving.model.RollbackResult;
import dev.millrace.serving.model.ServedModel;
import dev.millrace.serving.protocol.JsonReply;
import dev.millrace.serving.request.Refusal;
import dev.millrace.serving.request.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes under {@code /v1} beside predictions. */
final class ModelRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(ModelRoutes.class);
  private static final int READ_AT_ONCE = 16 * 1024;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Service service;

  ModelRoutes(Service service) {
    this.service = service;
  }

  void list(Exchange exchange) {
    Lineup lineup = service.lineups().current();
    ArrayNode models = JSON.arrayNode();
    models.add(StatusReport.model(lineup.champion()).put("role", "champion"));
    if (lineup.challenger() != null) {
      models.add(StatusReport.model(lineup.challenger()).put("role", "challenger"));
    }
    ObjectNode body = JSON.objectNode();
    body.set("models", models);
    exchange.reply(JsonReply.of(200, body));
  }

  void card(Exchange exchange) {
    Lineup lineup = service.lineups().current();
    String alias = lineup.champion().origin().alias();
    exchange.reply(
        JsonReply.of(lineup.card().json(lineup.identity(), alias.isEmpty() ? null : alias)));
  }

  void rollBack(Exchange exchange) {
    String name = exchange.caller().name().replaceAll("\\p{Cntrl}", "?");
    LOG.info(
        "{} at {} asks for a rollback",
        name.isEmpty() ? "somebody" : name,
        exchange.remoteAddress());
    exchange.untimed();
    exchange.loop().blocking(exchange, this::rolledBack);
  }

  private Reply rolledBack() throws Refusal {
    try {
      RollbackResult result = service.watcher().rollBack();
      ObjectNode body =
          JSON.objectNode()
              .put("model", service.modelName())
              .put("version", result.event().version())
              .put("alias_moved", result.aliasMoved())
              .put("note", result.note());
      body.set("swap", StatusReport.swap(result.event()));
      return JsonReply.of(200, body);
    } catch (MillraceException e) {
      throw refusal(e);
    }
  }

  private static Refusal refusal(MillraceException e) {
    String message = String.valueOf(e.getMessage());
    return switch (e.code()) {
      case MODEL_NOT_FOUND -> Refusal.of(409, "NOTHING_TO_ROLL_BACK", message, e.hint());
      case LOCKED -> Refusal.of(409, "ROLLBACK_UNDER_WAY", message, e.hint());
      case TRACKING_UNREACHABLE, TRACKING_REFUSED ->
          Refusal.of(503, "REGISTRY_UNREACHABLE", message, e.hint());
      default -> Refusal.of(409, "MODEL_REFUSED", message, e.hint());
    };
  }

  /** Thousands of outcomes take milliseconds to read: not on the event loop. */
  void outcomes(Exchange exchange) throws Refusal {
    if (exchange.body().length() > READ_AT_ONCE) {
      exchange
          .loop()
          .aside(
              exchange,
              () -> take(exchange),
              taken -> {
                if (taken != null) {
                  answerLater(exchange, taken);
                }
              },
              fault -> refuseOutcomes(exchange, fault));
    } else {
      answerLater(exchange, take(exchange));
    }
  }

  private CompletableFuture<OutcomeResult> take(Exchange exchange) throws Refusal {
    return service.experiment().take(exchange.body(), service.config().limits().rows());
  }

  /** The disk is waited for by no thread. */
  private static void answerLater(Exchange exchange, CompletableFuture<OutcomeResult> taken) {
    taken
        .thenAccept(result -> exchange.loop().execute(() -> exchange.reply(answer(result))))
        .exceptionally(
            fault -> {
              exchange.loop().execute(() -> refuseOutcomes(exchange, fault));
              return null;
            });
  }

  private static Reply answer(OutcomeResult result) {
    boolean any = result.accepted() + result.duplicates() > 0;
    int status = result.problems().isEmpty() ? 200 : any ? 207 : 400;
    return JsonReply.of(status, result);
  }

  private static void refuseOutcomes(Exchange exchange, Throwable fault) {
    Throwable cause = fault instanceof CompletionException ? fault.getCause() : fault;
    if (cause instanceof Refusal refusal) {
      exchange.refuse(refusal);
    } else {
      exchange.fail(cause == null ? fault : cause);
    }
  }

  void experiment(Exchange exchange) {
    ObjectNode body = JSON.objectNode();
    body.set("experiment", StatusReport.experiment(service.experiment().status()));
    body.set("live_quality", Json.mapper().valueToTree(service.experiment().quality(Arm.CHAMPION)));
    body.put("challenger_problem", service.lineups().challengerProblem());
    exchange.reply(JsonReply.of(200, body));
  }

  void status(Exchange exchange) {
    ModelWatcher watcher = service.watcher();
    ServedModel model = service.lineups().current().champion();
    ObjectNode body = JSON.objectNode();
    body.set(
        "server",
        StatusReport.server(
            service.state(),
            service.uptimeSeconds(),
            service.config().eventLoopThreads(),
            service.gauges().transport()));
    body.set("caller", Json.mapper().valueToTree(exchange.caller()));
    body.set("model", StatusReport.model(model));
    body.set("previous", StatusReport.previous(watcher.slot().previous()));
    body.set("last_swap", StatusReport.swap(watcher.slot().lastSwap()));
    body.set("source", StatusReport.source(watcher.health()));
    body.set("traffic", StatusReport.traffic(service.traffic(), service.gauges()));
    body.set(
        "batching",
        StatusReport.batching(
            service.config().batching().mode().name(),
            model.cost().microsPerRow(),
            service.metrics()));
    body.set("unseen", StatusReport.unseen(model));
    body.set("drift", StatusReport.drift(service.liveMeters().drift()));
    body.set("experiment", StatusReport.experiment(service.experiment().status()));
    body.put("challenger_problem", service.lineups().challengerProblem());
    exchange.reply(JsonReply.of(200, body));
  }
}
