package dev.millrace.models.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RocAucTest {

  @Test
  void perfect_order_is_one_and_reversed_order_is_zero() {
    double[] scores = {-3, -1, 0.5, 2};
    assertThat(RocAuc.of(scores, new boolean[] {false, false, true, true})).isEqualTo(1);
    assertThat(RocAuc.of(scores, new boolean[] {true, true, false, false})).isEqualTo(0);
  }

  @Test
  void equal_scores_are_one_half() {
    assertThat(RocAuc.of(new double[] {0.0, -0.0, 0.0}, new boolean[] {true, false, false}))
        .isEqualTo(0.5);
  }

  @Test
  void one_class_alone_has_no_area() {
    assertThat(RocAuc.of(new double[] {1, 2}, new boolean[] {true, true})).isNaN();
  }

  @Test
  void nan_scores_are_refused() {
    assertThatThrownBy(() -> RocAuc.of(new double[] {Double.NaN}, new boolean[] {true}))
        .hasMessageContaining("score 0 is NaN");
  }

  /** Few distinct scores make ties frequent. */
  @Property
  void it_is_the_share_of_pairs_in_the_right_order(
      @ForAll @Size(min = 2, max = 40) int[] raw, @ForAll @IntRange(min = 1, max = 7) int values) {
    double[] scores = new double[raw.length];
    boolean[] positive = new boolean[raw.length];
    for (int i = 0; i < raw.length; i++) {
      scores[i] = (raw[i] >> 1) % values / 3.0;
      positive[i] = (raw[i] & 1) == 1;
    }
    double expected = byPairs(scores, positive);
    double actual = RocAuc.of(scores, positive);
    if (Double.isNaN(expected)) {
      assertThat(actual).isNaN();
    } else {
      assertThat(actual).isEqualTo(expected, within(1e-12));
    }
  }

  private static double byPairs(double[] scores, boolean[] positive) {
    double right = 0;
    long pairs = 0;
    for (int p = 0; p < scores.length; p++) {
      for (int n = 0; n < scores.length; n++) {
        if (positive[p] && !positive[n]) {
          pairs++;
          right += scores[p] > scores[n] ? 1 : scores[p] == scores[n] ? 0.5 : 0;
        }
      }
    }
    return right / pairs;
  }
}
