package dev.millrace.conformance.suite;

import dev.millrace.conformance.check.Check;
import dev.millrace.conformance.check.Checks;
import dev.millrace.conformance.check.Protocol;
import dev.millrace.conformance.server.Answer;
import dev.millrace.conformance.server.Call;
import dev.millrace.conformance.server.Mismatch;
import dev.millrace.conformance.server.NotApplicable;
import dev.millrace.conformance.server.Server;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/** What an answer must not tell, and what it must tell browsers. */
final class SecurityChecks {
  private static final Pattern STACK_TRACE =
      Pattern.compile(
          "\\bat [\\w.$]+\\([\\w]+\\.java|Traceback \\(most recent|\\b[a-z]+\\.[a-z.]+\\.[A-Z]\\w+(Exception|Error)\\b");
  private static final Pattern FILE_PATH =
      Pattern.compile("(?<![\\w/:.])/(home|root|tmp|usr|var|opt|etc|work|app)/\\w|[A-Z]:\\\\\\w");
  private static final String ORIGIN = "https://kit.example";

  private SecurityChecks() {}

  static List<Check> checks() {
    return new Checks(Protocol.OPERATIONS, "Security")
        .add("Every answer says X-Content-Type-Options: nosniff", SecurityChecks::noSniff)
        .add(
            "A page says which scripts it runs and that it may not be framed", SecurityChecks::page)
        .add("A page sends no referrer", SecurityChecks::referrer)
        .add("Other origins are not let in", SecurityChecks::origins)
        .add("A prediction is not kept in caches", SecurityChecks::cache)
        .add("Without a key a prediction is refused with 401", SecurityChecks::noKey)
        .add("A wrong key is refused with 401", SecurityChecks::wrongKey)
        .add("No refusal shows a stack trace", s -> silent(s, "no stack trace", STACK_TRACE))
        .add("No refusal shows a path of a file", s -> silent(s, "no path of a file", FILE_PATH))
        .add("No answer so far was an error of the server", SecurityChecks::noServerErrors)
        .list();
  }

  private static void noSniff(Server server) throws IOException, Mismatch {
    for (String path : List.of("/live", "/metrics", "/no/such/route", "/", "/ping")) {
      server.get(path).header("X-Content-Type-Options", "nosniff");
    }
    server.post(Mlflow.PATH, Call.JSON, "{").header("X-Content-Type-Options", "nosniff");
  }

  private static void page(Server server) throws IOException, Mismatch {
    Answer answer = server.get("/").status(200);
    String policy = answer.header("Content-Security-Policy");
    boolean framed =
        policy.contains("frame-ancestors") || !answer.header("X-Frame-Options").isEmpty();
    if (!policy.matches(".*(default|script)-src.*") || !framed) {
      throw new Mismatch(
          "a Content-Security-Policy with default-src and frame-ancestors",
          policy.isEmpty() ? "none" : policy);
    }
  }

  private static void referrer(Server server) throws IOException, Mismatch {
    server.get("/").header("Referrer-Policy", "no-referrer");
  }

  private static void origins(Server server) throws IOException, Mismatch {
    Answer answer = server.send(Call.get("/v1/models").with("Origin", ORIGIN));
    Call preflight =
        Call.of("OPTIONS", Mlflow.PATH)
            .with("Origin", ORIGIN)
            .with("Access-Control-Request-Method", "POST");
    for (Answer each : List.of(answer, server.send(preflight))) {
      String allowed = each.header("Access-Control-Allow-Origin");
      if (allowed.equals("*") || allowed.equals(ORIGIN)) {
        throw new Mismatch(
            "no Access-Control-Allow-Origin for " + ORIGIN, allowed + " to " + each.call());
      }
    }
  }

  private static void cache(Server server) throws IOException, Mismatch, NotApplicable {
    server.model().own();
    Answer answer = server.post(V1.predict(server), V1.example(server)).status(200);
    if (!answer.header("Cache-Control").contains("no-store")) {
      throw answer.mismatch("a header Cache-Control with no-store");
    }
  }

  private static Call prediction(Server server) throws NotApplicable {
    if (server.apiKey() == null) {
      throw new NotApplicable("no key was given with --api-key");
    }
    return Call.post(V1.predict(server), V1.example(server));
  }

  private static void unauthorized(Answer answer) throws Mismatch {
    V1.problem(answer, 401);
    if (answer.header("WWW-Authenticate").isEmpty()) {
      throw answer.mismatch("a header WWW-Authenticate");
    }
  }

  private static void noKey(Server server) throws IOException, Mismatch, NotApplicable {
    unauthorized(server.sendBare(prediction(server)));
  }

  private static void wrongKey(Server server) throws IOException, Mismatch, NotApplicable {
    Call call = prediction(server).with("Authorization", "Bearer " + server.apiKey() + "x");
    unauthorized(server.sendBare(call));
  }

  /** Provokes some refusals and looks back at all of this run. */
  private static void silent(Server server, String expected, Pattern telling)
      throws IOException, Mismatch {
    provoke(server);
    for (Answer answer : server.answers()) {
      if (answer.status() >= 400 && telling.matcher(answer.text()).find()) {
        throw answer.mismatch(expected);
      }
    }
  }

  private static void noServerErrors(Server server) throws IOException, Mismatch {
    provoke(server);
    for (Answer answer : server.answers()) {
      if (answer.status() >= 500) {
        throw answer.mismatch("no status of 500 or more");
      }
    }
  }

  private static void provoke(Server server) throws IOException {
    server.get("/no/such/route");
    server.get("/v1/models/no-such-model");
    server.get("/v2/models/no-such-model");
    server.post(Mlflow.PATH, Call.JSON, "{\"dataframe_split\":");
    server.post(Mlflow.PATH, Mlflow.CSV, "\"");
  }
}
