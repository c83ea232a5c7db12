package dev.millrace.serving.request;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a request gets no prediction; each protocol says it in its own form. Has no stack trace: a
 * flood of bad requests must be cheap.
 */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String hint;
  private final transient List<RowProblem> problems;
  private final transient @Nullable Duration retryAfter;

  private Refusal(
      int status,
      String code,
      String message,
      String hint,
      List<RowProblem> problems,
      @Nullable Duration retryAfter) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.hint = hint;
    this.problems = List.copyOf(problems);
    this.retryAfter = retryAfter;
  }

  /**
   * A request that is wrong as it stands.
   *
   * @param status 400 to 499
   * @param code stable, for programs, for example {@code BODY_INVALID}
   * @param message what was expected and what came
   * @param hint what to do next; empty where nothing sensible can be said
   */
  public static Refusal of(int status, String code, String message, String hint) {
    return new Refusal(status, code, message, hint, List.of(), null);
  }

  /** A body that is not what the protocol says: 400 {@code BODY_INVALID}. */
  public static Refusal body(String message, String hint) {
    return of(400, "BODY_INVALID", message, hint);
  }

  /** Rows that do not fit the contract: 400 {@code CONTRACT_VIOLATED} with every problem. */
  public static Refusal rows(List<RowProblem> problems) {
    return new Refusal(
        400,
        "CONTRACT_VIOLATED",
        "The rows do not fit the contract.",
        "Correct the values named and try again.",
        problems,
        null);
  }

  /**
   * A request that is shed to stay alive.
   *
   * @param status 429 or 503
   */
  public static Refusal shed(int status, String code, String message, Duration retryAfter) {
    return new Refusal(status, code, message, "Try again later.", List.of(), retryAfter);
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Stable, for programs. */
  public String code() {
    return code;
  }

  /** What was expected and what came. */
  public String message() {
    return String.valueOf(getMessage());
  }

  /** What to do next; may be empty. */
  public String hint() {
    return hint;
  }

  /** All that is wrong with the rows, in reading order; empty where something else is wrong. */
  public List<RowProblem> problems() {
    return problems;
  }

  /** When to come again; null where that would not help. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
