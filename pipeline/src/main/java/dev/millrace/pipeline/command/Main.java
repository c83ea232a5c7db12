package dev.millrace.pipeline.command;

import dev.millrace.contract.error.Suggestions;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code millrace} command. */
public final class Main {
  private static final int WRONG_INPUT = 2;
  private static final int INTERRUPTED = 130;

  private final Terminal terminal;

  private Main(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT); // files and figures are the same in every country
    Terminal terminal = Terminal.ofProcess(System.getenv());
    Interrupts interrupts = Interrupts.announcedOn(terminal);
    int code;
    try {
      code = run(terminal, args);
    } finally {
      interrupts.done();
    }
    System.exit(code);
  }

  /** Runs a command; everything it says goes to the terminal. Returns the exit code. */
  static int run(Terminal terminal, String... args) {
    return new Main(terminal).commandLine().execute(args);
  }

  /** The commands with all their options; heavy classes load when a command runs. */
  CommandLine commandLine() {
    CommandLine line = new CommandLine(new Millrace());
    for (Subcommand command : commands()) {
      line.addSubcommand(command);
    }
    CommandLine models = Objects.requireNonNull(line.getSubcommands().get("models"));
    ModelsCommand.commands(terminal).forEach(models::addSubcommand);
    Stream.concat(
            line.getSubcommands().values().stream(), models.getSubcommands().values().stream())
        .map(command -> command.getCommandSpec().usageMessage())
        .forEach(usage -> usage.parameterListHeading("%nArguments:%n"));
    line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.colour() ? Ansi.ON : Ansi.OFF))
        .setParameterExceptionHandler((error, arguments) -> wrongArguments(error))
        .setExecutionStrategy(this::execute);
    return line;
  }

  private List<Subcommand> commands() {
    return List.of(
        new DemoCommand(terminal),
        new InitCommand(terminal),
        new RunCommand(terminal),
        new TuneCommand(terminal),
        new ExplainCommand(terminal),
        new ScoreCommand(terminal),
        new InspectCommand(terminal),
        new MlflowCommand(terminal),
        new SyncCommand(terminal),
        new ModelsCommand(terminal),
        new DoctorCommand(terminal));
  }

  private int execute(ParseResult parsed) {
    Integer help = CommandLine.executeHelpRequest(parsed);
    if (help != null) {
      return help;
    }
    if (!parsed.hasSubcommand()) {
      parsed.commandSpec().commandLine().usage(terminal.err());
      return WRONG_INPUT;
    }
    ParseResult last = parsed.subcommand();
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    Object user = last.commandSpec().userObject();
    if (!(user instanceof Subcommand command)) {
      throw new IllegalStateException(user + " is no command");
    }
    try {
      Logging.configure(terminal.err());
      return command.call();
    } catch (Exception | OutOfMemoryError | LinkageError e) {
      return Interrupts.isEnding() ? INTERRUPTED : new Failures(terminal, command.json()).report(e);
    }
  }

  private int wrongArguments(ParameterException error) {
    CommandLine at = error.getCommandLine();
    terminal.err().println(terminal.red("error:") + " " + error.getMessage() + meant(error));
    terminal
        .err()
        .println("See '" + at.getCommandSpec().qualifiedName() + " --help' for what there is.");
    return WRONG_INPUT;
  }

  /** The nearest option or command to what was not understood. */
  private static String meant(ParameterException error) {
    if (!(error instanceof UnmatchedArgumentException unmatched)) {
      return "";
    }
    List<String> known = new ArrayList<>(error.getCommandLine().getSubcommands().keySet());
    known.addAll(error.getCommandLine().getCommandSpec().optionsMap().keySet());
    return "." + Suggestions.didYouMean(unmatched.getUnmatched().get(0), known);
  }
}
