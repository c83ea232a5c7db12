package dev.millrace.pipeline.stage;

import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.source.Fingerprint;
import dev.millrace.etl.source.Fingerprints;
import dev.millrace.etl.source.SourceSpec;
import dev.millrace.gpu.Backend;
import dev.millrace.models.train.Trainer;
import dev.millrace.pipeline.recipe.Recipe;
import dev.millrace.pipeline.recipe.RecipePart;
import dev.millrace.scoring.Calibration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The keys of all stages of a recipe, known before any of them runs: a key depends on the keys of
 * the stages before it, not on what they write.
 *
 * @param fingerprints of the sources, in the recipe's order
 * @param keys of every stage whose output is kept
 */
record StagePlan(List<Fingerprint> fingerprints, Map<StageName, StageKey> keys) {

  StageKey key(StageName stage) {
    StageKey key = keys.get(stage);
    if (key == null) {
      throw new IllegalArgumentException("the output of " + stage.label() + " is not kept");
    }
    return key;
  }

  /** Reads all sources once, to fingerprint them. */
  static StagePlan of(Recipe recipe, Progress progress) {
    List<Fingerprint> fingerprints =
        recipe.sources().stream()
            .map((SourceSpec source) -> Fingerprints.of(source, progress))
            .toList();
    // the pipeline's own code names the files and holds the versions of the libraries below
    String etl = CodeVersion.of(StagePlan.class, FeatureContract.class, SourceSpec.class);
    String models =
        CodeVersion.of(StagePlan.class, Calibration.class, Trainer.class, Backend.class);

    Map<StageName, StageKey> keys = new EnumMap<>(StageName.class);
    StageKey.Builder ingest = StageKey.of(StageName.INGEST);
    fingerprints.forEach(print -> ingest.part("source " + print.source(), print.sha256()));
    keys.put(StageName.INGEST, ingest.part("code", etl).build());
    keys.put(
        StageName.CLEAN,
        StageKey.of(StageName.CLEAN)
            .part("recipe section rows", recipe.part(RecipePart.CLEAN))
            .part("code", etl)
            .reads(keys.get(StageName.INGEST))
            .build());
    keys.put(
        StageName.FEATURES,
        StageKey.of(StageName.FEATURES)
            .part("recipe sections split and encode", recipe.part(RecipePart.FEATURES))
            .part("seed", String.valueOf(recipe.seed()))
            .part("code", etl)
            .reads(keys.get(StageName.CLEAN))
            .build());
    keys.put(
        StageName.TRAIN,
        StageKey.of(StageName.TRAIN)
            .part("recipe section train", recipe.part(RecipePart.TRAIN))
            .part("seed", String.valueOf(recipe.seed()))
            .part("backend", (Backend.isBuiltForCuda() ? "cuda " : "cpu ") + Backend.version())
            .part("code", models)
            .reads(keys.get(StageName.FEATURES))
            .build());
    keys.put(
        StageName.EVALUATE,
        StageKey.of(StageName.EVALUATE)
            .part("recipe section evaluate", recipe.part(RecipePart.EVALUATE))
            .part("code", models)
            .reads(keys.get(StageName.TRAIN))
            .build());
    return new StagePlan(fingerprints, keys);
  }
}
