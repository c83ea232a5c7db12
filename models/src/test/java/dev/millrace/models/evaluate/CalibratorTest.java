package dev.millrace.models.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contract.support.Seeds;
import dev.millrace.models.evaluate.EvaluateSpec.CalibrationChoice;
import dev.millrace.scoring.Calibration;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibratorTest {

  /** scikit-learn's fit is an L-BFGS that stops early; ours goes on to the optimum. */
  @Test
  void platt_agrees_with_scikit_learn() {
    Calibration.Platt platt = PlattFit.fit(Sample.a());
    assertThat(platt.slope()).isEqualTo(0.9341523912914227, within(1e-4));
    assertThat(platt.intercept()).isEqualTo(-0.19274455035769603, within(1e-4));
  }

  @Test
  void platt_finds_a_known_distortion() {
    Calibration.Platt platt = PlattFit.fit(Sample.drawn(50_000, 0.5, -0.8, 1));
    assertThat(platt.slope()).isEqualTo(0.5, within(0.03));
    assertThat(platt.intercept()).isEqualTo(-0.8, within(0.05));
  }

  @Test
  void separable_rows_do_not_make_platt_infinitely_sure() {
    ScoredRows separable =
        Sample.rows(new double[] {.1, .2, .8, .9}, new boolean[] {false, false, true, true});
    Calibration.Platt platt = PlattFit.fit(separable);
    assertThat(platt.apply(0.9)).isBetween(0.6, 0.9);
  }

  @Test
  void a_model_that_ranks_upside_down_is_flattened_but_keeps_its_order() {
    Calibration.Platt platt = PlattFit.fit(Sample.drawn(2000, -1, 0, 1));
    assertThat(platt.slope()).isPositive();
    assertThat(platt.apply(0.9)).isGreaterThan(platt.apply(0.1)).isEqualTo(0.5, within(0.05));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-9, 0.3, 0.5, 0.999, 1})
  void a_model_that_cannot_tell_rows_apart_is_calibrated_to_their_rate(double constant) {
    double[] probabilities = new double[20];
    boolean[] positive = new boolean[20];
    Arrays.fill(probabilities, constant);
    Arrays.fill(positive, 0, 5, true);
    ScoredRows rows = Sample.rows(probabilities, positive);

    assertThat(PlattFit.fit(rows).apply(constant)).isEqualTo(0.25, within(0.02));
    assertThat(fit(CalibrationChoice.AUTO, rows).validationLogLoss().values())
        .allSatisfy(loss -> assertThat(loss).isFinite());
  }

  @Property
  void platt_is_strictly_and_isotonic_calibration_weakly_increasing(
      @ForAll @IntRange(min = 4, max = 200) int size,
      @ForAll @IntRange(min = 2, max = 40) int values,
      @ForAll long seed) {
    ScoredRows rows = Sample.tied(size, values, seed);
    Calibration platt = PlattFit.fit(rows);
    Calibration isotonic = IsotonicFit.fit(rows);
    for (int i = 0; i < 100; i++) {
      double lower = i / 100.0;
      double higher = (i + 1) / 100.0;
      assertThat(platt.apply(higher)).isGreaterThan(platt.apply(lower));
      assertThat(isotonic.apply(higher)).isGreaterThanOrEqualTo(isotonic.apply(lower));
      assertThat(isotonic.apply(higher)).isBetween(0.0, 1.0);
    }
  }

  @Test
  void isotonic_calibration_does_not_tie_rows_that_the_model_tells_apart() {
    ScoredRows rows = Sample.drawn(400, 0.5, 0, 8);
    double[] calibrated = rows.calibrated(IsotonicFit.fit(rows)).probabilities();
    assertThat(Arrays.stream(calibrated).distinct().count()).isEqualTo(400);
  }

  @Test
  void isotonic_calibration_mends_what_platt_cannot() {
    ScoredRows rows = stepped(4000);
    double platt = loss(rows, PlattFit.fit(rows));
    assertThat(loss(rows, IsotonicFit.fit(rows))).isLessThan(platt - 0.01);
    assertThat(fit(CalibrationChoice.AUTO, rows).calibration().methodName()).isEqualTo("isotonic");
  }

  @Test
  void auto_takes_platt_for_a_smooth_distortion_and_nothing_for_honest_probabilities() {
    assertThat(fit(CalibrationChoice.AUTO, Sample.drawn(3000, 0.4, -1, 2)).calibration())
        .isInstanceOf(Calibration.Platt.class);
    assertThat(fit(CalibrationChoice.AUTO, Sample.drawn(3000, 1, 0, 2)).calibration())
        .isInstanceOf(Calibration.None.class);
  }

  @Test
  void auto_reports_the_loss_of_every_method_and_a_fixed_choice_only_its_own() {
    assertThat(fit(CalibrationChoice.AUTO, Sample.a()).validationLogLoss())
        .containsOnlyKeys("none", "platt", "isotonic");
    FittedCalibration fixed = fit(CalibrationChoice.ISOTONIC, Sample.a());
    assertThat(fixed.validationLogLoss()).containsOnlyKeys("isotonic");
    assertThat(fixed.calibration().methodName()).isEqualTo("isotonic");
  }

  @Test
  void the_loss_without_calibration_is_the_plain_log_loss() {
    assertThat(fit(CalibrationChoice.NONE, Sample.a()).validationLogLoss().get("none"))
        .isEqualTo(LogLoss.of(Sample.tally(Sample.a())), within(1e-12));
  }

  @Test
  void one_row_of_a_class_is_too_few_to_fit_anything() {
    ScoredRows rows = Sample.rows(new double[] {.1, .2, .8}, new boolean[] {false, false, true});
    assertThat(fit(CalibrationChoice.PLATT, rows).calibration())
        .isInstanceOf(Calibration.None.class);
  }

  @Test
  void the_same_seed_gives_the_same_calibration() {
    ScoredRows rows = Sample.drawn(500, 0.6, 0, 3);
    assertThat(fit(CalibrationChoice.AUTO, rows)).isEqualTo(fit(CalibrationChoice.AUTO, rows));
  }

  private static FittedCalibration fit(CalibrationChoice choice, ScoredRows rows) {
    return new Calibrator(choice, new Seeds(42)).fit(new ValidationScores(rows));
  }

  private static double loss(ScoredRows rows, Calibration calibration) {
    return LogLoss.of(Sample.tally(rows.calibrated(calibration)));
  }

  /** True rates of 5, 50 and 95 % in three steps, which no sigmoid follows. */
  private static ScoredRows stepped(int size) {
    ScoredRows uniform = Sample.drawn(size, 1, 0, 6);
    ScoredRows coin = Sample.drawn(size, 1, 0, 7);
    boolean[] positive = new boolean[size];
    for (int i = 0; i < size; i++) {
      double p = uniform.probability(i);
      positive[i] = coin.probability(i) < (p < 0.15 ? 0.05 : p < 0.85 ? 0.5 : 0.95);
    }
    return Sample.rows(uniform.probabilities(), positive);
  }
}
