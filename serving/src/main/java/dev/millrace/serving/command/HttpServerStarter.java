package dev.millrace.serving.command;

import dev.millrace.mlflow.api.ServerConfig;
import dev.millrace.serving.auth.TlsFiles;
import dev.millrace.serving.config.Challenger;
import dev.millrace.serving.config.ServeConfig;
import dev.millrace.serving.config.Tls;
import dev.millrace.serving.model.ModelSource;
import dev.millrace.serving.model.ModelSources;
import dev.millrace.serving.request.ModelIdentity;
import dev.millrace.serving.server.MillraceServer;
import dev.millrace.serving.server.WarmStart;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the HTTP server, and lets it end gracefully. */
final class HttpServerStarter implements ServerStarter {
  private static final Logger LOG = LoggerFactory.getLogger("dev.millrace.serving");
  private static final Path HERE = Path.of("");

  private final Map<String, String> environment;

  /**
   * @param environment says where the registry is
   */
  HttpServerStarter(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public int run(ServeConfig config, boolean warmUp) {
    checkCertificates(config.tls());
    MillraceServer server =
        MillraceServer.start(config, source(config.model()), challengerSource(config.challenger()));
    if (warmUp) {
      try (server) {
        WarmStart.ask(server);
        return 0;
      }
    }
    ModelIdentity model = server.watcher().slot().current().identity();
    LOG.info("{} version {} at {}", model.name(), model.version(), server.base());
    awaitEnd(server);
    return 0;
  }

  private ModelSource source(@Nullable String model) {
    return ModelSources.of(
        model == null ? "" : model, HERE, ServerConfig.fromEnvironment(environment));
  }

  private @Nullable ModelSource challengerSource(@Nullable Challenger challenger) {
    return challenger == null ? null : source(challenger.model());
  }

  /** What is wrong is thrown; what soon will be is worth a line. */
  private static void checkCertificates(@Nullable Tls tls) {
    if (tls != null) {
      TlsFiles.check(tls).forEach(LOG::warn);
    }
  }

  /** Waits for the signal to end; then requests are still answered for a while. */
  private static void awaitEnd(MillraceServer server) {
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  drain(server);
                  ended.countDown();
                },
                "drain"));
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void drain(MillraceServer server) {
    try {
      LOG.info("stopping: not ready any more, requests that come are still answered");
      int left = server.drain();
      LOG.info("stopped{}", left == 0 ? "" : ", " + left + " requests were cut off after the time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
