package dev.millrace.serving.command;

import dev.millrace.contract.console.Terminal;
import dev.millrace.serving.config.ConfigReader;
import dev.millrace.serving.config.Key;
import dev.millrace.serving.config.ServeConfig;
import dev.millrace.serving.config.Sources;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Serves a model package over HTTP. */
@Command(
    name = "serve",
    description = "Serve a model over HTTP.",
    sortOptions = false,
    parameterListHeading = "%nArguments:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = {
      "  millrace serve runs/telco/20260501-120000-1a2b/model --port 8080",
      "  millrace serve models:/telco@champion --challenger models:/telco@challenger --share 10%%",
      "",
      "Every option can also stand in a file or a variable: docs/serving-config.md.",
    })
public final class ServeCommand implements Callable<Integer> {
  private static final String CONFIG_VARIABLE = "MILLRACE_CONFIG";

  private final Terminal terminal;
  private final Map<String, String> environment;
  private final SageMaker sageMaker;
  private final ServerStarter starter;
  private final ConfigOptions options = new ConfigOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL",
      description =
          "A package's folder, or models:/NAME@ALIAS; without it the last package that passed its"
              + " gates.")
  private @Nullable String model;

  @Option(names = "--config", paramLabel = "FILE", description = "The configuration, in YAML.")
  private @Nullable Path config;

  @Option(names = "--shadow", description = "The challenger only scores: --challenger-mode shadow.")
  private boolean shadow;

  @Option(names = "--warm-up", hidden = true, description = "Answer one request, then end.")
  private boolean warmUp;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  @SuppressWarnings("UnusedVariable") // picocli sets it, and asks the parsed line instead
  private boolean help;

  ServeCommand(
      Terminal terminal,
      Map<String, String> environment,
      SageMaker sageMaker,
      ServerStarter starter) {
    this.terminal = terminal;
    this.environment = Map.copyOf(environment);
    this.sageMaker = sageMaker;
    this.starter = starter;
  }

  /** The command of this process, with all its options, to be executed or listed among others. */
  public static CommandLine commandLine(Terminal terminal) {
    return commandLine(
        new ServeCommand(
            terminal, System.getenv(), SageMaker.USUAL, new HttpServerStarter(System.getenv())));
  }

  static CommandLine commandLine(ServeCommand command) {
    CommandLine line = new CommandLine(command);
    command.options.addTo(line.getCommandSpec());
    return line;
  }

  @Override
  public Integer call() {
    ConfigReader.Loaded loaded = ConfigReader.read(sources());
    ServeConfig read = loaded.config();
    ServeLogging.configure(terminal.err(), read.log());
    Logger log = LoggerFactory.getLogger(ServeCommand.class);
    loaded.warnings().forEach(log::warn);
    return starter.run(read, warmUp);
  }

  private Sources sources() {
    if (model != null) {
      options.put(Key.MODEL, model);
    }
    if (shadow) {
      options.put(Key.CHALLENGER_MODE, "shadow");
    }
    if (warmUp) {
      options.put(Key.PORT, "0");
      options.put(Key.HOST, "127.0.0.1");
    }
    return new Sources(
        options.values(), environment, file(), sageMaker.settings(environment), SageMaker.NAME);
  }

  private @Nullable Path file() {
    String named = environment.getOrDefault(CONFIG_VARIABLE, "");
    if (config != null || named.isEmpty()) {
      return config;
    }
    return Path.of(named);
  }
}
