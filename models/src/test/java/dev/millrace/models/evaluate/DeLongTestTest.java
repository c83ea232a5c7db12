package dev.millrace.models.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contract.support.Seeds;
import java.util.List;
import java.util.stream.IntStream;
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

  /** As by the formula of independent rows, which clusters of one class and size bring back. */
  @Test
  void copies_of_a_row_under_its_key_add_no_evidence() {
    DeLongTest once = DeLongTest.of(Sample.a(), Sample.b());
    DeLongTest copied = DeLongTest.of(repeated(Sample.A, 4, true), repeated(Sample.B, 4, true));
    assertThat(copied.difference()).isEqualTo(once.difference(), within(1e-12));
    assertThat(copied.standardError()).isEqualTo(once.standardError(), within(1e-12));
    assertThat(
            DeLongTest.of(repeated(Sample.A, 4, false), repeated(Sample.B, 4, false))
                .standardError())
        .isLessThan(0.6 * once.standardError());
  }

  @Test
  void the_bootstrap_of_entities_with_rows_of_both_classes_agrees() {
    ScoredRows a = entities(Sample.drawn(600, 1, 0, 5));
    double[] noisy = a.probabilities();
    int[] order = Shuffle.permutation(600, new Seeds(3).random());
    for (int i = 0; i < 600; i++) {
      noisy[i] = (a.probability(i) + a.probability(order[i])) / 2;
    }
    ScoredRows worse = new ScoredRows(keys(600, 200), labels(a), noisy);
    DeLongTest test = DeLongTest.of(a, worse);
    Evaluation.Interval interval =
        new Bootstrap(2000, 0.95, new Seeds(5))
            .difference(Levels.of(a), Levels.of(worse), RocAuc::of);
    assertThat(interval.high() - interval.low())
        .isEqualTo(2 * 1.96 * test.standardError(), within(0.3 * test.standardError()));
  }

  @Test
  void positives_of_one_entity_prove_nothing() {
    ScoredRows a =
        new ScoredRows(
            List.of("x", "x", "y", "z"),
            new boolean[] {true, true, false, false},
            new double[] {.9, .8, .1, .2});
    ScoredRows b =
        new ScoredRows(
            List.of("x", "x", "y", "z"),
            new boolean[] {true, true, false, false},
            new double[] {.1, .2, .8, .9});
    assertThat(DeLongTest.of(a, b).pValue()).isEqualTo(1);
  }

  private static ScoredRows repeated(double[] scores, int times, boolean sameKey) {
    int rows = scores.length * times;
    boolean[] positive = new boolean[rows];
    double[] probabilities = new double[rows];
    for (int i = 0; i < rows; i++) {
      positive[i] = Sample.Y[i % scores.length];
      probabilities[i] = scores[i % scores.length];
    }
    return new ScoredRows(keys(rows, sameKey ? scores.length : rows), positive, probabilities);
  }

  private static ScoredRows entities(ScoredRows rows) {
    return new ScoredRows(keys(rows.size(), 200), labels(rows), rows.probabilities());
  }

  private static boolean[] labels(ScoredRows rows) {
    return rows.labels().clone();
  }

  private static List<String> keys(int rows, int different) {
    return IntStream.range(0, rows).mapToObj(i -> "k" + i % different).toList();
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
