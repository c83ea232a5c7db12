package dev.millrace.serving.protocol.v1;

import dev.millrace.serving.protocol.JsonWriter;
import dev.millrace.serving.request.Refusal;
import dev.millrace.serving.request.RowProblem;
import io.vertx.core.buffer.Buffer;

/** Writes refusals in the form of RFC 9457. */
final class ProblemWriter {
  static final String CONTENT_TYPE = "application/problem+json";

  private ProblemWriter() {}

  static Buffer write(Refusal refusal) {
    JsonWriter json = new JsonWriter();
    json.raw("{\"title\":").text(refusal.message());
    json.raw(",\"status\":").number(refusal.status());
    json.raw(",\"code\":").text(refusal.code());
    if (!refusal.hint().isEmpty()) {
      json.raw(",\"detail\":").text(refusal.hint());
    }
    String before = ",\"problems\":[";
    for (RowProblem problem : refusal.problems()) {
      json.raw(before);
      problem(json, problem);
      before = ",";
    }
    return json.raw(refusal.problems().isEmpty() ? "}" : "]}").toBuffer();
  }

  private static void problem(JsonWriter json, RowProblem problem) {
    json.raw("{\"row\":").number(problem.row());
    if (!problem.column().isEmpty()) {
      json.raw(",\"column\":").text(problem.column());
    }
    json.raw(",\"message\":").text(problem.message()).raw("}");
  }
}
