package dev.millrace.pipeline.track;

import org.jspecify.annotations.Nullable;

/**
 * Whether the model of a run is to be the champion of its recipe.
 *
 * @param champion whether it is
 * @param sentence why or why not, for people
 * @param insteadOf what the champion that it takes the place of is called among all servers; empty
 *     where there must be none; null where it is not to be champion
 */
public record Promotion(boolean champion, String sentence, @Nullable String insteadOf) {

  static Promotion of(String sentence, String insteadOf) {
    return new Promotion(true, sentence, insteadOf);
  }

  static Promotion none(String sentence) {
    return new Promotion(false, sentence, null);
  }

  /** Nobody could be asked: it is champion where there is none when the journal is delivered. */
  static Promotion unless(String sentence) {
    return new Promotion(false, sentence, "");
  }
}
