package dev.millrace.contract.console;

import java.io.Console;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a command talks to its user: results on {@code out}, everything else on {@code err}.
 *
 * @param interactive whether a person watches, so that progress may redraw its line
 * @param colour whether colours are wanted
 * @param width columns of a line
 */
public record Terminal(
    PrintStream out, PrintStream err, boolean interactive, boolean colour, int width) {
  private static final int WIDTH = 80;

  /** The terminal of this process. Colours are off where {@code NO_COLOR} is set. */
  public static Terminal ofProcess(Map<String, String> environment) {
    boolean interactive =
        isTerminal(System.console()) && !"dumb".equals(environment.getOrDefault("TERM", ""));
    return new Terminal(
        new PrintStream(System.out, true, StandardCharsets.UTF_8),
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        interactive,
        interactive && environment.getOrDefault("NO_COLOR", "").isEmpty(),
        width(environment.getOrDefault("COLUMNS", "")));
  }

  public String bold(String text) {
    return styled(text, "1");
  }

  public String red(String text) {
    return styled(text, "1;31");
  }

  public String green(String text) {
    return styled(text, "32");
  }

  public String faint(String text) {
    return styled(text, "2");
  }

  private String styled(String text, String style) {
    return colour ? "\033[" + style + "m" + text + "\033[0m" : text;
  }

  private static int width(String columns) {
    return columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : WIDTH;
  }

  /** From Java 22 on there is a console even where there is no terminal; it tells by a method. */
  private static boolean isTerminal(@Nullable Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("Console.isTerminal can be called", e);
    }
  }
}
