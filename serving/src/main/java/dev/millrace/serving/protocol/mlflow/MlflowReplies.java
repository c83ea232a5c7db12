package dev.millrace.serving.protocol.mlflow;

import dev.millrace.serving.protocol.JsonReply;
import dev.millrace.serving.protocol.Refusals;
import dev.millrace.serving.request.Refusal;
import dev.millrace.serving.request.Reply;
import io.vertx.core.buffer.Buffer;

/** MLflow's answers that need no rows. */
public final class MlflowReplies {
  /** The version of MLflow whose behaviour this protocol follows. */
  public static final String MLFLOW_VERSION = "3.17.2";

  private static final String TEXT = "text/plain; charset=utf-8";
  private static final int UNSUPPORTED_MEDIA_TYPE = 415;
  private static final int TIMED_OUT = 504;

  private MlflowReplies() {}

  /** {@code GET /ping} and {@code GET /health}: 404 where no model can answer. */
  public static Reply ping(boolean ready) {
    return Reply.of(ready ? 200 : 404, JsonReply.TYPE, Buffer.buffer("\n"));
  }

  /** {@code GET /version}: the bare text, though MLflow calls it JSON. */
  public static Reply version() {
    return Reply.of(200, JsonReply.TYPE, Buffer.buffer(MLFLOW_VERSION));
  }

  /**
   * A refusal in MLflow's form. A wrong {@code Content-Type} gets a text, and so does what took too
   * long, though MLflow calls that JSON.
   */
  public static Reply refusal(Refusal refusal) {
    String text = Refusals.text(refusal);
    return switch (refusal.status()) {
      case UNSUPPORTED_MEDIA_TYPE -> Reply.of(refusal.status(), TEXT, Buffer.buffer(text));
      case TIMED_OUT ->
          Reply.of(
              refusal.status(),
              JsonReply.TYPE,
              Buffer.buffer("Request processing time exceeded limit"));
      default ->
          JsonReply.of(
              refusal.status(), new Fault(ErrorCodes.of(refusal), text), Refusals.headers(refusal));
    };
  }

  /** The body of an error. */
  private record Fault(String errorCode, String message) {}
}
