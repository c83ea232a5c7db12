package dev.millrace.serving.command;

import dev.millrace.contract.console.Failures;
import dev.millrace.contract.console.Terminal;
import dev.millrace.serving.config.LogForm;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code millrace serve} on the class path of the server alone. */
public final class ServeMain {
  private ServeMain() {}

  /** Serves, and ends the process with the exit code. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT); // figures are the same in every country
    System.exit(run(Serve.ofProcess(Terminal.ofProcess(System.getenv())), args));
  }

  /** Runs the command; the word {@code serve} before its arguments may be there or not. */
  static int run(Serve serve, String... args) {
    boolean named = args.length > 0 && args[0].equals("serve");
    String[] rest = named ? Arrays.copyOfRange(args, 1, args.length) : args;
    Optional<Arguments> plain = Arguments.readPlain(rest);
    return plain.isPresent()
        ? guarded(serve.terminal(), () -> serve.run(plain.get()))
        : ServeCommandLine.execute(serve, rest);
  }

  /** The exit code of the work, or that of its failure, which the user is told. */
  static int guarded(Terminal terminal, Callable<Integer> work) {
    try {
      return work.call();
    } catch (Exception | OutOfMemoryError | LinkageError e) {
      ServeLogging.configure(terminal.err(), LogForm.TEXT);
      return new Failures(terminal, false).report(e);
    }
  }
}
