package dev.millrace.serving.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OutcomeSetTest {
  @Property(tries = 200)
  void keeps_the_first_outcome_of_each(@ForAll List<Long> tags) {
    OutcomeSet set = new OutcomeSet();
    Map<Long, Boolean> expected = new HashMap<>();
    for (int i = 0; i < tags.size(); i++) {
      long tag = tags.get(i) * 4; // bits that the set does not keep are no difference here
      set.add(tag, i % 2 == 0);
      expected.putIfAbsent(tag == 0 ? 2 : tag, i % 2 == 0);
    }

    assertThat(set.size()).isEqualTo(expected.size());
    expected.forEach(
        (tag, happened) -> {
          assertThat(set.contains(tag)).isTrue();
          assertThat(set.happened(tag)).isEqualTo(happened);
        });
  }

  @Test
  void finds_all_of_a_hundred_thousand_and_nothing_else() {
    OutcomeSet set = new OutcomeSet();
    SplittableRandom tags = new SplittableRandom(1);
    for (int i = 0; i < 100_000; i++) {
      set.add(tags.nextLong(), (i & 1) == 0);
    }

    SplittableRandom again = new SplittableRandom(1);
    for (int i = 0; i < 100_000; i++) {
      long tag = again.nextLong();
      assertThat(set.contains(tag) && set.happened(tag) == ((i & 1) == 0)).isTrue();
    }
    assertThat(set.size()).isEqualTo(100_000);
    assertThat(set.contains(again.nextLong())).isFalse();
  }
}
