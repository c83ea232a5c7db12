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
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What SageMaker demands of an inference container. */
final class SagemakerChecks {
  private static final Map<String, String> HEADERS =
      Map.of(
          "X-Amzn-SageMaker-Custom-Attributes", "trace=42;c000b4f9",
          "X-Amzn-SageMaker-Target-Model", "churn.tar.gz",
          "X-Amzn-SageMaker-Target-Variant", "AllTraffic",
          "X-Amzn-SageMaker-Inference-Id", "kit-42");

  private SagemakerChecks() {}

  static List<Check> checks() {
    return new Checks(Protocol.SAGEMAKER, "Custom inference code with hosting services")
        .add("GET /ping answers 200 within 2 seconds", s -> ping(s, Duration.ofSeconds(2)))
        .add("POST /invocations answers within 60 seconds", SagemakerChecks::inTime)
        .add("A connection is accepted within 250 milliseconds", SagemakerChecks::accepts)
        .add("The headers of SageMaker are ignored", SagemakerChecks::headers)
        .add("Accept: application/json is answered with it", s -> accept(s, "application/json"))
        .add("Accept: */* is answered with JSON", s -> accept(s, "*/*"))
        .add("An Accept that cannot be met is no fault of the server", SagemakerChecks::unmet)
        .list();
  }

  private static void within(Answer answer, Duration limit) throws Mismatch {
    if (answer.took().compareTo(limit) > 0) {
      throw new Mismatch(
          "an answer within " + limit.toMillis() + " ms", answer.took().toMillis() + " ms");
    }
  }

  private static void ping(Server server, Duration limit) throws IOException, Mismatch {
    within(server.get("/ping").status(200), limit);
  }

  private static Call invocation(Server server) throws NotApplicable {
    return Call.post(Mlflow.PATH, Mlflow.split(server.model().example()));
  }

  private static void inTime(Server server) throws IOException, Mismatch, NotApplicable {
    within(server.send(invocation(server)).status(200), Duration.ofSeconds(60));
  }

  private static void accepts(Server server) throws IOException, Mismatch {
    long started = System.nanoTime();
    server.connect().close();
    long millis = (System.nanoTime() - started) / 1_000_000;
    if (millis > 250) {
      throw new Mismatch("a connection within 250 ms", millis + " ms");
    }
  }

  private static void headers(Server server) throws IOException, Mismatch, NotApplicable {
    Call call = invocation(server);
    Steady expected = Steady.of(server, call, "predictions");
    for (Map.Entry<String, String> header : HEADERS.entrySet()) {
      call = call.with(header.getKey(), header.getValue());
    }
    expected.demandSame(server.send(call));
  }

  private static void accept(Server server, String accept)
      throws IOException, Mismatch, NotApplicable {
    server
        .send(invocation(server).with("Accept", accept))
        .status(200)
        .type("application/json")
        .json();
  }

  private static void unmet(Server server) throws IOException, Mismatch, NotApplicable {
    server.send(invocation(server).with("Accept", "image/png")).status(200, 406);
  }
}
