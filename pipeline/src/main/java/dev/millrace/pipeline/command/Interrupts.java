package dev.millrace.pipeline.command;

import dev.millrace.contract.console.Terminal;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Says so when the process is ended from outside (Ctrl-C, a signal) before its command is done. The
 * exit code is the JVM's, 128 and the number of the signal: 130 for Ctrl-C. What is unfinished is
 * removed by the hooks of those who work on it.
 */
final class Interrupts {
  private static volatile String message = "interrupted; nothing half-written is left.";

  private final AtomicBoolean done = new AtomicBoolean();

  private Interrupts() {}

  static Interrupts announcedOn(Terminal terminal) {
    Interrupts interrupts = new Interrupts();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> interrupts.announce(terminal), "millrace-interrupted"));
    return interrupts;
  }

  /** What is said instead, by a command that ends in no other way. */
  static void endWith(String sentence) {
    message = sentence;
  }

  /** From now on the process ends by itself, unless it is being ended already. */
  void done() {
    done.set(!isEnding());
  }

  /**
   * Whether the process is being ended: what then fails, fails because its files are being removed,
   * and is nothing to report.
   */
  static boolean isEnding() {
    Thread probe = new Thread(() -> {}, "millrace-probe");
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException e) {
      return true; // the only way in which Java tells
    }
  }

  /** The last word: work that is still under way has nothing to add. */
  private void announce(Terminal terminal) {
    PrintStream err = terminal.err();
    synchronized (err) {
      if (!done.get()) {
        String start = terminal.interactive() ? "\r\033[K" : "";
        err.println(start + message);
        err.close();
      }
    }
  }
}
