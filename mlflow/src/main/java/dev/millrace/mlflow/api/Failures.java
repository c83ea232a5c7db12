package dev.millrace.mlflow.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.support.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.mlflow.tracking.MlflowClientException;
import org.mlflow.tracking.MlflowHttpException;
import org.mlflow_project.apachehttp.conn.ConnectTimeoutException;

/** Sorts what went wrong with a call. */
final class Failures {
  private static final int SHOWN = 300;

  private Failures() {}

  /** What MLflow's Java client throws. */
  static CallFailed of(MlflowClientException e) {
    if (e instanceof MlflowHttpException answered) {
      String body = answered.getBodyMessage() == null ? "" : answered.getBodyMessage();
      return of(answered.getStatusCode(), body, JavaClient.retryAfter(), e);
    }
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException io && !isJson(io)) {
        return of(io);
      }
    }
    return noJson(String.valueOf(e.getMessage()), e);
  }

  /** JSON that breaks off is an {@code IOException} too. */
  private static boolean isJson(IOException e) {
    return e.getClass().getName().contains("InvalidProtocolBuffer");
  }

  static CallFailed of(IOException e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    if (e instanceof JavaClient.RedirectedException) {
      return new CallFailed(CallFailed.Cause.REFUSED, message, e);
    }
    if (e instanceof UnknownHostException) {
      return new CallFailed(CallFailed.Cause.UNREACHABLE, "its name is not known here", e);
    }
    if (e instanceof ConnectTimeoutException || e instanceof HttpConnectTimeoutException) {
      return new CallFailed(CallFailed.Cause.UNREACHABLE, "no connection came about in time", e);
    }
    if (e instanceof SocketTimeoutException || e instanceof HttpTimeoutException) {
      return new CallFailed(CallFailed.Cause.TIMED_OUT, "no answer came in time", e);
    }
    if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
      return new CallFailed(CallFailed.Cause.UNREACHABLE, "nothing listens there", e);
    }
    if (e instanceof SSLException && isDistrust(message)) {
      return new CallFailed(CallFailed.Cause.NOT_TRUSTED, message, e);
    }
    return new CallFailed(CallFailed.Cause.NO_ANSWER, "no whole answer came (" + message + ")", e);
  }

  /** A TLS connection that breaks off is an {@code SSLException} as well. */
  private static boolean isDistrust(String message) {
    return message.contains("PKIX")
        || message.contains("certificate")
        || message.contains("Certificate")
        || message.contains("subject alternative")
        || message.contains("unrecognized SSL message")
        || message.contains("plaintext");
  }

  /** An answer that is none of success. */
  static CallFailed of(
      int status, String body, Optional<String> retryAfter, @Nullable Throwable cause) {
    JsonNode json = json(body);
    String code = json == null ? "" : json.path("error_code").asText("");
    String message = json == null ? body : json.path("message").asText(body);
    return new CallFailed(
        isBusy(status, code, message) ? CallFailed.Cause.BUSY : CallFailed.Cause.REFUSED,
        status,
        code,
        "%d %s".formatted(status, shortened(message)).strip(),
        retryAfter.map(Failures::duration).orElse(null),
        cause);
  }

  /**
   * A call that meets an earlier try of itself, late, breaks a rule of the database; another look
   * tells that it is done.
   */
  private static boolean isBusy(int status, String code, String message) {
    boolean collided =
        code.equals("BAD_REQUEST")
            && (message.contains("IntegrityError") || message.contains("UniqueViolation"));
    return collided
        || status == 408
        || status == 425
        || status == 429
        || (status >= 500 && status != 501)
        || code.equals("TEMPORARILY_UNAVAILABLE");
  }

  /** A success whose body broke off, or of something that is not MLflow. */
  static CallFailed noJson(String body, Throwable cause) {
    String start = body.stripLeading();
    return start.startsWith("<")
        ? new CallFailed(
            CallFailed.Cause.REFUSED, 404, "", "it answers with a page, not as MLflow", null, cause)
        : new CallFailed(CallFailed.Cause.NO_ANSWER, "its answer broke off", cause);
  }

  /** The connection was closed by ourselves meanwhile. */
  static CallFailed ofClosed(Throwable cause) {
    return new CallFailed(CallFailed.Cause.NO_ANSWER, "the call was given up", cause);
  }

  private static @Nullable JsonNode json(String body) {
    try {
      JsonNode node = Json.mapper().readTree(body);
      return node != null && node.isObject() ? node : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  private static String shortened(String message) {
    String line = message.strip().lines().findFirst().orElse("").strip();
    String shown = line.startsWith("<") ? "" : line;
    return shown.length() > SHOWN ? shown.substring(0, SHOWN) + "…" : shown;
  }

  /** Seconds, or a date (RFC 9110, 10.2.3). */
  private static @Nullable Duration duration(String retryAfter) {
    try {
      return Duration.ofSeconds(Math.max(0, Long.parseLong(retryAfter.strip())));
    } catch (NumberFormatException e) {
      return untilDate(retryAfter.strip());
    }
  }

  private static @Nullable Duration untilDate(String date) {
    try {
      Instant then = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration until = Duration.between(Instant.now(), then);
      return until.isNegative() ? Duration.ZERO : until;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
