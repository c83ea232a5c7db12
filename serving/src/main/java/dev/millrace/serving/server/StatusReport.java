package dev.millrace.serving.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.support.Json;
import dev.millrace.monitoring.DriftReport;
import dev.millrace.serving.dispatch.Reason;
import dev.millrace.serving.experiment.ExperimentStatus;
import dev.millrace.serving.http.Gauges;
import dev.millrace.serving.metrics.MetricName;
import dev.millrace.serving.metrics.ServerMetrics;
import dev.millrace.serving.metrics.Traffic;
import dev.millrace.serving.model.ModelOrigin;
import dev.millrace.serving.model.ServedModel;
import dev.millrace.serving.model.SourceHealth;
import dev.millrace.serving.model.SwapEvent;
import dev.millrace.serving.request.ModelIdentity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The answer of {@code GET /v1/status}: all that a person on call wants to see at once. */
final class StatusReport {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private StatusReport() {}

  static ObjectNode server(String state, double uptime, int eventLoops, String transport) {
    return JSON.objectNode()
        .put("name", "millrace")
        .put("version", Version.TEXT)
        .put("state", state)
        .put("uptime_seconds", Math.round(uptime))
        .put("event_loops", eventLoops)
        .put("transport", transport);
  }

  static ObjectNode model(ServedModel model) {
    ModelIdentity identity = model.identity();
    ModelOrigin origin = model.origin();
    return JSON.objectNode()
        .put("name", identity.name())
        .put("version", identity.version())
        .put("alias", origin.alias().isEmpty() ? null : origin.alias())
        .put("source", origin.source())
        .put("loaded_at", model.loadedAt().toString())
        .put("threshold", identity.threshold())
        .put("network", model.modelPackage().manifest().network());
  }

  static JsonNode previous(@Nullable ModelIdentity previous) {
    return previous == null
        ? JSON.nullNode()
        : JSON.objectNode().put("version", previous.version());
  }

  static JsonNode swap(@Nullable SwapEvent swap) {
    return swap == null
        ? JSON.nullNode()
        : JSON.objectNode()
            .put("at", swap.at().toString())
            .put("outcome", swap.outcome().label())
            .put("version", swap.version())
            .put("reason", swap.reason());
  }

  static ObjectNode source(SourceHealth health) {
    return JSON.objectNode()
        .put("reachable", health.reachable())
        .put("checked_at", health.checkedAt().toString())
        .put("since", health.since().toString())
        .put("reason", health.reason());
  }

  static ObjectNode traffic(Traffic traffic, Gauges gauges) {
    List<Traffic.Second> seconds = traffic.history();
    Traffic.Second last =
        seconds.isEmpty()
            ? new Traffic.Second(0, 0, 0, 0, 0, 0, 0, 0)
            : seconds.get(seconds.size() - 1);
    ObjectNode node =
        JSON.objectNode()
            .put("requests_per_second", rounded(last.requests()))
            .put("rows_per_second", rounded(last.rows()))
            .put("errors_per_second", rounded(last.errors()))
            .put("shed_per_second", rounded(last.shed()))
            .put("in_flight", gauges.inFlight())
            .put("connections", gauges.connections());
    node.putObject("latency_ms")
        .put("p50", last.p50())
        .put("p99", last.p99())
        .put("p999", last.p999());
    ArrayNode history = node.putArray("history");
    for (Traffic.Second second : seconds) {
      history
          .addObject()
          .put("at", second.atMillis())
          .put("requests_per_second", rounded(second.requests()))
          .put("p50", second.p50())
          .put("p99", second.p99());
    }
    return node;
  }

  private static double rounded(double perSecond) {
    return Math.round(perSecond * 10) / 10.0;
  }

  static ObjectNode batching(String mode, double microsPerRow, ServerMetrics metrics) {
    ObjectNode node =
        JSON.objectNode()
            .put("mode", mode.toLowerCase(Locale.ROOT))
            .put("micros_per_row", rounded(microsPerRow))
            .put("mean_rows", rounded(metrics.histogram(MetricName.BATCH_SIZE).mean()));
    ObjectNode dispatches = node.putObject("dispatches");
    for (Reason reason : Reason.values()) {
      double count = metrics.counter(MetricName.DISPATCHES, reason.label()).count();
      dispatches.put(reason.label(), (long) count);
    }
    return node;
  }

  /** Only columns that had any. */
  static ArrayNode unseen(ServedModel model) {
    ArrayNode node = JSON.arrayNode();
    Map<String, Long> counts = new TreeMap<>();
    List<String> names = model.identity().contract().columnNames();
    for (int column = 0; column < names.size(); column++) {
      counts.put(names.get(column), model.unseen(column));
    }
    counts.forEach(
        (feature, count) -> {
          if (count > 0) {
            node.addObject().put("feature", feature).put("count", count);
          }
        });
    return node;
  }

  static JsonNode drift(@Nullable DriftReport report) {
    return report == null ? JSON.nullNode() : Json.mapper().valueToTree(report);
  }

  static JsonNode experiment(@Nullable ExperimentStatus status) {
    return status == null ? JSON.nullNode() : Json.mapper().valueToTree(status);
  }
}
