package dev.millrace.serving.command;

import dev.millrace.contract.console.Terminal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

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
    return plain.isPresent() ? serve.run(plain.get()) : ServeCommandLine.execute(serve, rest);
  }
}
