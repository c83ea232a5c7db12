package dev.millrace.serving.command;

import dev.millrace.contract.console.Terminal;
import dev.millrace.serving.config.Key;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Serves a model package over HTTP. */
@Command(
    name = "serve",
    description = "Serve a model over HTTP.",
    sortOptions = false,
    abbreviateSynopsis = true,
    parameterListHeading = "%nArguments:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = {
      "  millrace serve runs/telco/20260501-120000-1a2b/model --port 8080",
      "  millrace serve models:/t@champion --challenger models:/t@candidate --share 10%%",
      "",
      "Every option can also stand in a file or a variable: docs/serving-config.md.",
    })
public final class ServeCommand implements Callable<Integer> {
  private final Serve serve;
  private final ConfigOptions options = new ConfigOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL",
      description =
          "A package's folder, runs/RECIPE for its last package that passed its gates, or"
              + " models:/NAME@ALIAS; may be left out where runs/ has one recipe.")
  private @Nullable String model;

  @Option(names = Flags.CONFIG, paramLabel = "FILE", description = "The configuration, in YAML.")
  private @Nullable Path config;

  @Option(
      names = Flags.SHADOW,
      description = "The challenger only scores: --challenger-mode shadow.")
  private boolean shadow;

  @Option(names = Flags.WARM_UP, hidden = true, description = "Answer one request, then end.")
  private boolean warmUp;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  @SuppressWarnings("UnusedVariable") // picocli sets it, and asks the parsed line instead
  private boolean help;

  ServeCommand(Serve serve) {
    this.serve = serve;
  }

  /** The command of this process, with all its options, to be executed or listed among others. */
  public static CommandLine commandLine(Terminal terminal) {
    return commandLine(new ServeCommand(Serve.ofProcess(terminal)));
  }

  static CommandLine commandLine(ServeCommand command) {
    CommandLine line = new CommandLine(command);
    command.options.addTo(line.getCommandSpec());
    return line;
  }

  @Override
  public Integer call() {
    return serve.run(arguments());
  }

  Arguments arguments() {
    Map<String, String> settings = new HashMap<>(options.values());
    if (model != null) {
      settings.put(Key.MODEL.path(), model);
    }
    return Arguments.of(settings, config, shadow, warmUp);
  }
}
