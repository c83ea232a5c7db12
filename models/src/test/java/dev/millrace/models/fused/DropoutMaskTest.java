package dev.millrace.models.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DropoutMaskTest {
  private static final int SIZE = 100_000;

  @Test
  void it_keeps_the_asked_share_and_the_mean() {
    float[] values = drawn(new DropoutMask(0.75, SIZE, 1));
    long dropped = 0;
    double sum = 0;
    for (float value : values) {
      dropped += value == 0 ? 1 : 0;
      sum += value;
    }
    // five standard deviations of a binomial
    assertThat(dropped / (double) SIZE).isEqualTo(0.25, within(0.007));
    assertThat(sum / SIZE).isEqualTo(1, within(0.01));
  }

  @Test
  void neighbours_are_dropped_independently() {
    float[] values = drawn(new DropoutMask(0.5, SIZE, 7));
    for (int lag = 1; lag <= 8; lag++) {
      double both = 0;
      for (int i = 0; i + lag < SIZE; i++) {
        both += values[i] == 0 && values[i + lag] == 0 ? 1 : 0;
      }
      assertThat(both / (SIZE - lag)).as("lag %s", lag).isEqualTo(0.25, within(0.01));
    }
  }

  @Test
  void draws_differ_and_follow_the_seed() {
    DropoutMask one = new DropoutMask(0.5, SIZE, 7);
    DropoutMask same = new DropoutMask(0.5, SIZE, 7);
    float[] first = drawn(one);
    assertThat(drawn(same)).isEqualTo(first);
    assertThat(drawn(one)).isNotEqualTo(first);
  }

  @Test
  void keeping_all_changes_nothing() {
    assertThat(drawn(new DropoutMask(1, 4, 7))).containsExactly(1, 1, 1, 1);
  }

  private static float[] drawn(DropoutMask mask) {
    float[] values = new float[mask.size()];
    Arrays.fill(values, 1);
    mask.draw();
    mask.applyTo(values);
    return values;
  }
}
