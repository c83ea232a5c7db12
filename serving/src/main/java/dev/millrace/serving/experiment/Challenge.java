package dev.millrace.serving.experiment;

import dev.millrace.serving.request.ModelIdentity;
import org.jspecify.annotations.Nullable;

/**
 * A model that wants to become the champion.
 *
 * @param share of the rows that it answers or, in the shadow, scores; in [0, 1]
 * @param salt rows of one key fall anew where it changes; null for one made of both models, so that
 *     every pair of models has its own split
 */
public record Challenge(ModelIdentity model, Mode mode, double share, @Nullable String salt) {
  public Challenge {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("a share is in [0, 1], not " + share);
    }
  }
}
