package dev.millrace.models.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contract.support.Seeds;
import dev.millrace.models.evaluate.Evaluation.Interval;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  private static final Bootstrap BOOTSTRAP = new Bootstrap(400, 0.95, new Seeds(11));

  @Test
  void the_same_seed_gives_the_same_intervals_and_another_seed_others() {
    Levels levels = Levels.of(Sample.a());
    Map<String, Interval> once = BOOTSTRAP.metrics(levels, 0.4);
    assertThat(new Bootstrap(400, 0.95, new Seeds(11)).metrics(levels, 0.4)).isEqualTo(once);
    assertThat(new Bootstrap(400, 0.95, new Seeds(12)).metrics(levels, 0.4)).isNotEqualTo(once);
  }

  @Test
  void every_metric_has_an_interval() {
    assertThat(BOOTSTRAP.metrics(Levels.of(Sample.a()), 0.4).keySet())
        .containsExactlyElementsOf(Metric.keys());
  }

  @Property(tries = 20, seed = "17")
  void intervals_contain_what_was_measured(@ForAll long seed) {
    Levels levels = Levels.of(Sample.drawn(500, 1, -0.5, seed));
    Metrics measured = Metrics.of(levels.tally(), 0.5);
    BOOTSTRAP
        .metrics(levels, 0.5)
        .forEach(
            (key, interval) ->
                assertThat(Metric.ofKey(key).orElseThrow().of(measured))
                    .as(key)
                    .isBetween(interval.low(), interval.high()));
  }

  /** The standard error of a share is known: sqrt(p (1 - p) / n). */
  @Test
  void the_width_for_accuracy_is_that_of_a_binomial_share() {
    ScoredRows rows = Sample.drawn(2000, 1, 0, 4);
    Levels levels = Levels.of(rows);
    double accuracy = Metrics.of(levels.tally(), 0.5).accuracy();
    double error = Math.sqrt(accuracy * (1 - accuracy) / rows.size());
    Interval interval = BOOTSTRAP.metrics(levels, 0.5).get("accuracy");
    assertThat(interval.high() - interval.low()).isEqualTo(2 * 1.96 * error, within(0.6 * error));
  }

  @Test
  void more_confidence_means_wider_intervals() {
    Levels levels = Levels.of(Sample.a());
    Interval narrow = new Bootstrap(400, 0.5, new Seeds(1)).interval(levels, RocAuc::of);
    Interval wide = new Bootstrap(400, 0.99, new Seeds(1)).interval(levels, RocAuc::of);
    assertThat(wide.low()).isLessThan(narrow.low());
    assertThat(wide.high()).isGreaterThan(narrow.high());
  }

  @Test
  void a_single_positive_row_is_resampled_until_it_is_there() {
    boolean[] labels = new boolean[8];
    labels[3] = true;
    ScoredRows rows = Sample.rows(new double[] {.1, .2, .3, .9, .1, .2, .3, .4}, labels);
    assertThat(BOOTSTRAP.interval(Levels.of(rows), RocAuc::of)).isEqualTo(new Interval(1, 1));
  }

  @Test
  void a_model_does_not_differ_from_itself() {
    Levels levels = Levels.of(Sample.a());
    assertThat(BOOTSTRAP.difference(levels, Levels.of(Sample.a()), RocAuc::of))
        .isEqualTo(new Interval(0, 0));
  }

  @Test
  void the_paired_interval_agrees_with_delong() {
    DeLongTest test = DeLongTest.of(Sample.a(), Sample.b());
    Interval interval =
        new Bootstrap(2000, 0.95, new Seeds(5))
            .difference(Levels.of(Sample.a()), Levels.of(Sample.b()), RocAuc::of);
    double error = test.standardError();
    assertThat(interval.low()).isEqualTo(test.difference() - 1.96 * error, within(0.3 * error));
    assertThat(interval.high()).isEqualTo(test.difference() + 1.96 * error, within(0.3 * error));
  }

  @Test
  void a_thousand_resamples_of_ten_thousand_rows_take_moments() {
    Levels levels = Levels.of(Sample.drawn(10_000, 1, 0, 9));
    long before = System.nanoTime();
    new Bootstrap(1000, 0.95, new Seeds(1)).metrics(levels, 0.5);
    assertThat((System.nanoTime() - before) / 1e9).isLessThan(10);
  }
}
