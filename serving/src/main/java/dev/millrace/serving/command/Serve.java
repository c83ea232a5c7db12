package dev.millrace.serving.command;

import dev.millrace.contract.console.Failures;
import dev.millrace.contract.console.Terminal;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.serving.config.ConfigReader;
import dev.millrace.serving.config.LogForm;
import dev.millrace.serving.config.ServeConfig;
import dev.millrace.serving.config.Sources;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
  private static final Logger LOG = LoggerFactory.getLogger(Serve.class);
  private static final String CONFIG_VARIABLE = "MILLRACE_CONFIG";

  /** As this process was asked to. */
  static Serve ofProcess(Terminal terminal) {
    Map<String, String> environment = System.getenv();
    return new Serve(terminal, environment, SageMaker.USUAL, new HttpServerStarter(environment));
  }

  /** Returns the exit code; the user is told of what fails. */
  int run(Arguments arguments) {
    Sources sources =
        new Sources(
            arguments.settings(),
            environment,
            file(arguments.config()),
            sageMaker.settings(environment),
            SageMaker.NAME);
    try {
      ConfigReader.Loaded loaded = ConfigReader.read(sources);
      ServeConfig config = loaded.config();
      ServeLogging.configure(terminal.err(), config.log());
      loaded.warnings().forEach(LOG::warn);
      return starter.run(config, arguments.warmUp());
    } catch (Exception | OutOfMemoryError | LinkageError e) {
      return failed(e, form(sources));
    }
  }

  private static LogForm form(Sources sources) {
    try {
      return ConfigReader.log(sources);
    } catch (MillraceException e) {
      return LogForm.TEXT; // the file cannot be read
    }
  }

  /** Says why, as a last line of the log where that is of JSON; returns the exit code. */
  private int failed(Throwable error, LogForm form) {
    ServeLogging.configure(terminal.err(), form);
    if (form == LogForm.TEXT) {
      return new Failures(terminal, false).report(error);
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream to = new PrintStream(said, true, StandardCharsets.UTF_8);
    int code =
        new Failures(new Terminal(to, to, false, false, terminal.width()), false).report(error);
    LOG.error(said.toString(StandardCharsets.UTF_8).strip());
    return code;
  }

  private @Nullable Path file(@Nullable Path given) {
    String named = environment.getOrDefault(CONFIG_VARIABLE, "");
    return given != null || named.isEmpty() ? given : Path.of(named);
  }
}
