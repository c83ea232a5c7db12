package dev.millrace.contract.console;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Problem;
import dev.millrace.contract.support.Io;
import dev.millrace.contract.support.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** Tells people and programs what went wrong, and what the exit code is. */
public final class Failures {
  private static final int INTERNAL = 1;
  private static final int RESOURCES = 4;

  private final Terminal terminal;
  private final boolean json;

  /**
   * @param json whether errors are one line of JSON
   */
  public Failures(Terminal terminal, boolean json) {
    this.terminal = terminal;
    this.json = json;
  }

  /** Reports an error on standard error; returns the exit code. */
  public int report(Throwable error) {
    if (error instanceof MillraceException known) {
      return report(known);
    }
    if (Io.isDiskFull(error)) { // native libraries unpack themselves into the temporary folder
      Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
      return report(Io.diskFull(temporary.resolve("…"), error));
    }
    if (error instanceof OutOfMemoryError) {
      print(
          "OUT_OF_MEMORY",
          "The Java heap of %d MiB is too small.".formatted(Runtime.getRuntime().maxMemory() >> 20),
          "Give it more: MILLRACE_HEAP=4g millrace …",
          List.of());
      return RESOURCES;
    }
    print(
        ErrorCode.INTERNAL_FAULT.name(),
        "Internal fault: " + error,
        "This is a fault of Millrace; please report it with " + stackTrace(error) + ".",
        List.of());
    return INTERNAL;
  }

  private int report(MillraceException error) {
    LoggerFactory.getLogger(Failures.class).info("ended with {}", error.code(), error);
    String hint = error.hint();
    if (error.code() == ErrorCode.INTERNAL_FAULT) {
      hint = (hint + " The details are in " + stackTrace(error) + ".").strip();
    }
    print(error.code().name(), String.valueOf(error.getMessage()), hint, error.problems());
    return error.code().kind().exitCode();
  }

  private void print(String code, String message, String hint, List<Problem> problems) {
    if (json) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("error", code);
      line.put("message", message);
      line.put("problems", problems);
      line.put("hint", hint);
      terminal.err().println(Json.line(line));
      return;
    }
    terminal.err().println(terminal.red("error:") + " " + message);
    for (Problem problem : problems) {
      String place = problem.place().isEmpty() ? "" : terminal.bold(problem.place()) + ": ";
      terminal.err().println("  " + place + problem.message());
    }
    if (!hint.isEmpty()) {
      terminal.err().println(hint);
    }
  }

  /** Where the stack trace was written, for people. */
  private static String stackTrace(Throwable error) {
    StringWriter text = new StringWriter();
    error.printStackTrace(new PrintWriter(text));
    try {
      Path file = Files.createTempFile("millrace-", ".log");
      Files.writeString(file, text.toString());
      return file.toString();
    } catch (IOException e) {
      return "this: " + text.toString().replace("\n", " ");
    }
  }
}
