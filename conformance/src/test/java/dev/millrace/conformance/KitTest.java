package dev.millrace.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.conformance.tiny.TinyServer;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class KitTest {
  @Test
  void a_server_that_keeps_all_contracts_passes_every_check() throws IOException {
    try (TinyServer server = TinyServer.startLocked()) {
      Report report = Kit.run(server.base(), Options.all().withApiKey(TinyServer.KEY));

      assertThat(report.failed()).as(report.text()).isEmpty();
      assertThat(report.skipped()).as(report.text()).isEmpty();
      assertThat(report.passed()).hasSizeGreaterThan(140);
    }
  }
}
