package dev.millrace.etl.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RocAucTest {
  /** Rows of one score. */
  record Rows(int score, int negatives, int positives) {}

  @Property(tries = 200)
  void it_is_the_share_of_pairs_in_the_right_order(@ForAll("rows") List<Rows> rows) {
    double wins = 0;
    double pairs = 0;
    RocAuc auc = new RocAuc();
    for (Rows one : rows) {
      auc.add(one.score, one.negatives, one.positives);
      for (Rows other : rows) {
        double both = (double) one.positives * other.negatives;
        pairs += both;
        wins += both * (1 + Integer.signum(one.score - other.score)) / 2;
      }
    }
    assertThat(auc.wins()).isEqualTo(wins);
    assertThat(auc.pairs()).isEqualTo(pairs);
    if (pairs > 0) {
      assertThat(auc.value()).isCloseTo(wins / pairs, within(1e-12));
    }
  }

  @Example
  void without_a_pair_there_is_none() {
    RocAuc auc = new RocAuc();
    auc.add(1, 5, 0);
    assertThat(auc.value()).isNaN();
  }

  @Provide
  Arbitrary<List<Rows>> rows() {
    Arbitrary<Integer> few = Arbitraries.integers().between(0, 5);
    return Combinators.combine(few, few, few).as(Rows::new).list().ofMaxSize(12);
  }
}
