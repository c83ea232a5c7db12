package dev.millrace.serving.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class SplitTest {
  private static final int KEYS = 20_000;

  @Property(tries = 100)
  void a_greater_share_only_adds_rows_to_the_challenger(
      @ForAll String key,
      @ForAll String salt,
      @ForAll @DoubleRange(max = 1) double share,
      @ForAll @DoubleRange(max = 1) double other) {
    Split small = new Split(Math.min(share, other), salt);
    Split great = new Split(Math.max(share, other), salt);

    assertThat(small.armOf(key)).isEqualTo(new Split(Math.min(share, other), salt).armOf(key));
    if (small.armOf(key) == Arm.CHALLENGER) {
      assertThat(great.armOf(key)).isEqualTo(Arm.CHALLENGER);
    }
  }

  @Property(tries = 30)
  void the_share_comes_out_as_it_was_asked(
      @ForAll String salt, @ForAll @DoubleRange(min = 0.01, max = 0.99) double share) {
    Split split = new Split(share, salt);
    long rows = IntStream.range(0, KEYS).filter(i -> challenged(split, "key-" + i)).count();

    double standardDeviation = Math.sqrt(KEYS * share * (1 - share));
    assertThat((double) rows).isCloseTo(KEYS * share, within(5 * standardDeviation));
  }

  @Test
  void no_share_is_no_row_and_the_whole_is_every_row() {
    Split none = new Split(0, "salt");
    Split all = new Split(1, "salt");

    assertThat(IntStream.range(0, KEYS)).noneMatch(i -> challenged(none, "key-" + i));
    assertThat(IntStream.range(0, KEYS)).allMatch(i -> challenged(all, "key-" + i));
    assertThat(none.armOf(0L)).isEqualTo(Arm.CHAMPION);
    assertThat(all.armOf(-1L)).isEqualTo(Arm.CHALLENGER);
  }

  @Test
  void another_salt_splits_independently() {
    Split one = new Split(0.5, "one");
    Split other = new Split(0.5, "other");
    long both =
        IntStream.range(0, KEYS)
            .filter(i -> challenged(one, "key-" + i) && challenged(other, "key-" + i))
            .count();

    assertThat((double) both).isCloseTo(KEYS / 4.0, within(5 * Math.sqrt(KEYS * 3 / 16.0)));
  }

  private static boolean challenged(Split split, String key) {
    return split.armOf(key) == Arm.CHALLENGER;
  }
}
