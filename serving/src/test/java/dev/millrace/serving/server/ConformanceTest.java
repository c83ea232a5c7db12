package dev.millrace.serving.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.conformance.Kit;
import dev.millrace.conformance.Options;
import dev.millrace.conformance.Report;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The server keeps every contract that the kit knows. */
class ConformanceTest {
  private static final String KEY = "a-key-of-the-conformance-kit";

  @Test
  void all_contracts_are_kept() throws IOException {
    try (Served served = Served.start(Served.modelPackage(1), Map.of())) {
      Report report = Kit.run(served.base(), Options.all());
      assertThat(report.failed()).as(report.text()).isEmpty();
      assertThat(report.passed()).hasSizeGreaterThan(180);
    }
  }

  @Test
  void all_contracts_are_kept_where_callers_must_say_who_they_are() throws IOException {
    try (Served served =
        Served.start(
            Served.modelPackage(1),
            "auth: {keys: [{name: kit, key: \"${KEY}\", roles: [operate]}]}",
            Map.of("KEY", KEY))) {
      Report report = Kit.run(served.base(), Options.all().withApiKey(KEY));
      assertThat(report.failed()).as(report.text()).isEmpty();
      assertThat(report.text()).contains("Without a key a prediction is refused with 401");
    }
  }

  @Test
  void all_contracts_are_kept_where_a_challenger_answers_some_rows_on_workers() throws IOException {
    try (Served served =
        Served.start(
            Served.modelPackage(1),
            Served.modelPackage(2),
            Map.of(
                "challenger.model", "named by the test",
                "challenger.share", "50%",
                "challenger.mode", "shadow",
                "batching.inline_micros", "0"))) {
      Report report = Kit.run(served.base(), Options.all());
      assertThat(report.failed()).as(report.text()).isEmpty();
    }
  }
}
