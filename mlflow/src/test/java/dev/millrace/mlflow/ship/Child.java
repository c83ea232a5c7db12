package dev.millrace.mlflow.ship;

import dev.millrace.mlflow.RunStart;
import dev.millrace.mlflow.TrackedRun;
import dev.millrace.mlflow.Tracking;
import dev.millrace.mlflow.api.ServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** What tests do in a process of its own, so that it can be killed. */
public final class Child {
  private Child() {}

  /** {@code sync DIRECTORY URI} or {@code track DIRECTORY URI EXPERIMENT STEPS}. */
  public static void main(String[] args) throws InterruptedException {
    Path directory = Path.of(args[1]);
    ServerConfig server =
        ServerConfig.of(args[2]).withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(10));
    if (args[0].equals("sync")) {
      Sync.sync(
          directory,
          server,
          Duration.ofSeconds(60),
          new Backoff(Duration.ofMillis(10), Duration.ofMillis(50), new Random(1)));
    } else {
      track(directory, server, args[3], Integer.parseInt(args[4]));
    }
  }

  /** Goes on with the run that a killed process left, or begins one. */
  private static void track(Path directory, ServerConfig server, String experiment, int steps)
      throws InterruptedException {
    try (Tracking tracking = Tracking.open(directory, Optional.of(server))) {
      TrackedRun run =
          tracking.unfinished().stream()
              .findFirst()
              .orElseGet(() -> tracking.begin(RunStart.of(experiment, "main")));
      long from = System.currentTimeMillis() * 1000;
      for (int i = 0; i < steps; i++) {
        run.metrics(Map.of("loss", 1.0 / (i + 1)), from + i);
        System.out.println("logged " + (from + i)); // only now it counts
        Thread.sleep(1);
      }
      run.finished();
      tracking.deliver(Duration.ofSeconds(60));
    }
  }

  /** Starts such a process; what it says goes to a file. */
  static Process start(Path out, String... args) {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile="
                    + System.getProperty("logback.configurationFile", ""),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Child.class.getName()));
    command.addAll(List.of(args));
    try {
      return new ProcessBuilder(command)
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .redirectOutput(out.toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
