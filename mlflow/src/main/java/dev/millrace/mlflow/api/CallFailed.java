package dev.millrace.mlflow.api;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call that did not succeed, and what can be said about trying again. */
public final class CallFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Cause {
    /** Nobody listens there, or the name is unknown, now. */
    UNREACHABLE,
    /** The connection broke: the server may have done it. */
    NO_ANSWER,
    /** No answer came in time: the server may do it yet. */
    TIMED_OUT,
    /** The server answered that it cannot now (429, 5xx): it may have done it. */
    BUSY,
    /** The certificate is not trusted, or the other side does not speak TLS. */
    NOT_TRUSTED,
    /** The server answered that it will not. */
    REFUSED
  }

  private final Cause why;
  private final int status;
  private final String code;
  private final transient @Nullable Duration retryAfter;

  CallFailed(Cause why, String message, @Nullable Throwable cause) {
    this(why, 0, "", message, null, cause);
  }

  CallFailed(
      Cause why,
      int status,
      String code,
      String message,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause) {
    super(message, cause);
    this.why = why;
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /** A file came through in part only, which sending it again mends. */
  public static CallFailed halfStored(String name) {
    return new CallFailed(Cause.NO_ANSWER, name + " did not arrive whole", null);
  }

  /** It was waited for, but not long enough. */
  public static CallFailed givenUp(InterruptedException cause) {
    return new CallFailed(Cause.NO_ANSWER, "the call was given up", cause);
  }

  public Cause why() {
    return why;
  }

  /** Whether trying again later may help. */
  public boolean passes() {
    return switch (why) {
      case UNREACHABLE, NO_ANSWER, TIMED_OUT, BUSY -> true;
      case NOT_TRUSTED, REFUSED -> false;
    };
  }

  /** The HTTP status; 0 where there was no answer. */
  public int status() {
    return status;
  }

  /** MLflow's error code, for example {@code RESOURCE_DOES_NOT_EXIST}; may be empty. */
  public String code() {
    return code;
  }

  /** Whether the server says so. */
  public boolean says(String errorCode) {
    return code.equals(errorCode);
  }

  /** How long the server asks to be left alone. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
