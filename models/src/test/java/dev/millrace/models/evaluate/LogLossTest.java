package dev.millrace.models.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LogLossTest {

  @Test
  void it_is_the_mean_surprise_in_nats() {
    double loss = LogLoss.of(new double[] {0.5, 0.25}, new boolean[] {true, false});
    assertThat(loss).isEqualTo((Math.log(2) - Math.log(0.75)) / 2, within(1e-12));
  }

  @Test
  void a_sure_mistake_costs_much_but_not_infinitely() {
    assertThat(LogLoss.of(new double[] {0}, new boolean[] {true}))
        .isEqualTo(-Math.log(1e-7), within(1e-9));
  }

  @Test
  void a_nan_probability_gives_nan() {
    assertThat(LogLoss.of(new double[] {Double.NaN}, new boolean[] {true})).isNaN();
  }

  @Test
  void every_probability_needs_a_label() {
    assertThatThrownBy(() -> LogLoss.of(new double[2], new boolean[1]))
        .hasMessageContaining("2 probabilities")
        .hasMessageContaining("1 labels");
  }
}
