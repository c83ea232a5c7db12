package dev.millrace.serving.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RecentTest {
  @Property(tries = 200)
  void knows_at_least_the_last_ones_and_at_most_twice_as_many(
      @ForAll List<@IntRange(max = 50) Integer> keys) {
    int limit = 8;
    Recent<Integer, String> recent = new Recent<>(limit);
    for (int key : keys) {
      recent.put(key, "value " + key);
      assertThat(recent.get(key)).isEqualTo("value " + key);
      assertThat(recent.size()).isLessThanOrEqualTo(2 * limit);
    }
    keys.stream()
        .skip(Math.max(0, keys.size() - limit))
        .forEach(key -> assertThat(recent.get(key)).isEqualTo("value " + key));
  }
}
