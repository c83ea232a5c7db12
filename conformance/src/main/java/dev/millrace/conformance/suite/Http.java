package dev.millrace.conformance.suite;

import dev.millrace.conformance.server.Answer;
import dev.millrace.conformance.server.Call;
import dev.millrace.conformance.server.Mismatch;
import dev.millrace.conformance.server.Server;
import java.io.IOException;
import java.util.Arrays;

/** Rules of HTTP that hold for every route. */
final class Http {
  private Http() {}

  /**
   * RFC 9110, 15.5.6: a method that is not allowed is refused with 405 and the list of those that
   * are.
   */
  static void notAllowed(Server server, String method, String path, String allowed)
      throws IOException, Mismatch {
    Call call = method.equals("POST") ? Call.post(path, Call.JSON, "{}") : Call.of(method, path);
    Answer answer = server.send(call).status(405);
    boolean listed =
        Arrays.stream(answer.header("Allow").split(","))
            .map(String::trim)
            .anyMatch(allowed::equals);
    if (!listed) {
      throw answer.mismatch("a header Allow with " + allowed);
    }
  }
}
