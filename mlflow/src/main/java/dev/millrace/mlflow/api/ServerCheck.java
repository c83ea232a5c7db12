package dev.millrace.mlflow.api;

import dev.millrace.contract.error.MillraceException;
import java.time.Duration;

/**
 * A server that answered as MLflow does, to a call that needs the right to read.
 *
 * @param version of MLflow; empty where a gateway does not let it be asked
 * @param took until it had answered
 */
public record ServerCheck(String version, Duration took) {

  /**
   * Asks.
   *
   * @throws MillraceException {@code TRACKING_UNREACHABLE} and {@code TRACKING_REFUSED} saying why
   */
  public static ServerCheck of(ServerConfig server) {
    long start = System.nanoTime();
    try (MlflowCalls calls = MlflowCalls.to(server)) {
      calls.findExperiment("Default"); // it may be there or not
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      return new ServerCheck(version(calls), took);
    } catch (CallFailed e) {
      throw Explanation.of(e, server);
    }
  }

  private static String version(MlflowCalls calls) {
    try {
      String answer = calls.version();
      return answer.matches("\\d[\\w.+-]*") ? answer : "";
    } catch (CallFailed e) {
      return "";
    }
  }
}
