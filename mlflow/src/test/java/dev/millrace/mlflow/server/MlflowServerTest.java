package dev.millrace.mlflow.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MlflowServerTest {
  @TempDir Path folder;

  private final List<Process> children = new ArrayList<>();

  @BeforeEach
  void requireServer() {
    RealServer.uri();
  }

  /** Or they would hold the output of a build that waits for its end. */
  @AfterEach
  void endChildren() {
    children.forEach(Process::destroyForcibly);
  }

  /**
   * TERM ends a JVM as INT of Ctrl-C does, which builds in the background ignore; kill -9 gives no
   * time to clean up at all.
   */
  @Test
  void no_process_is_left_however_ours_ends() throws Exception {
    List<String> signals = List.of("TERM", "KILL");
    for (String signal : signals) {
      children.add(start(folder.resolve(signal)));
    }
    for (int i = 0; i < signals.size(); i++) {
      Process child = children.get(i);
      List<Long> pids = pids(child);
      assertThat(pids).hasSizeGreaterThan(1).allMatch(MlflowServerTest::isAlive);

      kill(signals.get(i), child);

      assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (pids.stream().anyMatch(MlflowServerTest::isAlive) && System.nanoTime() < end) {
        Thread.sleep(50);
      }
      assertThat(pids).as("after %s", signals.get(i)).noneMatch(MlflowServerTest::isAlive);
    }
  }

  private static void kill(String signal, Process child) throws Exception {
    new ProcessBuilder("kill", "-" + signal, String.valueOf(child.pid())).start().waitFor();
  }

  /** A database that is made already saves seconds of the start. */
  private static void copyDatabase(Path target) throws IOException {
    try (Stream<Path> files = Files.list(RealServer.folder())) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("mlflow.db")).toList()) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
  }

  private static Process start(Path home) throws IOException {
    Files.createDirectories(home);
    copyDatabase(home);
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-Dmillrace.mlflow.python=" + RealServer.python(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            ServerChild.class.getName(),
            home.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static List<Long> pids(Process child) throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
    return Stream.of(reader.readLine().split(" ")).skip(1).map(Long::valueOf).toList();
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  @Test
  void two_servers_do_not_share_a_folder() {
    assertThatThrownBy(
            () ->
                MlflowServer.start(RealServer.folder(), 0, RealServer.python(), Progress.silent()))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCKED));
  }

  @Test
  void a_port_in_use_is_said() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = socket.getLocalPort();
      assertThatThrownBy(
              () -> MlflowServer.start(folder, port, RealServer.python(), Progress.silent()))
          .hasMessage("Port " + port + " is in use on this machine.");
    }
  }
}
