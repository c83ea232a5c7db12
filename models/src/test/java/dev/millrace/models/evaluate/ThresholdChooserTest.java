package dev.millrace.models.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.models.evaluate.EvaluateSpec.DecisionSpec;
import dev.millrace.models.evaluate.EvaluateSpec.ThresholdRule;
import dev.millrace.models.evaluate.Evaluation.ChosenThreshold;
import dev.millrace.models.evaluate.Evaluation.Confusion;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ThresholdChooserTest {

  @Test
  void the_threshold_lies_midway_between_accepted_and_refused_rows() {
    ScoredRows rows =
        Sample.rows(new double[] {.9, .8, .4, .2}, new boolean[] {true, true, false, false});
    assertThat(choose(rows, new ThresholdRule.BestF1(), null).value())
        .isEqualTo(0.6, within(1e-12));
  }

  @Property
  void no_threshold_has_a_larger_f1(
      @ForAll @IntRange(min = 2, max = 60) int size, @ForAll long seed) {
    ScoredRows rows = Sample.tied(size, 20, seed);
    double best = at(rows, choose(rows, new ThresholdRule.BestF1(), null)).f1();
    for (int i = 0; i <= 100; i++) {
      assertThat(ConfusionCount.of(Sample.tally(rows), i / 100.0).f1())
          .isLessThanOrEqualTo(best + 1e-12);
    }
  }

  @Property
  void the_recall_asked_for_is_kept_and_asking_for_more_lowers_the_threshold(
      @ForAll @DoubleRange(min = 0.01, max = 1) double recall, @ForAll long seed) {
    ScoredRows rows = Sample.tied(80, 20, seed);
    ChosenThreshold threshold = choose(rows, new ThresholdRule.AtRecall(recall), null);
    ChosenThreshold looser = choose(rows, new ThresholdRule.AtRecall(recall / 2), null);
    assertThat(at(rows, threshold).recall()).isGreaterThanOrEqualTo(recall);
    assertThat(looser.value()).isGreaterThanOrEqualTo(threshold.value());
  }

  @Property
  void the_precision_asked_for_is_kept_or_a_note_says_that_it_cannot_be(
      @ForAll @DoubleRange(min = 0.01, max = 1) double precision, @ForAll long seed) {
    ScoredRows rows = Sample.tied(80, 6, seed);
    ChosenThreshold threshold = choose(rows, new ThresholdRule.AtPrecision(precision), null);
    if (threshold.note() == null) {
      assertThat(at(rows, threshold).precision()).isGreaterThanOrEqualTo(precision);
    } else {
      for (int i = 0; i <= 100; i++) {
        assertThat(ConfusionCount.of(Sample.tally(rows), i / 100.0).precision())
            .isLessThan(precision);
      }
    }
  }

  @Test
  void an_unreachable_precision_gives_the_highest_one_and_a_note() {
    ScoredRows rows =
        Sample.rows(new double[] {.9, .9, .5, .2}, new boolean[] {true, false, false, true});
    ChosenThreshold threshold = choose(rows, new ThresholdRule.AtPrecision(0.9), null);
    assertThat(threshold.value()).isEqualTo(0.1, within(1e-12));
    assertThat(threshold.note()).contains("highest precision, 50.0%");
  }

  @Test
  void the_decision_contacts_as_long_as_it_pays_within_its_capacity() {
    ScoredRows rows =
        Sample.rows(
            new double[] {.9, .8, .7, .6, .5, .4, .3, .2, .1, .05},
            new boolean[] {true, true, false, true, false, false, false, false, false, true});
    DecisionSpec plenty = new DecisionSpec(100, 40, 1);
    DecisionSpec scarce = new DecisionSpec(100, 40, 0.2);
    assertThat(decide(rows, plenty).value()).isEqualTo(0.55, within(1e-12));
    assertThat(decide(rows, scarce).value()).isEqualTo(0.75, within(1e-12));
    assertThat(Profit.at(Sample.tally(rows), 0.55, plenty)).isEqualTo(3 * 100 - 4 * 40);
    assertThat(Profit.at(Sample.tally(rows), 0.55, scarce)).isEqualTo(2 * 100 - 2 * 40);
  }

  @Property
  void no_threshold_has_a_larger_profit(
      @ForAll @IntRange(min = 2, max = 60) int size,
      @ForAll @DoubleRange(min = 0.05, max = 1) double capacity,
      @ForAll long seed) {
    ScoredRows rows = Sample.tied(size, 20, seed);
    DecisionSpec decision = new DecisionSpec(10, 3, capacity);
    double best = Profit.at(Sample.tally(rows), decide(rows, decision).value(), decision);
    for (int i = 0; i <= 100; i++) {
      assertThat(Profit.at(Sample.tally(rows), i / 100.0, decision))
          .isLessThanOrEqualTo(best + 1e-9);
    }
  }

  @Test
  void nobody_is_contacted_where_it_never_pays() {
    ChosenThreshold threshold = decide(Sample.a(), new DecisionSpec(1, 5, 1));
    assertThat(threshold.value()).isEqualTo(1);
    assertThat(threshold.note()).contains("never pays");
  }

  @Test
  void a_threshold_by_decision_needs_a_decision() {
    assertThatThrownBy(() -> choose(Sample.a(), new ThresholdRule.ByDecision(), null))
        .hasMessageContaining("there is no evaluate.decision")
        .hasFieldOrPropertyWithValue("code", ErrorCode.RECIPE_INVALID);
  }

  @Test
  void the_profit_curve_ends_with_everybody() {
    DecisionSpec decision = new DecisionSpec(10, 3, 0.1);
    var points = Profit.points(Sample.tally(Sample.a()), decision);
    assertThat(points.get(0)).isEqualTo(new Evaluation.Point(0, 0));
    assertThat(points.get(points.size() - 1)).isEqualTo(new Evaluation.Point(1, 21 * 10 - 60 * 3));
  }

  private static ChosenThreshold choose(
      ScoredRows rows, ThresholdRule rule, @Nullable DecisionSpec decision) {
    return new ThresholdChooser(new ValidationScores(rows)).choose(rule, decision);
  }

  private static ChosenThreshold decide(ScoredRows rows, DecisionSpec decision) {
    return choose(rows, new ThresholdRule.ByDecision(), decision);
  }

  private static Confusion at(ScoredRows rows, ChosenThreshold threshold) {
    return ConfusionCount.of(Sample.tally(rows), threshold.value());
  }
}
