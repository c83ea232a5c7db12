package dev.millrace.serving.server;

import dev.millrace.serving.http.Action;
import dev.millrace.serving.http.Exchange;
import dev.millrace.serving.metrics.MetricName;
import dev.millrace.serving.metrics.ServerMetrics;
import dev.millrace.serving.protocol.kserve.KserveReplies;
import dev.millrace.serving.protocol.kserve.ModelStatistics;
import dev.millrace.serving.protocol.kserve.ModelStatistics.Timing;
import dev.millrace.serving.request.ModelIdentity;
import dev.millrace.serving.request.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import java.time.Duration;
import java.util.List;

/** The routes under {@code /v2} beside predictions. */
final class KserveRoutes {
  private static final String PROTOCOL = "v2";

  private final Service service;

  KserveRoutes(Service service) {
    this.service = service;
  }

  private ModelIdentity model() {
    return service.lineups().current().identity();
  }

  void server(Exchange exchange) {
    exchange.reply(KserveReplies.server(Version.TEXT));
  }

  void live(Exchange exchange) {
    exchange.reply(KserveReplies.live());
  }

  void ready(Exchange exchange) {
    exchange.reply(KserveReplies.ready(service.isReady()));
  }

  void index(Exchange exchange) {
    exchange.reply(KserveReplies.index(model(), service.isReady()));
  }

  void metadata(Exchange exchange) {
    exchange.reply(KserveReplies.model(model()));
  }

  void modelReady(Exchange exchange) {
    exchange.reply(KserveReplies.modelReady(model(), service.isReady()));
  }

  void statistics(Exchange exchange) {
    exchange.reply(KserveReplies.statistics(model(), statistics()));
  }

  /** The action, where the path names the model that is served, and if at all its version. */
  Action ofModel(Action action) {
    return action.after(this::requireModel);
  }

  private void requireModel(Exchange exchange) throws Refusal {
    List<String> asked = exchange.variables();
    if (!asked.get(0).equals(service.modelName())) {
      throw KserveReplies.unknownModel(asked.get(0), model());
    }
    if (asked.size() > 1 && !asked.get(1).equals(model().version())) {
      throw KserveReplies.unknownVersion(asked.get(1), model());
    }
  }

  /** Queue and score are those of all protocols: rows of several may be scored together. */
  private ModelStatistics statistics() {
    ServerMetrics metrics = service.metrics();
    String name = service.modelName();
    return new ModelStatistics(
        service.traffic().lastAnswer(),
        (long) metrics.counter(MetricName.ROWS, name).count(),
        metrics.histogram(MetricName.BATCH_SIZE).count(),
        timing(metrics.histogram(MetricName.REQUEST_DURATION, name, PROTOCOL)),
        new Timing(failures(), Duration.ZERO),
        timing(metrics.histogram(MetricName.QUEUE_DURATION)),
        timing(metrics.histogram(MetricName.PARSE_DURATION, PROTOCOL)),
        timing(metrics.histogram(MetricName.SCORE_DURATION, name)));
  }

  private static Timing timing(DistributionSummary seconds) {
    return new Timing(seconds.count(), Duration.ofNanos((long) (seconds.totalAmount() * 1e9)));
  }

  private long failures() {
    double failed = 0;
    for (Counter counter :
        service
            .metrics()
            .registry()
            .find("millrace_inference_requests")
            .tag("protocol", PROTOCOL)
            .counters()) {
      failed += "200".equals(counter.getId().getTag("code")) ? 0 : counter.count();
    }
    return (long) failed;
  }
}
