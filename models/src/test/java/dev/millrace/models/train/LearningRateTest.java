package dev.millrace.models.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.models.train.FitSpec.Schedule;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LearningRateTest {

  @Test
  void a_cosine_falls_from_the_peak_over_one_half_in_the_middle_to_zero() {
    LearningRate rate = new LearningRate(Schedule.COSINE, 0.4, 100);
    assertThat(rate.at(0)).isEqualTo(0.4);
    assertThat(rate.at(50)).isEqualTo(0.2, within(1e-12));
    assertThat(rate.at(100)).isEqualTo(0, within(1e-12));
  }

  @Test
  void one_cycle_warms_up_for_a_tenth_of_the_steps() {
    LearningRate rate = new LearningRate(Schedule.ONE_CYCLE, 1, 100);
    assertThat(rate.at(0)).isEqualTo(1 / 11.0, within(1e-12));
    assertThat(rate.at(9)).isEqualTo(10 / 11.0, within(1e-12));
    assertThat(rate.at(10)).isEqualTo(1, within(1e-12));
    assertThat(rate.at(100)).isEqualTo(0, within(1e-12));
  }

  @Property
  void no_schedule_leaves_the_range_from_zero_to_its_peak(
      @ForAll Schedule schedule,
      @ForAll @IntRange(min = 1, max = 500) int steps,
      @ForAll @IntRange(min = 0, max = 600) int step) {
    assertThat(new LearningRate(schedule, 0.3, steps).at(step)).isBetween(0.0, 0.3);
  }
}
