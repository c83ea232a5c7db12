package dev.millrace.contract.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CutoffTextTest {
  @Test
  void midnight_is_a_day_and_any_other_time_is_written_out() {
    assertThat(CutoffText.of(Instant.parse("2025-10-01T00:00:00Z"))).isEqualTo("2025-10-01");
    assertThat(CutoffText.of(Instant.parse("2025-10-01T06:30:00Z")))
        .isEqualTo("2025-10-01T06:30:00Z");
  }
}
