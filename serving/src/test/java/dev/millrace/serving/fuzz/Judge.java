package dev.millrace.serving.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.support.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What every answer must keep to. */
final class Judge {
  private static final Set<Integer> FINE =
      Set.of(200, 204, 207, 304, 400, 403, 404, 405, 408, 409, 413, 414, 415, 431);
  private static final Pattern INSIDE =
      Pattern.compile(
          "[a-z]\\.[A-Z]\\w*(Exception|Error)|\\bdev\\.millrace\\.|\\bjava\\.\\w+\\.|\\bio\\.(vertx|netty)\\."
              + "|\\bcom\\.fasterxml\\.|\\n\\s*at \\w+\\.|src/test/resources|\\w+\\.java:\\d|NullPointer");

  /**
   * The card of a model says how to score in Java; the version of MLflow is no JSON there either.
   */
  private static final Pattern FAULT =
      Pattern.compile("Exception|NullPointer|\\n\\s+at \\w+\\.|src/test/resources");

  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+");

  /** The identifiers of predictions are never the same. */
  private static final Pattern CHANGES = Pattern.compile("\"E[\\w-]{20,}\"");

  private final List<String> expected;

  /**
   * @param expected what {@link Real#good()} were answered with at first
   */
  Judge(List<String> expected) {
    this.expected = expected;
  }

  List<String> expected() {
    return expected;
  }

  static String lasting(Answer answer) {
    return CHANGES.matcher(answer.text()).replaceAll("an id");
  }

  /** What is wrong with the answer; empty where nothing is. */
  String fault(Sent sent, Answer answer) {
    if (!FINE.contains(answer.status()) && !isShed(answer)) {
      return "the status " + answer.status();
    }
    if (!answer.header("x-request-id").equals(sent.id())) {
      return "the answer of another request: " + answer.header("x-request-id");
    }
    if (sent.good() >= 0 && !isShed(answer)) {
      boolean same = answer.status() == 200 && lasting(answer).equals(expected.get(sent.good()));
      return same ? faultOf(answer) : "a good request answered otherwise";
    }
    String fault = faultOf(answer);
    return fault.isEmpty() && answer.status() >= 400 && !sent.head()
        ? faultOfForm(sent.form(), answer)
        : fault;
  }

  /** As {@link #fault}, of an answer to who knows what. */
  String faultOfAny(Answer answer) {
    boolean fine = FINE.contains(answer.status()) || isShed(answer);
    return fine ? faultOf(answer) : "the status " + answer.status();
  }

  private static boolean isShed(Answer answer) {
    return Set.of(429, 503).contains(answer.status()) && !answer.header("retry-after").isEmpty();
  }

  private static String faultOf(Answer answer) {
    if (!answer.header("x-content-type-options").equals("nosniff")) {
      return "no header against sniffing";
    }
    if (answer.body().length == 0) {
      return "";
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(answer.body()));
    } catch (CharacterCodingException e) {
      return answer.header("content-type").equals("application/octet-stream") ? "" : "no UTF-8";
    }
    String text = answer.text();
    if ((answer.status() < 400 ? FAULT : INSIDE).matcher(text).find()) {
      return "it says what is inside";
    }
    boolean json = answer.header("content-type").contains("json");
    return json && !VERSION.matcher(text).matches() ? faultOfJson(text) : "";
  }

  private static String faultOfJson(String text) {
    try {
      Json.mapper().readTree(text);
      return "";
    } catch (JsonProcessingException e) {
      return "no JSON";
    }
  }

  private static String faultOfForm(Form form, Answer answer) {
    boolean right =
        switch (form) {
          case PROBLEM -> isProblem(answer);
          case MLFLOW -> answer.status() == 415 || has(answer, "error_code", "message");
          case KSERVE -> has(answer, "error");
          case ANY ->
              answer.status() == 415
                  || isProblem(answer)
                  || has(answer, "error_code", "message")
                  || has(answer, "error");
        };
    return right ? "" : "not an error in the form of " + form;
  }

  private static boolean isProblem(Answer answer) {
    boolean typed = answer.header("content-type").equals("application/problem+json");
    return (typed && has(answer, "title", "status", "code"))
        || has(answer, "accepted", "duplicates", "problems"); // outcomes, none of which was taken
  }

  private static boolean has(Answer answer, String... members) {
    try {
      JsonNode body = Json.mapper().readTree(answer.text());
      return List.of(members).stream().allMatch(body::has);
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
