package dev.millrace.serving.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Made-up rows whose true probability is known, looked at again and again. */
class SequentialTestCoverageTest {
  private static final int STREAMS = 2_000;
  private static final int OUTCOMES = 300;

  /** In 2,000 streams 100 may miss; the seeds are fixed, so this is no game of chance. */
  private static final int MOST_MISSES = 100;

  @Test
  void the_truth_of_pairs_is_inside_at_all_times_also_while_it_moves() {
    assertThat(misses(this::missesPairs)).isLessThanOrEqualTo(MOST_MISSES);
  }

  @Test
  void the_truth_of_pairs_is_inside_where_positives_are_rare() {
    assertThat(misses(this::missesRare)).isLessThanOrEqualTo(MOST_MISSES);
  }

  @Test
  void the_truth_of_a_split_is_inside_at_all_times() {
    assertThat(misses(this::missesSplit)).isLessThanOrEqualTo(MOST_MISSES);
  }

  @Test
  void a_clearly_better_challenger_is_found_and_a_worse_one_too() {
    assertThat(verdictOfPairs(0.15, 0.02, 2_000)).isEqualTo(Verdict.CHALLENGER);
    assertThat(verdictOfPairs(0.02, 0.15, 2_000)).isEqualTo(Verdict.CHAMPION);
    assertThat(verdictOfSplit(0.3, 0.0, 10_000)).isEqualTo(Verdict.CHALLENGER);
    assertThat(verdictOfSplit(0.0, 0.3, 10_000)).isEqualTo(Verdict.CHAMPION);
  }

  /** Brier scores that are .006 apart, of some .2. */
  @Test
  void pairs_decide_after_a_few_thousand_where_a_split_is_far_from_it() {
    assertThat(verdictOfPairs(0.08, 0.0, 4_000)).isEqualTo(Verdict.CHALLENGER);
    assertThat(verdictOfSplit(0.08, 0.0, 40_000)).isEqualTo(Verdict.UNDECIDED);
  }

  private interface Stream {
    boolean misses(SplittableRandom chance);
  }

  private static long misses(Stream stream) {
    return IntStream.range(0, STREAMS)
        .filter(seed -> stream.misses(new SplittableRandom(seed)))
        .count();
  }

  /** The challenger is right by and by, the champion is at first. */
  private boolean missesPairs(SplittableRandom chance) {
    return missesPairs(chance, 1.0);
  }

  private boolean missesRare(SplittableRandom chance) {
    return missesPairs(chance, 0.04);
  }

  private static boolean missesPairs(SplittableRandom chance, double greatest) {
    SequentialTest test = new SequentialTest();
    double expected = 0;
    for (int i = 1; i <= OUTCOMES; i++) {
      double moved = (double) i / OUTCOMES;
      double truth = greatest * chance.nextDouble();
      float p = near(truth, 0.3 * greatest * moved, chance);
      float q = near(truth, 0.3 * greatest * (1 - moved), chance);
      expected += (p - truth) * (p - truth) - (q - truth) * (q - truth);
      test.add(SequentialTestTest.pair(p, q), chance.nextDouble() < truth);
      if (looks(i) && misses(test.difference(), expected / i)) {
        return true;
      }
    }
    return false;
  }

  /** Of three kinds of rows, the champion gets two wrong and the challenger one. */
  private boolean missesSplit(SplittableRandom chance) {
    double[] truth = {0.1, 0.4, 0.8};
    float[] champion = {0.2f, 0.4f, 0.6f};
    float[] challenger = {0.1f, 0.5f, 0.8f};
    double expected = (0.01 + 0.04 - 0.01) / 3;
    SequentialTest test = new SequentialTest();
    for (int i = 1; i <= OUTCOMES; i++) {
      int row = chance.nextInt(3);
      Arm arm = chance.nextDouble() < 0.3 ? Arm.CHALLENGER : Arm.CHAMPION;
      test.add(
          SequentialTestTest.answer(arm, (arm == Arm.CHAMPION ? champion : challenger)[row]),
          chance.nextDouble() < truth[row]);
      Difference difference = looks(i) ? test.difference() : null;
      if (difference != null && misses(difference, expected)) {
        return true;
      }
    }
    return false;
  }

  private static Verdict verdictOfPairs(double miss, double otherMiss, int outcomes) {
    SplittableRandom chance = new SplittableRandom(1);
    SequentialTest test = new SequentialTest();
    for (int i = 0; i < outcomes; i++) {
      double truth = chance.nextDouble();
      float p = near(truth, miss, chance);
      float q = near(truth, otherMiss, chance);
      test.add(SequentialTestTest.pair(p, q), chance.nextDouble() < truth);
    }
    return SequentialTest.verdict(test.difference());
  }

  private static Verdict verdictOfSplit(double miss, double otherMiss, int outcomes) {
    SplittableRandom chance = new SplittableRandom(1);
    SequentialTest test = new SequentialTest();
    for (int i = 0; i < outcomes; i++) {
      double truth = chance.nextDouble();
      Arm arm = i % 2 == 0 ? Arm.CHAMPION : Arm.CHALLENGER;
      float said = near(truth, arm == Arm.CHAMPION ? miss : otherMiss, chance);
      test.add(SequentialTestTest.answer(arm, said), chance.nextDouble() < truth);
    }
    return SequentialTest.verdict(test.difference());
  }

  /** Looking at each of the first, where a look costs least, and then ever again. */
  private static boolean looks(int outcomes) {
    return outcomes <= 40 || outcomes % 8 == 0;
  }

  private static boolean misses(@Nullable Difference difference, double truth) {
    Difference found = Objects.requireNonNull(difference);
    return truth < found.lower() || truth > found.upper();
  }

  private static float near(double truth, double miss, SplittableRandom chance) {
    double said = truth + (chance.nextBoolean() ? miss : -miss);
    return (float) Math.min(1, Math.max(0, said));
  }
}
