package dev.millrace.pipeline.command;

import dev.millrace.contract.console.Failures;
import dev.millrace.contract.console.Terminal;
import dev.millrace.serving.command.ServeCommand;
import dev.millrace.serving.command.WrongArguments;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParseResult;

/** The {@code millrace} command. */
public final class Main {
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
    for (Object command : commands()) {
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
        .setParameterExceptionHandler((error, arguments) -> WrongArguments.report(error, terminal))
        .setExecutionStrategy(this::execute);
    return line;
  }

  private List<Object> commands() {
    return List.of(
        new DemoCommand(terminal),
        new InitCommand(terminal),
        new RunCommand(terminal),
        new TuneCommand(terminal),
        new ExplainCommand(terminal),
        new ScoreCommand(terminal),
        ServeCommand.commandLine(terminal),
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
      return WrongArguments.EXIT_CODE;
    }
    ParseResult last = parsed.subcommand();
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    Object user = last.commandSpec().userObject();
    if (!(user instanceof Callable<?> command)) {
      throw new IllegalStateException(user + " is no command");
    }
    boolean json = user instanceof Subcommand ours && ours.json();
    try {
      Logging.configure(terminal.err());
      return (Integer) command.call();
    } catch (Exception | OutOfMemoryError | LinkageError e) {
      return Interrupts.isEnding() ? INTERRUPTED : new Failures(terminal, json).report(e);
    }
  }
}
