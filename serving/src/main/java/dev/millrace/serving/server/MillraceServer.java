package dev.millrace.serving.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.serving.auth.Gate;
import dev.millrace.serving.config.Challenger;
import dev.millrace.serving.config.ServeConfig;
import dev.millrace.serving.config.Tls;
import dev.millrace.serving.dispatch.Workers;
import dev.millrace.serving.experiment.Experiment;
import dev.millrace.serving.http.AnswerHeaders;
import dev.millrace.serving.http.ExchangeListener;
import dev.millrace.serving.http.Gauges;
import dev.millrace.serving.http.HttpFront;
import dev.millrace.serving.http.Loop;
import dev.millrace.serving.metrics.MetricName;
import dev.millrace.serving.metrics.ServerMetrics;
import dev.millrace.serving.metrics.Traffic;
import dev.millrace.serving.model.ModelSource;
import dev.millrace.serving.model.ModelWatcher;
import dev.millrace.serving.model.SourceHealth;
import dev.millrace.serving.model.SwapEvent;
import dev.millrace.serving.protocol.v1.V1Protocol;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server. Thread-safe.
 *
 * <pre>{@code
 * try (MillraceServer server = MillraceServer.start(config, source, null)) {
 *   URI base = server.base();
 * }
 * }</pre>
 */
public final class MillraceServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MillraceServer.class);
  private static final int MAX_HEAD = 16 * 1024;
  private static final long DRIFT_SECONDS = 10;

  private final ServeConfig config;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Gauges gauges = new Gauges();
  private final Service service;
  private final HttpFront front;

  private MillraceServer(
      ServeConfig config, ModelSource source, @Nullable ModelSource challengerSource) {
    this.config = config;
    try {
      ServerMetrics metrics = opened(new ServerMetrics());
      ModelWatcher watcher = opened(ModelWatcher.open(source, config.watch().every()));
      ModelWatcher challenger =
          challengerSource == null
              ? null
              : opened(ModelWatcher.open(challengerSource, config.watch().every()));
      Experiment experiment = opened(DataFolder.open(config));
      Workers workers =
          opened(
              new Workers(
                  config.batching(),
                  Runtime.getRuntime().availableProcessors(),
                  config.limits().inFlight()));
      this.service =
          new Service(
              config,
              watcher,
              new Lineups(
                  watcher.slot(),
                  challenger == null ? null : challenger.slot(),
                  config.challenger(),
                  experiment),
              experiment,
              workers,
              metrics,
              new Traffic(),
              gauges,
              new LiveMeters(metrics),
              System.nanoTime());
      watch(watcher, metrics);
      this.front = opened(listen());
      opened(ticking());
      watcher.start();
      if (challenger != null) {
        challenger.start();
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts; blocks until requests are answered.
   *
   * @param source of the model
   * @param challengerSource of {@link Challenger#model()}; null where there is none
   * @throws MillraceException where the model, the port, a certificate or the data folder cannot be
   *     used
   */
  public static MillraceServer start(
      ServeConfig config, ModelSource source, @Nullable ModelSource challengerSource) {
    return new MillraceServer(config, source, challengerSource);
  }

  /** The port that is listened on. */
  public int port() {
    return front.port();
  }

  /** Where to reach it from this machine. */
  public URI base() {
    String scheme = config.tls() == null ? "http" : "https";
    String host = config.host().equals("0.0.0.0") ? "127.0.0.1" : config.host();
    return URI.create(scheme + "://" + host + ":" + port());
  }

  /** The model that answers and how it is kept up to date. */
  public ModelWatcher watcher() {
    return service.watcher();
  }

  String modelName() {
    return service.modelName();
  }

  /** A row that is accepted. */
  ObjectNode example() {
    return service.lineups().current().card().example();
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  private HttpFront listen() {
    Pages pages = new Pages(service);
    Gate gate = opened(Gate.of(config.auth()));
    Access access = new Access(gate);
    AnswerHeaders headers = new AnswerHeaders(config.corsOrigins());
    ExchangeListener listener =
        opened(new ExchangeMeters(service.metrics(), service.traffic(), config.accessLog()));
    service.metrics().gauge(MetricName.HTTP_CONNECTIONS, gauges::connections);
    service.metrics().gauge(MetricName.HTTP_IN_FLIGHT, gauges::inFlight);
    return HttpFront.listen(
        config.eventLoopThreads(),
        options(),
        gauges,
        context ->
            new Loop(
                context,
                config.limits(),
                loop -> ServerRoutes.forLoop(service, access, pages),
                gauges,
                listener,
                V1Protocol::problem,
                headers));
  }

  private HttpServerOptions options() {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(config.host())
            .setPort(config.port())
            .setTcpNoDelay(true)
            .setTcpQuickAck(true)
            .setMaxInitialLineLength(MAX_HEAD / 2)
            .setMaxHeaderSize(MAX_HEAD)
            .setHttp2ClearTextEnabled(false)
            .setAcceptBacklog(1024);
    Tls tls = config.tls();
    if (tls != null) {
      options
          .setSsl(true)
          .setUseAlpn(false)
          .setKeyCertOptions(
              new PemKeyCertOptions()
                  .setCertPath(tls.certificate().toString())
                  .setKeyPath(tls.key().toString()));
      if (tls.clientAuthority() != null) {
        options
            .setClientAuth(ClientAuth.REQUIRED)
            .setTrustOptions(new PemTrustOptions().addCertPath(tls.clientAuthority().toString()));
      }
    }
    return options;
  }

  private void watch(ModelWatcher watcher, ServerMetrics metrics) {
    watcher
        .slot()
        .listen(
            event -> {
              metrics.counter(MetricName.SWAPS, event.outcome().label()).increment();
              if (event.outcome() == SwapEvent.Outcome.REFUSED) {
                LOG.warn("version {} was refused: {}", event.version(), event.reason());
              } else {
                LOG.info(
                    "version {} answers now ({}) {}",
                    event.version(),
                    event.outcome().label(),
                    event.reason());
              }
            });
    for (SwapEvent.Outcome outcome : SwapEvent.Outcome.values()) {
      metrics.counter(MetricName.SWAPS, outcome.label());
    }
    if (watcher.source().isRegistry()) {
      metrics.gauge(MetricName.REGISTRY_REACHABLE, () -> watcher.health().reachable() ? 1 : 0);
      watcher.listen(MillraceServer::logHealth);
      if (!watcher.health().reachable()) { // what answered the last time answers now
        logHealth(watcher.health());
      }
    }
  }

  private static void logHealth(SourceHealth health) {
    if (health.reachable()) {
      LOG.info("the registry answers again");
    } else {
      LOG.warn("the registry cannot be asked: {}", health.reason());
    }
  }

  private AutoCloseable ticking() {
    ScheduledExecutorService ticks =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "ticks");
              thread.setDaemon(true);
              return thread;
            });
    List<Future<?>> schedules =
        List.of(
            ticks.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS),
            ticks.scheduleAtFixedRate(this::updateMeters, 1, DRIFT_SECONDS, TimeUnit.SECONDS));
    return () -> {
      schedules.forEach(schedule -> schedule.cancel(false));
      ticks.shutdownNow();
    };
  }

  private void tick() {
    service.traffic().tick(System.currentTimeMillis());
  }

  /** A schedule ends for ever with the first exception. */
  private void updateMeters() {
    try {
      service.liveMeters().update(service.lineups().current(), service.experiment());
    } catch (RuntimeException e) {
      LOG.error("the meters of the model could not be updated", e);
    }
  }

  /**
   * Goes on answering until clients have noticed that it is not ready any more, then closes.
   *
   * @return requests that were cut off after the time of {@link ServeConfig#drain()}
   */
  public int drain() throws InterruptedException {
    int left = front.drain(config.drain());
    close();
    return left;
  }

  /** Ends at once; blocks. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("{} did not close: {}", part.getClass().getSimpleName(), e.toString());
      }
    }
  }
}
