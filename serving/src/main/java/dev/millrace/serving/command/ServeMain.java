package dev.millrace.serving.command;

import dev.millrace.contract.console.Failures;
import dev.millrace.contract.console.Terminal;
import dev.millrace.serving.config.LogForm;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParseResult;

/** {@code millrace serve} on the class path of the server alone. */
public final class ServeMain {
  private ServeMain() {}

  /** Serves, and ends the process with the exit code. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT); // figures are the same in every country
    Terminal terminal = Terminal.ofProcess(System.getenv());
    System.exit(run(ServeCommand.commandLine(terminal), terminal, args));
  }

  /** Runs the command; the word {@code serve} before its arguments may be there or not. */
  static int run(CommandLine line, Terminal terminal, String... args) {
    boolean named = args.length > 0 && args[0].equals("serve");
    ServeLogging.configure(terminal.err(), LogForm.TEXT);
    line.setCommandName("millrace serve");
    return line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.colour() ? Ansi.ON : Ansi.OFF))
        .setParameterExceptionHandler((error, a) -> WrongArguments.report(error, terminal))
        .setExecutionStrategy(parsed -> execute(parsed, terminal))
        .execute(named ? Arrays.copyOfRange(args, 1, args.length) : args);
  }

  private static int execute(ParseResult parsed, Terminal terminal) {
    Integer help = CommandLine.executeHelpRequest(parsed);
    if (help != null) {
      return help;
    }
    Callable<Integer> command = parsed.commandSpec().commandLine().getCommand();
    try {
      return command.call();
    } catch (Exception | OutOfMemoryError | LinkageError e) {
      return new Failures(terminal, false).report(e);
    }
  }
}
