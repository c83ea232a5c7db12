package dev.millrace.serving.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.conformance.Kit;
import dev.millrace.conformance.Options;
import dev.millrace.conformance.Report;
import dev.millrace.conformance.check.Result;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The kit, pointed at the server that it was written for. */
class ConformanceTest {
  @Test
  void every_wire_contract_is_kept() throws IOException {
    try (Served served = Served.start(Served.modelPackage(1), Map.of())) {
      Report report = Kit.run(served.base(), Options.all());

      assertThat(report.failed()).as(report.text()).isEmpty();
      assertThat(skipped(report))
          .containsExactly(
              "The repository's index lists the model",
              "Without a key a prediction is refused with 401",
              "A wrong key is refused with 401");
    }
  }

  private static List<String> skipped(Report report) {
    return report.skipped().stream().map(Result::check).map(check -> check.name()).toList();
  }
}
