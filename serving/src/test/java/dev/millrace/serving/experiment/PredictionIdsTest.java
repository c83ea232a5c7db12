package dev.millrace.serving.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionIdsTest {
  private static final PredictionIds IDS =
      new PredictionIds(IdKey.of("000102030405060708090a0b0c0d0e0f"));

  @Property(tries = 300)
  void an_id_says_what_was_put_into_it(
      @ForAll @LongRange(min = 0, max = (1L << 48) - 1) long made,
      @ForAll long number,
      @ForAll Arm arm,
      @ForAll boolean decision,
      @ForAll long contest,
      @ForAll @FloatRange(min = 0, max = 1) float champion,
      @ForAll boolean alone) {
    float challenger = alone ? Float.NaN : 1 - champion;
    String id = IDS.write(made, number, arm, decision, contest, champion, challenger);

    assertThat(id).matches("[A-Za-z0-9_-]{52}");
    PredictionId read = IDS.read(id).orElseThrow();
    assertThat(read)
        .isEqualTo(
            new PredictionId(read.tag(), made, arm, decision, contest, champion, challenger));
    assertThat(PredictionIds.trust(id)).contains(read);
  }

  @Property(tries = 300)
  void an_id_with_any_letter_changed_is_refused(
      @ForAll @IntRange(max = 51) int at, @ForAll @IntRange(min = 1, max = 63) int by) {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    String id = id(7);
    char other = alphabet.charAt((alphabet.indexOf(id.charAt(at)) + by) % 64);

    assertThat(IDS.read(id.substring(0, at) + other + id.substring(at + 1))).isEmpty();
  }

  @Property(tries = 200)
  void what_is_no_id_is_refused(@ForAll @StringLength(max = 60) String text) {
    assertThat(IDS.read(text)).isEmpty();
  }

  @Property(tries = 200)
  void what_only_looks_like_an_id_is_refused(
      @ForAll @CharRange(from = 'a', to = 'z') @StringLength(51) String text) {
    assertThat(IDS.read("E" + text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EwGgxFBsAAAAAAAAAAAqAAAAAAAAACt_wAAAP0AAAASAsCL4Z1v=",
        "EwGgxFBsAAAAAAAAAAAqAAAAAAAAACt_wAAAP0AAAASAsCL4Z1==",
        "EwGgxFBsAAAAAAAAAAAqAAAAAAAAACt/wAAAP0AAAASAsCL4Z1vJ",
        "EwGgxFBsAAAAAAAAAAAqAAAAAAAAACt_wAAAP0AAAASAsCL4Z1v\n",
        "EwGgxFBsAAAAAAAAAAAqAAAAAAAAACt_wAAAP0AAAASAsCL4Z1v\u00e4"
      })
  void another_spelling_is_refused(String id) {
    assertThat(IDS.read(id)).isEmpty();
  }

  @Test
  void an_id_of_another_key_is_refused() {
    PredictionIds others = new PredictionIds(IdKey.of("ff0102030405060708090a0b0c0d0e0f"));

    assertThat(others.read(id(7))).isEqualTo(Optional.empty());
  }

  @Test
  void ids_that_differ_in_their_number_only_have_other_tags() {
    assertThat(IDS.read(id(1)).orElseThrow().tag())
        .isNotEqualTo(IDS.read(id(2)).orElseThrow().tag());
  }

  /** The format is a promise: ids come back months later. Worked out by another program. */
  @Test
  void the_format_stays() {
    assertThat(IDS.write(1_790_000_000_000L, 42, Arm.CHALLENGER, true, 43, Float.NaN, 0.75f))
        .isEqualTo("EwGgxFBsAAAAAAAAAAAqAAAAAAAAACt_wAAAP0AAAASAsCL4Z1vJ");
  }

  private static String id(long number) {
    return IDS.write(1_790_000_000_000L, number, Arm.CHAMPION, false, 1, 0.25f, 0.5f);
  }
}
