package dev.millrace.serving.http;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The listening server: one event loop for each core, all on one port. Thread-safe. */
public final class HttpFront implements AutoCloseable {
  private static final long SWEEP_MILLIS = 250;
  private static final long POLL_MILLIS = 20;

  /** A second; polls are counted, as a machine that stands still for a second has but one. */
  private static final int QUIET_POLLS = 50;

  private final Vertx vertx;
  private final HttpServerOptions options;
  private final Gauges gauges;
  private volatile int port;

  private HttpFront(Vertx vertx, HttpServerOptions options, Gauges gauges) {
    this.vertx = vertx;
    this.options = options;
    this.gauges = gauges;
  }

  /** Makes each event loop; it is told its Vert.x context. */
  @FunctionalInterface
  public interface Loops {
    /** The state of one more event loop. */
    Loop make(Context context);
  }

  /**
   * Listens; blocks until all event loops do.
   *
   * @param eventLoops at least 1
   * @param options with host and port; port 0 takes a free one
   * @param maker of what each event loop does
   * @throws MillraceException {@code LOCKED} where the port is taken or may not be used
   */
  public static HttpFront listen(
      int eventLoops, HttpServerOptions options, Gauges gauges, Loops maker) {
    Vertx vertx =
        Vertx.builder()
            .with(
                new VertxOptions()
                    .setPreferNativeTransport(true)
                    .setEventLoopPoolSize(eventLoops)
                    .setWorkerPoolSize(2)
                    .setInternalBlockingPoolSize(2))
            .build();
    gauges.transport(vertx.isNativeTransportEnabled() ? "epoll" : "nio");
    HttpFront front = new HttpFront(vertx, options, gauges);
    try {
      vertx
          .deployVerticle(
              () -> front.new Ear(maker), new DeploymentOptions().setInstances(eventLoops))
          .await(30, TimeUnit.SECONDS);
      return front;
    } catch (Exception e) {
      front.close();
      throw new MillraceException(
          ErrorCode.LOCKED,
          "Cannot listen on %s:%d: %s"
              .formatted(options.getHost(), options.getPort(), e.getMessage()),
          hint(e),
          e);
    }
  }

  private static String hint(Exception fault) {
    String said = String.valueOf(fault.getMessage()).toLowerCase(Locale.ROOT);
    if (said.contains("already in use")) {
      return "Stop what has the port, or choose another with --port.";
    }
    return said.contains("permission denied")
        ? "Choose a port from 1024 on with --port, or give the process the right to listen there."
        : "Choose an address of this machine with --host; 0.0.0.0 is all of them.";
  }

  /** The port that is listened on. */
  public int port() {
    return port;
  }

  /**
   * Goes on answering, but closes every connection with its next answer; returns when nothing is in
   * flight and no request has come for a second, or when the time is up.
   *
   * @return how many requests were left unanswered
   */
  public int drain(Duration longest) throws InterruptedException {
    long start = System.nanoTime();
    gauges.drain();
    int quiet = 0;
    long request = gauges.lastRequest();
    while (quiet < QUIET_POLLS && System.nanoTime() - start < longest.toNanos()) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      long before = request;
      request = gauges.lastRequest();
      quiet = request == before && gauges.inFlight() == 0 ? quiet + 1 : 0;
    }
    return gauges.inFlight();
  }

  /** Stops listening and closes every connection; blocks. */
  @Override
  public void close() {
    vertx.close().await();
  }

  private final class Ear extends VerticleBase {
    private final Loops maker;

    Ear(Loops maker) {
      this.maker = maker;
    }

    @Override
    public Future<?> start() {
      Loop loop = maker.make(context);
      HttpServer server =
          vertx
              .createHttpServer(options)
              .connectionHandler(loop::opened)
              .requestHandler(loop::handle)
              .invalidRequestHandler(loop::invalid);
      vertx.setPeriodic(SWEEP_MILLIS, timer -> loop.sweep());
      return server.listen().onSuccess(listening -> port = listening.actualPort());
    }
  }
}
