package dev.millrace.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.conformance.check.Check;
import dev.millrace.conformance.check.Protocol;
import dev.millrace.conformance.check.Result;
import dev.millrace.conformance.mistake.Mistake;
import dev.millrace.conformance.suite.Suites;
import dev.millrace.conformance.tiny.TinyServer;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That each check can fail: for each there is a mistake that it finds. */
class MistakesTest {
  private static final List<Check> CHECKS = Suites.of(EnumSet.allOf(Protocol.class));

  /** Checks of bytes on the wire, which the tiny server cannot get wrong; see RawMistakesTest. */
  private static final Set<String> RAW =
      Set.of(
          "operations: Two requests can follow each other on one connection",
          "operations: Two requests sent at once are both answered, in order",
          "operations: Connection: close is followed",
          "operations: Expect: 100-continue is answered",
          "operations: A request that is no HTTP is refused",
          "operations: An unknown Transfer-Encoding is refused, and the connection closed",
          "sagemaker: A connection is accepted within 250 milliseconds");

  private static TinyServer server;

  @BeforeAll
  static void start() throws IOException {
    server = TinyServer.startLocked();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<Mistake> mistakes() {
    return Mistake.all();
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void a_mistake_is_found(Mistake mistake) throws IOException {
    server.mutate(mistake.change());
    List<Check> checks = select(mistake);

    Report report = Kit.run(server.base(), Options.all().withApiKey(TinyServer.KEY), checks);

    assertThat(checks).as("the names of %s", mistake.found()).hasSameSizeAs(mistake.found());
    assertThat(report.failed()).as(report.text()).hasSameSizeAs(checks);
  }

  @Test
  void every_check_finds_some_mistake() {
    Set<String> found =
        Mistake.all()
            .flatMap(mistake -> mistake.found().stream().map(n -> mistake.protocol() + ": " + n))
            .collect(Collectors.toCollection(TreeSet::new));
    found.addAll(RAW);

    assertThat(CHECKS.stream().map(check -> check.protocol() + ": " + check.name()))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(found);
  }

  @Test
  void a_check_that_looks_back_sees_the_whole_run() throws IOException {
    server.mutate((ask, say) -> ask.path().equals("/v2/health/live") ? say.status(502) : say);

    Report report = Kit.run(server.base(), Options.all().withApiKey(TinyServer.KEY));

    assertThat(report.failed())
        .extracting(Result::check)
        .extracting(Check::name)
        .containsExactly(
            "GET /v2/health/live answers 200", "No answer so far was an error of the server");
  }

  private static List<Check> select(Mistake mistake) {
    return CHECKS.stream()
        .filter(check -> check.protocol() == mistake.protocol())
        .filter(check -> mistake.found().contains(check.name()))
        .toList();
  }
}
