package dev.millrace.serving.protocol;

import dev.millrace.serving.request.Refusal;
import dev.millrace.serving.request.RowProblem;
import java.time.Duration;
import java.util.Map;
import java.util.StringJoiner;

/** Refusals for protocols whose errors are one text. */
public final class Refusals {
  private Refusals() {}

  /** What came, what to do, and then each problem on a line of its own. */
  public static String text(Refusal refusal) {
    StringJoiner lines = new StringJoiner("\n");
    lines.add(
        refusal.hint().isEmpty() ? refusal.message() : refusal.message() + " " + refusal.hint());
    for (RowProblem problem : refusal.problems()) {
      lines.add(problem.toString());
    }
    return lines.toString();
  }

  /**
   * {@code Retry-After} in whole seconds, at least 1, where the refusal says when to come again.
   */
  public static Map<String, String> headers(Refusal refusal) {
    Duration after = refusal.retryAfter();
    return after == null
        ? Map.of()
        : Map.of("Retry-After", Long.toString(Math.max(1, after.plusMillis(999).toSeconds())));
  }
}
