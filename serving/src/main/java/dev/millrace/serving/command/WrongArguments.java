package dev.millrace.serving.command;

import dev.millrace.contract.console.Terminal;
import dev.millrace.contract.error.Suggestions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with the arguments of a command, and what was probably meant. */
public final class WrongArguments {
  /** The exit code for them. */
  public static final int EXIT_CODE = 2;

  private WrongArguments() {}

  /** Says it on standard error; returns the exit code. */
  public static int report(ParameterException error, Terminal terminal) {
    terminal.err().println(terminal.red("error:") + " " + error.getMessage() + meant(error));
    String name = error.getCommandLine().getCommandSpec().qualifiedName();
    terminal.err().println("See '" + name + " --help' for what there is.");
    return EXIT_CODE;
  }

  /** The nearest option or command to what was not understood. */
  private static String meant(ParameterException error) {
    if (!(error instanceof UnmatchedArgumentException unmatched)) {
      return "";
    }
    List<String> known = new ArrayList<>(error.getCommandLine().getSubcommands().keySet());
    known.addAll(error.getCommandLine().getCommandSpec().optionsMap().keySet());
    return "."
        + Suggestions.didYouMean(unmatched.getUnmatched().get(0).replaceFirst("=.*", ""), known);
  }
}
