package dev.millrace.serving.command;

import dev.millrace.contract.console.Terminal;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Executes the command by picocli: help, mistakes, and all that is not plain. */
final class ServeCommandLine {
  private ServeCommandLine() {}

  static int execute(Serve serve, String... arguments) {
    Terminal terminal = serve.terminal();
    CommandLine line = ServeCommand.commandLine(new ServeCommand(serve));
    line.setCommandName("millrace serve");
    return line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.colour() ? Ansi.ON : Ansi.OFF))
        .setParameterExceptionHandler((error, a) -> WrongArguments.report(error, terminal))
        .execute(arguments);
  }
}
