package dev.millrace.serving.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.support.Json;
import java.time.Instant;
import java.util.Random;

/** What {@code GET /v1/status} may tell. */
final class SampleStatus {
  private static final int SECONDS = 120;

  private SampleStatus() {}

  /** A server that nobody has asked anything yet. */
  static ObjectNode quiet(String model) {
    return read(
        """
        {"server": {"name": "millrace", "version": "0.1.0", "state": "ready", "uptime_seconds": 3,
          "event_loops": 2, "transport": "epoll"},
         "model": {"name": "MODEL", "version": "3", "alias": "champion", "source": "folder 20261126-a1/model",
          "loaded_at": "2026-11-26T13:58:02Z", "threshold": 0.23, "network": "mlp"},
         "previous": null, "last_swap": null,
         "source": {"reachable": true, "checked_at": "2026-11-26T14:02:00Z",
          "since": "2026-11-26T13:58:02Z", "reason": ""},
         "traffic": {"requests_per_second": 0, "rows_per_second": 0, "errors_per_second": 0,
          "shed_per_second": 0, "in_flight": 0, "connections": 1,
          "latency_ms": {"p50": null, "p99": null, "p999": null}, "history": []},
         "batching": {"mode": "auto", "micros_per_row": null, "mean_rows": null,
          "dispatches": {"inline": 0, "idle": 0, "queued": 0, "full": 0}},
         "unseen": [], "drift": null, "experiment": null}
        """
            .replace("MODEL", model));
  }

  /** A server under load, with drift, a challenger and a registry that does not answer. */
  static ObjectNode busy(String model) {
    ObjectNode status = quiet(model);
    status.setAll(
        read(
            """
            {"previous": {"version": "2"},
             "caller": {"name": "operations", "roles": ["predict", "operate"]},
             "last_swap": {"at": "2026-11-26T14:01:00Z", "outcome": "refused", "version": "4",
              "reason": "golden.jsonl:3: the network gives 0.71, but the trained model gave 0.42."},
             "source": {"reachable": false, "checked_at": "2026-11-26T14:02:00Z",
              "reason": "Connection refused."},
             "batching": {"mode": "auto", "micros_per_row": 4.2, "mean_rows": 1.7,
              "dispatches": {"inline": 1843201, "idle": 20311, "queued": 911, "full": 12}},
             "unseen": [{"feature": "region", "count": 412}, {"feature": "plan", "count": 7}],
             "drift": {"rows": 41822, "since": "2026-11-26T09:00:00Z",
              "prediction": {"psi": 0.041, "level": "stable"},
              "features": [
               {"feature": "plan", "psi": 0.02, "level": "stable"},
               {"feature": "region", "psi": 0.31, "level": "large"},
               {"feature": "tenure", "psi": 0.148, "level": "moderate"},
               {"feature": "minutes", "psi": 0.0007, "level": "stable"},
               {"feature": "autopay", "psi": 0.0121, "level": "stable"},
               {"feature": "joined", "psi": 0.0883, "level": "stable"},
               {"feature": "last_seen", "psi": 0.055, "level": "stable"}]},
             "experiment": {"mode": "split", "share": 0.2, "champion": "3", "challenger": "4",
              "rows": {"champion": 33410, "challenger": 8412},
              "rows_since": "2026-11-26T09:00:00Z",
              "outcomes": {"champion": 5120, "challenger": 1288},
              "difference": {"mean": 0.0021, "lower": -0.0014, "upper": 0.0056},
              "verdict": "undecided", "confidence": 0.95}}
            """));
    status.withObjectProperty("server").put("uptime_seconds", 93_000);
    status.set("traffic", traffic());
    return status;
  }

  /** The same status a moment later: the last second of its history is now. */
  static ObjectNode endingNow(ObjectNode status) {
    ObjectNode moved = status.deepCopy();
    ArrayNode history = moved.withObjectProperty("traffic").withArrayProperty("history");
    Instant now = Instant.now();
    for (int i = 0; i < history.size(); i++) {
      ((ObjectNode) history.get(i)).put("at", now.minusSeconds(history.size() - 1L - i).toString());
    }
    return moved;
  }

  private static ObjectNode traffic() {
    ObjectNode traffic =
        read(
            """
            {"requests_per_second": 18432, "rows_per_second": 31334, "errors_per_second": 0,
             "shed_per_second": 2.4, "in_flight": 17, "connections": 64,
             "latency_ms": {"p50": 0.21, "p99": 1.38, "p999": 4.9}}
            """);
    ArrayNode history = traffic.putArray("history");
    Random random = new Random(5);
    for (int second = 0; second < SECONDS; second++) {
      double wave = Math.sin(second / 17.0);
      history
          .addObject()
          .put("requests_per_second", Math.round(16_000 + 3000 * wave + 900 * random.nextDouble()))
          .put("p50", 0.19 + 0.04 * random.nextDouble())
          .put("p99", 1.1 + 0.3 * wave + 0.4 * random.nextDouble());
    }
    return traffic;
  }

  private static ObjectNode read(String json) {
    try {
      return (ObjectNode) Json.mapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
