package dev.millrace.serving.server;

import dev.millrace.serving.config.AccessLog;
import dev.millrace.serving.http.Exchange;
import dev.millrace.serving.http.ExchangeListener;
import dev.millrace.serving.metrics.MetricName;
import dev.millrace.serving.metrics.ServerMetrics;
import dev.millrace.serving.metrics.Traffic;
import dev.millrace.serving.request.Refusal;
import io.micrometer.core.instrument.Counter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Counts exchanges by route and status, and writes them into the access log. Thread-safe. */
final class ExchangeMeters implements ExchangeListener, AutoCloseable {
  private static final List<String> SHED =
      List.of(
          "OVERLOADED",
          "TOO_MANY_CONNECTIONS",
          "BODIES_TOO_MANY",
          "ANSWERS_TOO_MANY",
          "QUEUE_FULL",
          "RATE_EXCEEDED",
          "KEYS_MISSING",
          "OUTCOMES_BUSY",
          "OUTCOMES_FULL",
          "OUTCOMES_NOT_KEPT");

  private final ServerMetrics metrics;
  private final Traffic traffic;
  private final @Nullable AccessLogWriter log;
  private final Map<String, Map<Integer, Counter>> byRoute = new ConcurrentHashMap<>();
  private final Map<String, Counter> shed = new ConcurrentHashMap<>();

  ExchangeMeters(ServerMetrics metrics, Traffic traffic, AccessLog settings) {
    this.metrics = metrics;
    this.traffic = traffic;
    Counter lost = metrics.counter(MetricName.ACCESS_LOG_LOST);
    this.log = settings.enabled() ? new AccessLogWriter(settings, lost::increment) : null;
    SHED.forEach(this::shed); // there before the first
  }

  @Override
  public void ended(Exchange exchange, int status, int bytes) {
    byRoute
        .computeIfAbsent(exchange.routePath(), route -> new ConcurrentHashMap<>())
        .computeIfAbsent(
            status,
            code ->
                metrics.counter(
                    MetricName.HTTP_REQUESTS, exchange.routePath(), String.valueOf(code)))
        .increment();
    if (log != null) {
      long micros = (System.nanoTime() - exchange.begun()) / 1000;
      log.add(AccessLine.of(exchange, status, bytes, micros));
    }
  }

  @Override
  public void refused(Exchange exchange, Refusal refusal) {
    if (refusal.retryAfter() != null) {
      shed(refusal.code()).increment();
      traffic.shed();
    }
  }

  private Counter shed(String code) {
    return shed.computeIfAbsent(
        code, any -> metrics.counter(MetricName.SHED, code.toLowerCase(Locale.ROOT)));
  }

  @Override
  public void close() {
    if (log != null) {
      log.close();
    }
  }
}
