package dev.millrace.pipeline.stage;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.pipeline.recipe.OneTable;
import dev.millrace.pipeline.recipe.Recipe;
import org.jspecify.annotations.Nullable;

/**
 * What to run.
 *
 * @param from the first stage that runs even where its output could be used again, all later ones
 *     with it; null to run only what has changed
 * @param to the last stage; where it is not {@link StageName#PACKAGE} no run directory is written
 * @param prove whether features are made anew and compared with those of data that ends at the
 *     cutoff
 */
public record RunRequest(Recipe recipe, @Nullable StageName from, StageName to, boolean prove) {
  /**
   * @throws MillraceException {@code ARGUMENT_INVALID} where {@code from} comes after {@code to},
   *     or where there is nothing to prove
   */
  public RunRequest {
    if (from != null && from.compareTo(to) > 0) {
      throw new MillraceException(
          ErrorCode.ARGUMENT_INVALID,
          "A run from %s to %s has no stage: %s comes after %s."
              .formatted(from.label(), to.label(), from.label(), to.label()),
          "Name a --from that comes before --to, or leave one of them out.");
    }
    if (recipe.tune() == null && (from == StageName.TUNE || to == StageName.TUNE)) {
      throw new MillraceException(
          ErrorCode.ARGUMENT_INVALID,
          "There is nothing to tune: the recipe has no section 'tune'.",
          "Add 'tune: {}' to the recipe, or use 'millrace tune RECIPE'.");
    }
    if (prove && (recipe.rows() instanceof OneTable || to.compareTo(StageName.FEATURES) < 0)) {
      throw new MillraceException(
          ErrorCode.ARGUMENT_INVALID,
          "There is nothing to prove: no features are made of several tables.",
          "Leave out --prove; it is for recipes with an entity, up to their features or further.");
    }
  }

  /** Everything that has changed, up to a package. */
  public static RunRequest of(Recipe recipe) {
    return new RunRequest(recipe, null, StageName.PACKAGE, false);
  }

  boolean forces(StageName stage) {
    return (prove && stage == StageName.FEATURES) || (from != null && stage.compareTo(from) >= 0);
  }

  boolean includes(StageName stage) {
    return stage.compareTo(to) <= 0;
  }
}
