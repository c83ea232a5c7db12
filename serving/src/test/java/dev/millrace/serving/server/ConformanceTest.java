package dev.millrace.serving.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.conformance.Kit;
import dev.millrace.conformance.Options;
import dev.millrace.conformance.Report;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The kit, pointed at the server that it was written for. */
class ConformanceTest {
  private static final String KEY = "a-key-of-the-conformance-kit";
  private static final String LOCKED =
      """
      auth:
        keys:
          - {name: kit, key: "${KIT}", roles: [operate]}
      """;

  @Test
  void every_wire_contract_is_kept() throws IOException {
    try (Served served = Served.start(Served.modelPackage(1), LOCKED, Map.of("KIT", KEY))) {
      Report report = Kit.run(served.base(), Options.all().withApiKey(KEY));

      assertThat(report.failed()).as(report.text()).isEmpty();
      assertThat(report.skipped())
          .extracting(result -> result.check().name())
          .containsExactly("The repository's index lists the model");
    }
  }
}
