package dev.millrace.pipeline.stage;

import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.etl.source.LandedTable;
import dev.millrace.pipeline.recipe.OneTable;
import dev.millrace.pipeline.recipe.Recipe;
import dev.millrace.pipeline.recipe.Relational;
import java.util.List;

/** The stages between landing and training: feature rows of one table, or of several. */
interface RowStages {

  static RowStages of(Run run, Recipe recipe) {
    return recipe.rows() instanceof OneTable one
        ? new TableStages(run, recipe, one)
        : new RelationalStages(run, recipe, (Relational) recipe.rows());
  }

  /**
   * Cleans what has landed.
   *
   * @throws dev.millrace.contract.error.MillraceException of the kind DATA where the policy asks
   *     for it, when the findings are complete
   */
  void clean(List<LandedTable> landed, Findings findings);

  /** Makes feature rows, divides them, and fits the encoder. */
  void features(Findings findings);

  /** What a feature row is; of several tables only known after {@link #features}. */
  FeatureContract contract();

  /** Texts that mean "missing" in rows that are scored. */
  List<String> nullValues();
}
