package dev.millrace.models.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.models.evaluate.Evaluation.Confusion;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MetricsTest {

  @Test
  void all_metrics_agree_with_scikit_learn() {
    Metrics metrics = Metrics.of(Sample.tally(Sample.a()), 0.4);
    assertThat(metrics.rocAuc()).isEqualTo(0.7783882783882784, within(1e-12));
    assertThat(metrics.prAuc()).isEqualTo(0.6815122064973631, within(1e-12));
    assertThat(metrics.logLoss()).isEqualTo(0.5355524863686696, within(1e-12));
    assertThat(metrics.brier()).isEqualTo(0.17677166666666672, within(1e-12));
    assertThat(metrics.precision()).isEqualTo(0.5555555555555556, within(1e-12));
    assertThat(metrics.recall()).isEqualTo(0.7142857142857143, within(1e-12));
    assertThat(metrics.f1()).isEqualTo(0.625, within(1e-12));
    assertThat(metrics.accuracy()).isEqualTo(0.7, within(1e-12));
  }

  @Test
  void a_second_model_agrees_too() {
    Tally tally = Sample.tally(Sample.b());
    assertThat(RocAuc.of(tally)).isEqualTo(0.688034188034188, within(1e-12));
    assertThat(AveragePrecision.of(tally)).isEqualTo(0.5598428310631838, within(1e-12));
  }

  @Test
  void the_confusion_counts_rows_from_the_threshold_on() {
    assertThat(ConfusionCount.of(Sample.tally(Sample.a()), 0.4))
        .isEqualTo(new Confusion(15, 12, 27, 6));
  }

  @Test
  void shares_of_nothing_are_zero() {
    Confusion nobody = ConfusionCount.of(Sample.tally(Sample.a()), 1);
    assertThat(nobody.precision()).isZero();
    assertThat(nobody.recall()).isZero();
    assertThat(nobody.f1()).isZero();
    assertThat(nobody.accuracy()).isEqualTo(39 / 60.0);
  }

  @Test
  void a_perfect_model_has_perfect_metrics() {
    ScoredRows perfect =
        Sample.rows(new double[] {0, 0, 1, 0}, new boolean[] {false, false, true, false});
    Metrics metrics = Metrics.of(Sample.tally(perfect), 0.5);
    assertThat(metrics.rocAuc()).isEqualTo(1);
    assertThat(metrics.prAuc()).isEqualTo(1);
    assertThat(metrics.brier()).isZero();
    assertThat(metrics.logLoss()).isEqualTo(0, within(1e-6));
    assertThat(metrics.f1()).isEqualTo(1);
  }

  @Property
  void all_metrics_stay_within_their_ranges(
      @ForAll @IntRange(min = 2, max = 80) int size,
      @ForAll @IntRange(min = 1, max = 12) int values,
      @ForAll long seed) {
    Metrics metrics = Metrics.of(Sample.tally(Sample.tied(size, values, seed)), 0.5);
    for (Metric metric : Metric.values()) {
      double top =
          switch (metric) {
            case LOG_LOSS -> -Math.log(1e-7);
            case LIFT_TOP_DECILE -> 10 + 1e-9;
            default -> 1;
          };
      assertThat(metric.of(metrics)).as(metric.key()).isBetween(0.0, top);
    }
  }

  @Property
  void ranking_metrics_do_not_change_under_an_increasing_map(
      @ForAll @IntRange(min = 2, max = 80) int size,
      @ForAll @IntRange(min = 1, max = 12) int values,
      @ForAll long seed) {
    ScoredRows rows = Sample.tied(size, values, seed);
    double[] mapped = rows.probabilities();
    for (int i = 0; i < mapped.length; i++) {
      mapped[i] = mapped[i] * mapped[i] / 2;
    }
    boolean[] labels = new boolean[size];
    for (int i = 0; i < size; i++) {
      labels[i] = rows.isPositive(i);
    }
    Tally before = Sample.tally(rows);
    Tally after = Sample.tally(Sample.rows(mapped, labels));
    assertThat(RocAuc.of(after)).isEqualTo(RocAuc.of(before));
    assertThat(AveragePrecision.of(after)).isEqualTo(AveragePrecision.of(before));
    assertThat(GainCurve.liftByDecile(after)).isEqualTo(GainCurve.liftByDecile(before));
  }

  @Property
  void swapping_the_classes_keeps_area_loss_and_brier(
      @ForAll @IntRange(min = 2, max = 80) int size, @ForAll long seed) {
    ScoredRows rows = Sample.tied(size, 9, seed);
    Tally tally = Sample.tally(rows);
    Tally flipped = Sample.tally(Sample.flipped(rows));
    assertThat(RocAuc.of(flipped)).isEqualTo(RocAuc.of(tally), within(1e-12));
    assertThat(LogLoss.of(flipped)).isEqualTo(LogLoss.of(tally), within(1e-9));
    assertThat(BrierScore.of(flipped)).isEqualTo(BrierScore.of(tally), within(1e-9));
  }

  @Property
  void counted_rows_and_single_rows_give_the_same_area_and_loss(
      @ForAll @IntRange(min = 2, max = 80) int size, @ForAll long seed) {
    ScoredRows rows = Sample.tied(size, 9, seed);
    boolean[] labels = new boolean[size];
    for (int i = 0; i < size; i++) {
      labels[i] = rows.isPositive(i);
    }
    Tally tally = Sample.tally(rows);
    assertThat(RocAuc.of(tally)).isEqualTo(RocAuc.of(rows.probabilities(), labels), within(1e-12));
    assertThat(LogLoss.of(tally))
        .isEqualTo(LogLoss.of(rows.probabilities(), labels), within(1e-12));
  }
}
