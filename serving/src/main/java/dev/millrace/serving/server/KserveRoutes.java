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
import java.util.function.Function;

/** The routes under {@code /v2} beside predictions. */
final class KserveRoutes {
  private static final List<String> PROTOCOLS = List.of("v1", "mlflow", "v2");

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

  /** Of all protocols: rows of several may be scored together. */
  private ModelStatistics statistics() {
    ServerMetrics metrics = service.metrics();
    String name = service.modelName();
    return new ModelStatistics(
        service.traffic().lastAnswer(),
        (long) metrics.counter(MetricName.ROWS, name).count(),
        metrics.histogram(MetricName.BATCH_SIZE).count(),
        sum(protocol -> metrics.histogram(MetricName.REQUEST_DURATION, name, protocol)),
        new Timing(failures(), Duration.ZERO),
        timing(metrics.histogram(MetricName.QUEUE_DURATION)),
        sum(protocol -> metrics.histogram(MetricName.PARSE_DURATION, protocol)),
        timing(metrics.histogram(MetricName.SCORE_DURATION, name)));
  }

  private static Timing timing(DistributionSummary seconds) {
    return timing(seconds.count(), seconds.totalAmount());
  }

  private static Timing timing(long count, double seconds) {
    return new Timing(count, Duration.ofNanos((long) (seconds * 1e9)));
  }

  private static Timing sum(Function<String, DistributionSummary> ofProtocol) {
    long count = 0;
    double seconds = 0;
    for (String protocol : PROTOCOLS) {
      DistributionSummary summary = ofProtocol.apply(protocol);
      count += summary.count();
      seconds += summary.totalAmount();
    }
    return timing(count, seconds);
  }

  private long failures() {
    double failed = 0;
    for (Counter counter :
        service.metrics().registry().find("millrace_inference_requests").counters()) {
      failed += "200".equals(counter.getId().getTag("code")) ? 0 : counter.count();
    }
    return (long) failed;
  }
}
