package dev.millrace.conformance.mistake;

import static dev.millrace.conformance.mistake.Table.get;
import static dev.millrace.conformance.mistake.Table.post;
import static dev.millrace.conformance.mistake.Table.status;
import static dev.millrace.conformance.mistake.Table.type;
import static dev.millrace.conformance.mistake.Table.when;

import dev.millrace.conformance.check.Protocol;
import dev.millrace.conformance.tiny.Ask;
import java.util.List;
import java.util.function.Predicate;

/** Mistakes with SageMaker's routes. */
final class SagemakerMistakes {
  private static final Predicate<Ask> INVOKING = post("/invocations");

  private SagemakerMistakes() {}

  static List<Mistake> all() {
    return new Table(Protocol.SAGEMAKER)
        .add(
            "does not answer a ping",
            when(get("/ping"), status(503)),
            "GET /ping answers 200 within 2 seconds")
        .add(
            "does not answer",
            when(INVOKING, status(503)),
            "POST /invocations answers within 60 seconds")
        .add(
            "refuses headers that it does not know",
            when(
                INVOKING.and(ask -> !ask.header("X-Amzn-SageMaker-Target-Model").isEmpty()),
                status(400)),
            "The headers of SageMaker are ignored")
        .add(
            "answers predictions as text",
            when(INVOKING, type("text/plain")),
            "Accept: application/json is answered with it",
            "Accept: */* is answered with JSON")
        .add(
            "fails at a type that it cannot give",
            when(INVOKING.and(ask -> ask.header("Accept").equals("image/png")), status(500)),
            "An Accept that cannot be met is no fault of the server")
        .list();
  }
}
