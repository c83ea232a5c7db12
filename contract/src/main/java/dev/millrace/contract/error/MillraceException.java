package dev.millrace.contract.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one root of Millrace's errors. The message names the thing (file, line, column, value) and
 * says what was expected; the hint says what to do next.
 */
public final class MillraceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String hint;
  private final transient List<Problem> problems;

  /**
   * @param message what was expected and what came, without a trailing hint
   * @param hint what to do next, a full sentence; empty where nothing sensible can be said
   */
  public MillraceException(ErrorCode code, String message, String hint) {
    this(code, message, hint, List.of(), null);
  }

  /** As above, keeping the cause. */
  public MillraceException(ErrorCode code, String message, String hint, @Nullable Throwable cause) {
    this(code, message, hint, List.of(), cause);
  }

  /** Several problems reported at once; the message is the headline above them. */
  public MillraceException(ErrorCode code, String message, String hint, List<Problem> problems) {
    this(code, message, hint, problems, null);
  }

  private MillraceException(
      ErrorCode code,
      String message,
      String hint,
      List<Problem> problems,
      @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.hint = hint;
    this.problems = List.copyOf(problems);
  }

  public ErrorCode code() {
    return code;
  }

  /** What to do next; may be empty. */
  public String hint() {
    return hint;
  }

  /** All the single problems behind the headline, in reading order; empty for a simple error. */
  public List<Problem> problems() {
    return problems;
  }

  /** The same error, from the same place, with another hint. */
  public MillraceException withHint(String other) {
    MillraceException copy =
        new MillraceException(code, String.valueOf(getMessage()), other, problems, getCause());
    copy.setStackTrace(getStackTrace());
    return copy;
  }
}
