package dev.millrace.pipeline.command;

import dev.millrace.contract.console.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** What all commands share. */
abstract class Subcommand implements Callable<Integer> {
  static final int DONE = 0;

  private final Terminal terminal;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  @SuppressWarnings("UnusedVariable") // picocli sets it, and asks the parsed line instead
  private boolean help;

  Subcommand(Terminal terminal) {
    this.terminal = terminal;
  }

  final Terminal terminal() {
    return terminal;
  }

  /** Whether results, progress and errors are to be JSON. */
  boolean json() {
    return false;
  }

  /** Does the work; errors are thrown. Returns the exit code. */
  @Override
  public abstract Integer call();
}
