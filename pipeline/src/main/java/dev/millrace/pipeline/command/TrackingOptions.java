package dev.millrace.pipeline.command;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.mlflow.api.ServerConfig;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** The options of commands that talk to an MLflow server. */
final class TrackingOptions {
  private static final Logger LOG = LoggerFactory.getLogger(TrackingOptions.class);

  @Option(
      names = "--tracking-uri",
      paramLabel = "URL",
      description = "The MLflow server; without it the one that MLFLOW_TRACKING_URI names.")
  private @Nullable String uri;

  /**
   * The server that is meant; empty for none. An address from the environment that Millrace cannot
   * use is said and left alone: it may be there for other tools.
   *
   * @throws MillraceException {@code ARGUMENT_INVALID} where the option is no address
   */
  Optional<ServerConfig> server() {
    Map<String, String> environment = System.getenv();
    if (uri != null) {
      return Optional.of(ServerConfig.of(uri).withEnvironment(environment));
    }
    try {
      return ServerConfig.fromEnvironment(environment);
    } catch (MillraceException e) {
      LOG.warn("{}: {} Journals wait.", ServerConfig.URI_VARIABLE, e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * The server that is meant.
   *
   * @throws MillraceException {@code ARGUMENT_INVALID} where none is
   */
  ServerConfig requireServer() {
    return server()
        .orElseThrow(
            () ->
                new MillraceException(
                    ErrorCode.ARGUMENT_INVALID,
                    "No MLflow server is named.",
                    "Name one with --tracking-uri or in "
                        + ServerConfig.URI_VARIABLE
                        + "; 'millrace mlflow' starts one for this project."));
  }
}
