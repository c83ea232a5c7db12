package dev.millrace.models.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contract.support.Seeds;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DeLongTestTest {

  /** The definition over all pairs with {@code np.cov}, in NumPy. */
  @Test
  void it_agrees_with_the_quadratic_definition() {
    DeLongTest test = DeLongTest.of(Sample.a(), Sample.b());
    assertThat(test.difference()).isEqualTo(0.09035409035409026, within(1e-12));
    assertThat(test.standardError()).isEqualTo(0.09620041551213254, within(1e-12));
    assertThat(test.pValue()).isEqualTo(0.34761387482009365, within(1e-12));
  }

  @Test
  void a_model_does_not_differ_from_itself() {
    assertThat(DeLongTest.of(Sample.a(), Sample.a())).isEqualTo(new DeLongTest(0, 0, 1));
  }

  @Test
  void one_row_of_a_class_proves_nothing() {
    ScoredRows a = Sample.rows(new double[] {.9, .1, .2}, new boolean[] {true, false, false});
    ScoredRows b = Sample.rows(new double[] {.1, .9, .8}, new boolean[] {true, false, false});
    assertThat(DeLongTest.of(a, b).pValue()).isEqualTo(1);
  }

  @Property
  void swapping_the_models_turns_the_sign_and_keeps_the_p_value(@ForAll long seed) {
    ScoredRows a = Sample.tied(60, 12, seed);
    double[] other = a.probabilities();
    boolean[] labels = new boolean[60];
    int[] order = Shuffle.permutation(60, new Seeds(seed).random());
    for (int i = 0; i < 60; i++) {
      labels[i] = a.isPositive(i);
      other[i] = (a.probability(i) + a.probability(order[i])) / 2;
    }
    ScoredRows b = Sample.rows(other, labels);
    DeLongTest there = DeLongTest.of(a, b);
    DeLongTest back = DeLongTest.of(b, a);
    assertThat(back.difference()).isEqualTo(-there.difference());
    assertThat(back.pValue()).isEqualTo(there.pValue(), within(1e-12)).isBetween(0.0, 1.0);
    assertThat(there.difference())
        .isEqualTo(RocAuc.of(Sample.tally(a)) - RocAuc.of(Sample.tally(b)), within(1e-12));
  }
}
