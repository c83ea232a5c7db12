package dev.millrace.serving.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All there is to say about a server; docs/serving-config.md explains every key. Immutable. Secrets
 * are masked in {@link #toString}.
 *
 * @param host the address to listen on
 * @param port 0 to 65535; 0 lets the system choose
 * @param model a folder or a registry address; null for that of the only recipe
 * @param eventLoops threads that serve; 0 for one per core
 * @param challenger null where the model serves alone
 * @param tls null for plain HTTP
 * @param corsOrigins the origins that browsers may call from; empty for none, {@code *} for any
 * @param log how the server's own log is written
 * @param data where outcomes and the key of the prediction ids are kept; null for {@code
 *     .millrace/serving/data}, or where that cannot be used for as long as the process lasts
 * @param idKey of the prediction ids, 32 hexadecimal digits, so that replicas take each other's
 *     outcomes; null for a key of the data folder
 * @param drain how long requests in flight may take to end after the signal to stop
 */
public record ServeConfig(
    String host,
    int port,
    @Nullable String model,
    int eventLoops,
    Watch watch,
    @Nullable Challenger challenger,
    Limits limits,
    Batching batching,
    @Nullable Tls tls,
    Auth auth,
    List<String> corsOrigins,
    LogForm log,
    AccessLog accessLog,
    @Nullable Path data,
    @Nullable Secret idKey,
    Duration drain) {
  private static final ServeConfig DEFAULTS =
      new ServeConfig(
          "127.0.0.1",
          8080,
          null,
          0,
          Watch.DEFAULTS,
          null,
          Limits.DEFAULTS,
          Batching.DEFAULTS,
          null,
          Auth.NONE,
          List.of(),
          LogForm.TEXT,
          AccessLog.OFF,
          null,
          null,
          Duration.ofSeconds(20));

  public ServeConfig {
    corsOrigins = List.copyOf(corsOrigins);
  }

  /** What a server does that was told nothing. */
  public static ServeConfig defaults() {
    return DEFAULTS;
  }

  /** The threads that serve: as configured, else one per core. */
  public int eventLoopThreads() {
    return eventLoops > 0 ? eventLoops : Runtime.getRuntime().availableProcessors();
  }
}
