package dev.millrace.mlflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.support.Progress;
import dev.millrace.mlflow.journal.FileGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonEnvironmentTest {
  @TempDir Path directory;

  @Test
  @SuppressWarnings("try") // the lock is held, not used
  void an_environment_that_another_process_is_making_is_waited_for() throws Exception {
    Path folder = directory.resolve("python");
    CountDownLatch waiting = new CountDownLatch(1);
    CompletableFuture<PythonEnvironment> prepared;
    try (FileGuard other = FileGuard.take(directory.resolve("python.lock")).orElseThrow()) {
      prepared =
          CompletableFuture.supplyAsync(
              () -> PythonEnvironment.prepare(folder, countingDown(waiting)));
      assertThat(waiting.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(prepared).isNotDone();
      finish(folder);
    }
    assertThat(prepared.get(30, TimeUnit.SECONDS).python())
        .isEqualTo(folder.resolve("bin").resolve("python"));
  }

  private static void finish(Path folder) throws IOException {
    Path python = Files.createDirectories(folder.resolve("bin")).resolve("python");
    assertThat(Files.createFile(python).toFile().setExecutable(true)).isTrue();
    Files.writeString(folder.resolve("millrace-complete"), PythonEnvironment.MLFLOW_VERSION);
  }

  private static Progress countingDown(CountDownLatch waiting) {
    return (name, total, unit) ->
        new Progress.Task() {
          @Override
          public void advance(long units) {}

          @Override
          public void note(String remark) {
            waiting.countDown();
          }

          @Override
          public void close() {}
        };
  }
}
