package dev.millrace.serving.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.serving.config.Rate;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class TokenBucketTest {
  private static final long SECOND = 1_000_000_000L;

  @Property(tries = 200)
  void never_lets_more_through_than_the_rate_and_one_burst(
      @ForAll @DoubleRange(min = 0.1, max = 1_000) double rate,
      @ForAll long start,
      @ForAll @Size(max = 300) List<@LongRange(min = 0, max = 50_000_000) Long> pauses) {
    TokenBucket bucket = new TokenBucket(new Rate(rate), start);
    long now = start;
    int taken = 0;
    for (long pause : pauses) {
      now += pause;
      taken += bucket.take(now) == 0 ? 1 : 0;
    }
    double seconds = (now - start) / (double) SECOND;

    assertThat(taken).isLessThanOrEqualTo((int) Math.ceil(rate * seconds + Math.max(1, rate) + 1));
  }

  @Property(tries = 200)
  void after_the_time_it_names_there_is_one(
      @ForAll @DoubleRange(min = 0.1, max = 1_000_000) double rate, @ForAll long start) {
    TokenBucket bucket = new TokenBucket(new Rate(rate), start);
    long wait = 0;
    for (int i = 0; i < 2_000_000 && wait == 0; i++) {
      wait = bucket.take(start);
    }

    assertThat(wait).isPositive().isEqualTo(bucket.waitFor(start));
    assertThat(bucket.take(start + wait - 1)).isPositive();
    assertThat(bucket.take(start + wait)).isZero();
  }
}
