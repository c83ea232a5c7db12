package dev.millrace.serving.model;

import static org.assertj.core.api.Assertions.fail;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Progress;
import dev.millrace.mlflow.RunStart;
import dev.millrace.mlflow.TrackedRun;
import dev.millrace.mlflow.Tracking;
import dev.millrace.mlflow.api.ServerConfig;
import dev.millrace.mlflow.registry.ModelRegistry;
import dev.millrace.mlflow.registry.ModelUri;
import dev.millrace.mlflow.server.MlflowServer;
import dev.millrace.mlflow.ship.Sync;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** A real MLflow server with models in it, which can be cut off. */
final class Registry implements AutoCloseable {
  static final String NAME = "subscribers";

  private final Path folder;
  private final MlflowServer server;
  private final Relay relay;
  private final String uri;
  private int runs;

  private Registry(Path folder, MlflowServer server) {
    this.folder = folder;
    this.server = server;
    this.relay = new Relay(URI.create(server.uri()).getPort());
    this.uri = "http://127.0.0.1:" + relay.port();
  }

  /** Where there can be none the test is skipped, saying why; under CI it fails. */
  static Registry start(Path folder) {
    try {
      return new Registry(folder, server(folder));
    } catch (MillraceException e) {
      if (e.code() != ErrorCode.TOOL_MISSING) {
        throw e;
      }
      String reason = "no MLflow server: " + e.getMessage();
      if ("true".equals(System.getenv("CI"))) {
        fail(reason);
      }
      System.err.println("skipped: " + reason);
      return Assumptions.abort(reason);
    }
  }

  private static MlflowServer server(Path folder) {
    String python = System.getProperty("millrace.mlflow.python", "../mlflow/target/mlflow-python");
    return MlflowServer.start(folder.resolve("server"), 0, Path.of(python), Progress.silent());
  }

  ModelRegistry client() {
    return new ModelRegistry(ServerConfig.of(uri));
  }

  /** A source with a cache of its own name. */
  RegistrySource source(String model, String cache) {
    return new RegistrySource(client(), ModelUri.parse(model), folder.resolve(cache));
  }

  /** Registers a package as the next version. */
  void register(Path model) {
    try {
      Path run = Files.createDirectories(folder.resolve("run-" + ++runs));
      Packages.copy(model, run.resolve("model"));
      try (Tracking tracking = Tracking.open(run)) {
        TrackedRun tracked = tracking.begin(RunStart.of(NAME, "run " + runs));
        tracked.model(run.resolve("model"), NAME, Map.of(), Map.of()).register(NAME, "", Map.of());
        tracked.finished();
      }
      Sync.sync(run, ServerConfig.of(uri));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void promote(int version) {
    try (ModelRegistry client = client()) {
      client.promote(new ModelUri(NAME, "", String.valueOf(version)), ModelRegistry.CHAMPION);
    }
  }

  /** The version that has the alias. */
  int champion() {
    try (ModelRegistry client = client()) {
      return client.find(new ModelUri(NAME, ModelRegistry.CHAMPION, "")).version();
    }
  }

  /** From now on it hangs up on whoever calls. */
  void cut() {
    relay.cut();
  }

  /** From now on it takes calls and says nothing. */
  void fallSilent() {
    relay.fallSilent();
  }

  /** It is back at the same address. */
  void mend() {
    relay.mend();
  }

  @Override
  public void close() {
    relay.close();
    server.close();
  }
}
