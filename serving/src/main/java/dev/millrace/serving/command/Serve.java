package dev.millrace.serving.command;

import dev.millrace.contract.console.Terminal;
import dev.millrace.serving.config.ConfigReader;
import dev.millrace.serving.config.ServeConfig;
import dev.millrace.serving.config.Sources;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the configuration, sets up the log, and starts the server. */
record Serve(
    Terminal terminal,
    Map<String, String> environment,
    SageMaker sageMaker,
    ServerStarter starter) {
  private static final String CONFIG_VARIABLE = "MILLRACE_CONFIG";

  /** As this process was asked to. */
  static Serve ofProcess(Terminal terminal) {
    Map<String, String> environment = System.getenv();
    return new Serve(terminal, environment, SageMaker.USUAL, new HttpServerStarter(environment));
  }

  /** Returns the exit code; errors are thrown. */
  int run(Arguments arguments) {
    ConfigReader.Loaded loaded =
        ConfigReader.read(
            new Sources(
                arguments.settings(),
                environment,
                file(arguments.config()),
                sageMaker.settings(environment),
                SageMaker.NAME));
    ServeConfig config = loaded.config();
    ServeLogging.configure(terminal.err(), config.log());
    Logger log = LoggerFactory.getLogger(Serve.class);
    loaded.warnings().forEach(log::warn);
    return starter.run(config, arguments.warmUp());
  }

  private @Nullable Path file(@Nullable Path given) {
    String named = environment.getOrDefault(CONFIG_VARIABLE, "");
    return given != null || named.isEmpty() ? given : Path.of(named);
  }
}
