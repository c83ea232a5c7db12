package dev.millrace.pipeline.stage;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.pipeline.recipe.Recipe;
import org.jspecify.annotations.Nullable;

/**
 * What to run.
 *
 * @param from the first stage that runs even where its output could be used again, all later ones
 *     with it; null to run only what has changed
 * @param to the last stage; where it is not {@link StageName#PACKAGE} no run directory is written
 */
public record RunRequest(Recipe recipe, @Nullable StageName from, StageName to) {
  /**
   * @throws MillraceException {@code ARGUMENT_INVALID} where {@code from} comes after {@code to}
   */
  public RunRequest {
    if (from != null && from.compareTo(to) > 0) {
      throw new MillraceException(
          ErrorCode.ARGUMENT_INVALID,
          "A run from %s to %s has no stage: %s comes after %s."
              .formatted(from.label(), to.label(), from.label(), to.label()),
          "Name a --from that comes before --to, or leave one of them out.");
    }
  }

  /** Everything that has changed, up to a package. */
  public static RunRequest of(Recipe recipe) {
    return new RunRequest(recipe, null, StageName.PACKAGE);
  }

  boolean forces(StageName stage) {
    return from != null && stage.compareTo(from) >= 0;
  }

  boolean includes(StageName stage) {
    return stage.compareTo(to) <= 0;
  }
}
