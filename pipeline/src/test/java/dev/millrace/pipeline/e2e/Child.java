package dev.millrace.pipeline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The command in a process of its own, for what only a process can show. */
final class Child implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 180;
  private static final String END = "\0";

  private final Process process;
  private final CompletableFuture<String> out;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final CompletableFuture<String> err;

  private Child(Process process) {
    this.process = process;
    this.out = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
    this.err = CompletableFuture.supplyAsync(this::listen);
  }

  /** Starts the command. */
  static Child start(String... arguments) {
    return startCommand(java(arguments));
  }

  /** Starts the command where no file may grow above a number of KiB, as on a full disk. */
  static Child startWithFilesUpTo(int kibibytes, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "bash", "-c", "trap '' XFSZ; ulimit -f " + kibibytes + "; exec \"$@\"", "limited"));
    command.addAll(java(arguments));
    return startCommand(command);
  }

  /** Starts any command. */
  static Child startCommand(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("OMP_NUM_THREADS", "1");
    try {
      return new Child(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The command line of the command in a Java process. */
  static List<String> java(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx512m",
                "-Xshare:auto",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.millrace.pipeline.command.Main"));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Waits until standard error has a line that begins so. */
  void await(String beginning) {
    assertThat(awaitOrEnd(beginning)).as("a line '" + beginning + "…'").isTrue();
  }

  /** The same; whether there was one before the process ended. */
  boolean awaitOrEnd(String beginning) {
    try {
      for (String line = next(); !line.equals(END); line = next()) {
        if (line.startsWith(beginning)) {
          return true;
        }
      }
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private String next() throws InterruptedException {
    String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(line).as("nothing on standard error for three minutes").isNotNull();
    return line;
  }

  /** Sends a signal, for example {@code INT} as Ctrl-C does. */
  void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits for the end. */
  Ended end() {
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("still running").isTrue();
      return new Ended(process.exitValue(), out.join(), err.join());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** How a process ended. */
  record Ended(int code, String out, String err) {}

  private String listen() {
    StringBuilder all = new StringBuilder();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        all.append(line).append('\n');
        lines.add(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lines.add(END);
    }
    return all.toString();
  }

  private static String text(InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
