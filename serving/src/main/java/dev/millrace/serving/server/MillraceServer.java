package dev.millrace.serving.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.serving.auth.Gate;
import dev.millrace.serving.config.Challenger;
import dev.millrace.serving.config.ServeConfig;
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
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
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

  private final ServeConfig config;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Gauges gauges = new Gauges();
  private final Service service;
  private final HttpFront front;

  private MillraceServer(
      ServeConfig config, ModelSource source, @Nullable ModelSource challengerSource) {
    this.config = config;
    try {
      ModelWatcher watcher = opened(ModelWatcher.open(source, config.watch().every()));
      ModelWatcher challenger =
          challengerSource == null
              ? null
              : opened(ModelWatcher.open(challengerSource, config.watch().every()));
      this.service = service(watcher, challenger);
      ModelEvents.follow(watcher, "champion", service.metrics());
      if (challenger != null) {
        ModelEvents.follow(challenger, "challenger", service.metrics());
      }
      this.front = opened(listen());
      opened(new Ticks(service));
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
    return URI.create(scheme + "://" + localHost(config.host()) + ":" + port());
  }

  /** As a URL has it; what stands for all addresses is one of this machine. */
  private static String localHost(String host) {
    return switch (host) {
      case "0.0.0.0" -> "127.0.0.1";
      case "::" -> "[::1]";
      default -> host.contains(":") ? "[" + host + "]" : host;
    };
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

  private Service service(ModelWatcher watcher, @Nullable ModelWatcher challenger) {
    ServerMetrics metrics = opened(new ServerMetrics());
    Experiment experiment = opened(DataFolder.open(config)).experiment();
    int cores = Runtime.getRuntime().availableProcessors();
    return new Service(
        config,
        watcher,
        new Lineups(
            watcher.slot(),
            challenger,
            config.challenger(),
            experiment,
            metrics.counter(MetricName.EXPERIMENT_FAILED_ROWS)),
        experiment,
        opened(new Workers(config.batching(), cores, config.limits().inFlight())),
        metrics,
        new Traffic(),
        gauges,
        new LiveMeters(metrics),
        System.nanoTime());
  }

  private HttpFront listen() {
    Pages pages = new Pages(service);
    Gate gate = opened(Gate.of(config.auth()));
    AnswerHeaders headers = new AnswerHeaders(config.corsOrigins());
    Access access = new Access(gate, config.auth().required(), headers);
    ExchangeListener listener =
        opened(new ExchangeMeters(service.metrics(), service.traffic(), config.accessLog()));
    service.metrics().gauge(MetricName.HTTP_CONNECTIONS, gauges::connections);
    service.metrics().gauge(MetricName.HTTP_IN_FLIGHT, gauges::inFlight);
    return HttpFront.listen(
        config.eventLoopThreads(),
        HttpOptions.of(config),
        gauges,
        context ->
            new Loop(
                context,
                config.limits(),
                loop -> ServerRoutes.forLoop(service, access, pages),
                gauges,
                listener,
                ServerRoutes::errorsAt,
                headers));
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
