package dev.millrace.mlflow.api;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import java.util.Locale;

/** Says what a server's refusal means and what to do about it. */
public final class Explanation {
  private static final String NOTHING_LOST =
      "Nothing is lost: the journal keeps everything, and 'millrace sync' delivers it later.";

  private Explanation() {}

  /** The error for a person who waits for a journal to be delivered. */
  public static MillraceException ofDelivery(CallFailed failed, ServerConfig server) {
    MillraceException explained = of(failed, server);
    return explained.code() == ErrorCode.TRACKING_UNREACHABLE
        ? explained.withHint(explained.hint() + " " + NOTHING_LOST)
        : explained;
  }

  /** The error for a person. */
  public static MillraceException of(CallFailed failed, ServerConfig server) {
    return switch (failed.why()) {
      case UNREACHABLE, NO_ANSWER, TIMED_OUT, BUSY ->
          new MillraceException(
              ErrorCode.TRACKING_UNREACHABLE,
              "The MLflow server at %s: %s.".formatted(server.uri(), failed.getMessage()),
              "See whether it runs and can be reached from here.",
              failed);
      case NOT_TRUSTED ->
          refused(failed, server, "the connection is not trusted", trust(failed, server));
      case REFUSED -> refused(failed, server, "it was refused", refusal(failed, server));
    };
  }

  private static MillraceException refused(
      CallFailed failed, ServerConfig server, String what, String hint) {
    return new MillraceException(
        ErrorCode.TRACKING_REFUSED,
        "The MLflow server at %s: %s: %s.".formatted(server.uri(), what, failed.getMessage()),
        hint,
        failed);
  }

  private static String trust(CallFailed failed, ServerConfig server) {
    String message = String.valueOf(failed.getMessage()).toLowerCase(Locale.ROOT);
    if (message.contains("unsupported or unrecognized") || message.contains("plaintext")) {
      return "Nothing speaks TLS there; try http:// instead of https://.";
    }
    if (message.contains("subject alternative") || message.contains("doesn't match")) {
      return "The certificate is for another name; use the name that it was issued for.";
    }
    return server.authority() == null
        ? "Where the certificate was issued by an authority of your own, name its PEM file in "
            + ServerConfig.AUTHORITY_VARIABLE
            + "."
        : "It was not issued by an authority of " + server.authority() + ", or has expired.";
  }

  private static String refusal(CallFailed failed, ServerConfig server) {
    String message = String.valueOf(failed.getMessage());
    return switch (failed.status()) {
      case 401 ->
          "Set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN;"
              + " now it was tried with "
              + (server.credentials() instanceof Credentials.None
                  ? "none of them."
                  : server.credentials() + ".");
      case 403 -> forbidden(message, server);
      case 404 ->
          failed.code().isEmpty() || failed.says("ENDPOINT_NOT_FOUND")
              ? "There is no MLflow below that address, or an old one; where it has a base path"
                  + " (--static-prefix, a gateway), it belongs to the address:"
                  + " http://host/path."
              : "It was deleted there. To deliver the whole run anew, delete journal.cursor in its"
                  + " directory.";
      case 413 ->
          "The server, or a gateway before it, takes no files of that size; raise its limit (nginx:"
              + " client_max_body_size).";
      default ->
          message.contains("'deleted' state")
                  || message.contains("in the active state")
                  || message.contains("must be in the 'active'")
              ? "It was deleted there; restore it (mlflow experiments restore, mlflow runs restore)."
              : "The journal keeps it; see the log of the server.";
    };
  }

  private static String forbidden(String message, ServerConfig server) {
    if (message.contains("Invalid Host header")) {
      String host = server.uri().replaceFirst("^https?://", "").replaceFirst("/.*$", "");
      return "MLflow 3.5 and newer answer only to host names that they were told of: start the"
          + " server with --allowed-hosts '"
          + host
          + "' or set MLFLOW_SERVER_ALLOWED_HOSTS (keep localhost:* in the list).";
    }
    return "Ask for the right to write there; it was tried with "
        + (server.credentials() instanceof Credentials.None
            ? "no name and no token."
            : server.credentials() + ".");
  }
}
