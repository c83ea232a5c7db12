package dev.millrace.serving.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A program that a test runs. */
public final class Tool {
  private static final long MOST_SECONDS = 300;

  private Tool() {}

  /** Where an installed program is; ends the test where it is not, with a failure where CI=true. */
  public static Path find(String name, String howToInstall) {
    return onPath(name).orElseThrow(() -> missing("there is no " + name + "; " + howToInstall));
  }

  private static Optional<Path> onPath(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Ends the test: skipped with the reason, failed where CI=true. Returns never. */
  static IllegalStateException missing(String reason) {
    if ("true".equals(System.getenv("CI"))) {
      fail(reason);
    }
    System.err.println("skipped: " + reason);
    return Assumptions.abort(reason);
  }

  /** Runs a program that has to end well, with a text as its input; returns what it said. */
  public static String run(List<String> command, String input, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path in = Files.writeString(Files.createTempFile("tool", ".in"), input);
    Path out = Files.createTempFile("tool", ".out");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile());
      builder.environment().putAll(environment);
      int code = end(builder.start());
      assertThat(code).as("%s said:%n%s", command, Files.readString(out)).isZero();
      return Files.readString(out);
    } finally {
      Files.delete(in);
      Files.delete(out);
    }
  }

  private static int end(Process process) throws InterruptedException {
    if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      fail("no end after " + MOST_SECONDS + " s");
    }
    return process.exitValue();
  }
}
