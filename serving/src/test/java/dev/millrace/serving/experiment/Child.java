package dev.millrace.serving.experiment;

import dev.millrace.serving.request.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server that is sent outcomes, in a process of its own, so that it can be killed or limited. */
public final class Child {
  private static final int CLIENTS = 4;
  private static final int AT_ONCE = 3;

  private Child() {}

  /** Says the ids of what was acknowledged; {@code refused CODE} where it was not, and goes on. */
  public static void main(String[] args) {
    Experiment experiment = Experiment.open(Path.of(args[0]), null);
    Contest contest = experiment.begin(Models.version("1"), null);
    for (int client = 0; client < CLIENTS; client++) {
      new Thread(() -> sendForever(experiment, contest)).start();
    }
  }

  private static void sendForever(Experiment experiment, Contest contest) {
    try {
      while (true) {
        String[] ids = new String[AT_ONCE];
        for (int i = 0; i < AT_ONCE; i++) {
          ids[i] = contest.id(contest.number(), Arm.CHAMPION, 0.75, Double.NaN);
        }
        send(experiment, ids);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts", e);
    }
  }

  private static void send(Experiment experiment, String[] ids) throws InterruptedException {
    try {
      Posts.post(experiment, true, ids);
      System.out.println(String.join("\n", ids));
    } catch (Refusal e) {
      System.out.println("refused " + e.status() + " " + e.code());
      Thread.sleep(50);
    }
  }

  /**
   * Starts such a process.
   *
   * @param blocks of 1024 bytes that a file of it may have; 0 for any number
   */
  static Process start(Path folder, Path out, int blocks) throws IOException {
    List<String> command = new ArrayList<>();
    if (blocks > 0) {
      command.addAll(List.of("bash", "-c", "ulimit -f " + blocks + "; exec \"$@\"", "bash"));
    }
    command.addAll(
        List.of(
            ProcessHandle.current().info().command().orElseThrow(),
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Child.class.getName(),
            folder.toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
        .start();
  }
}
