package dev.millrace.serving.command;

import dev.millrace.serving.config.ServeConfig;

/** Starts a server and waits for its end. */
@FunctionalInterface
public interface ServerStarter {

  /**
   * Serves until the process is told to stop.
   *
   * @param warmUp answer one request of its own and return, so that the classes of a start are
   *     known; the configuration then asks for port 0
   * @return the exit code
   * @throws dev.millrace.contract.error.MillraceException where it cannot start
   */
  int run(ServeConfig config, boolean warmUp);
}
