package dev.millrace.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contract.support.Json;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CalibrationTest {
  private static final Calibration.Isotonic ISOTONIC =
      new Calibration.Isotonic(List.of(0.2, 0.4, 0.8), List.of(0.1, 0.5, 0.6));

  static Stream<Calibration> all() {
    return Stream.of(new Calibration.None(), new Calibration.Platt(1.25, -0.5), ISOTONIC);
  }

  @ParameterizedTest
  @MethodSource("all")
  void json_keeps_a_calibration(Calibration calibration) throws Exception {
    DecisionRule rule = new DecisionRule(calibration, 0.5);

    assertThat(Json.mapper().readValue(Json.pretty(rule), DecisionRule.class)).isEqualTo(rule);
  }

  @ParameterizedTest
  @MethodSource("all")
  void json_names_the_method(Calibration calibration) {
    assertThat(Json.line(calibration)).contains("\"" + calibration.methodName() + "\"");
  }

  @Test
  void isotonic_is_linear_between_its_points_and_constant_beyond() {
    assertThat(ISOTONIC.apply(0)).isEqualTo(0.1);
    assertThat(ISOTONIC.apply(0.2)).isEqualTo(0.1);
    assertThat(ISOTONIC.apply(0.3)).isCloseTo(0.3, within(1e-12));
    assertThat(ISOTONIC.apply(0.6)).isCloseTo(0.55, within(1e-12));
    assertThat(ISOTONIC.apply(1)).isEqualTo(0.6);
  }

  @ParameterizedTest
  @MethodSource("all")
  void what_is_no_number_does_not_become_a_probability(Calibration calibration) {
    assertThat(calibration.apply(Double.NaN)).isNaN();
  }

  @Property
  void calibration_never_turns_the_order_of_two_rows_around(
      @ForAll @DoubleRange(min = 0, max = 1) double one,
      @ForAll @DoubleRange(min = 0, max = 1) double other) {
    double low = Math.min(one, other);
    double high = Math.max(one, other);

    assertThat(all())
        .allSatisfy(
            calibration -> {
              assertThat(calibration.apply(low)).isLessThanOrEqualTo(calibration.apply(high));
              assertThat(calibration.apply(low)).isBetween(0.0, 1.0);
            });
  }

  @Test
  void a_threshold_outside_of_0_to_1_is_refused() {
    assertThatThrownBy(() -> new DecisionRule(new Calibration.None(), Double.NaN))
        .hasMessage("a threshold lies in [0, 1], not NaN");
  }
}
