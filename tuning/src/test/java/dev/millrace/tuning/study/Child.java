package dev.millrace.tuning.study;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.tuning.pruner.Pruners;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/** A study in a process of its own, so that it can be killed or held to a limit. */
public final class Child {
  /** The objective of all studies here, at a speed that leaves time to kill it. */
  private static final Objective SLOW =
      (point, report) ->
          Studies.OBJECTIVE.score(
              point,
              new Objective.Report() {
                @Override
                public boolean step(int step, double value) {
                  pause();
                  return report.step(step, value);
                }

                @Override
                public boolean fold(double value) {
                  return report.fold(value);
                }
              });

  private Child() {}

  /** {@code FILE TRIALS}; ends with 3 and the message where a {@link MillraceException} came. */
  public static void main(String[] args) {
    try {
      Study.run(spec(Integer.parseInt(args[1])), Path.of(args[0]), SLOW, StudyListener.none());
    } catch (MillraceException e) {
      System.out.println(e.code() + " " + e.getMessage());
      System.exit(3);
    }
  }

  static StudySpec spec(int trials) {
    return Studies.pruned(Studies.spec(trials), Pruners.median(3, 0));
  }

  private static void pause() {
    try {
      Thread.sleep(3);
    } catch (InterruptedException e) {
      throw new CancellationException();
    }
  }

  /**
   * Starts such a process.
   *
   * @param blocks of 1024 bytes that a file of it may have; 0 for any number
   */
  static Process start(Path out, int blocks, Path file, int trials) {
    List<String> command = new ArrayList<>();
    if (blocks > 0) {
      command.addAll(List.of("bash", "-c", "ulimit -f " + blocks + "; exec \"$@\"", "bash"));
    }
    command.addAll(
        List.of(
            ProcessHandle.current().info().command().orElseThrow(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Child.class.getName(),
            file.toString(),
            String.valueOf(trials)));
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(out.toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
