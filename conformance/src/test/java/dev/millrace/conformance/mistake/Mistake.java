package dev.millrace.conformance.mistake;

import dev.millrace.conformance.check.Protocol;
import dev.millrace.conformance.tiny.Ask;
import dev.millrace.conformance.tiny.Say;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * A mistake of a server.
 *
 * @param what it does, in words
 * @param found the names of the checks that must fail because of it
 */
public record Mistake(
    Protocol protocol, String what, BiFunction<Ask, Say, Say> change, List<String> found) {

  /** All of them. */
  public static Stream<Mistake> all() {
    return Stream.of(
            V1Mistakes.all(),
            MlflowMistakes.all(),
            V2Mistakes.all(),
            SagemakerMistakes.all(),
            OperationsMistakes.all())
        .flatMap(List::stream);
  }

  @Override
  public String toString() {
    return protocol + ": a server that " + what;
  }
}
