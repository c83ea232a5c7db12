package dev.millrace.mlflow.server;

import dev.millrace.contract.support.Progress;
import java.nio.file.Path;

/** A server in a process of its own, so that it can be killed. */
public final class ServerChild {
  private ServerChild() {}

  /** {@code FOLDER}; says the address and the process ids of the server, and waits. */
  public static void main(String[] args) throws InterruptedException {
    try (MlflowServer server =
        MlflowServer.start(Path.of(args[0]), 0, RealServer.python(), Progress.silent())) {
      StringBuilder pids = new StringBuilder();
      server.processes().forEach(process -> pids.append(' ').append(process.pid()));
      System.out.println(server.uri() + pids);
      server.await();
    }
  }
}
