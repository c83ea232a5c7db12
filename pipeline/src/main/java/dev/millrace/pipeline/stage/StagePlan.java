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
import java.util.List;

/**
 * The keys of all stages of a recipe, known before any of them runs: a key depends on the keys of
 * the stages before it, not on what they write.
 *
 * @param fingerprints of the sources, in the recipe's order
 * @param keys of every stage whose output is kept
 */
record StagePlan(List<Fingerprint> fingerprints, List<StageKey> keys) {
  StagePlan {
    fingerprints = List.copyOf(fingerprints);
    keys = List.copyOf(keys);
  }

  StageKey key(StageName stage) {
    return keys.stream().filter(key -> key.stage() == stage).findFirst().orElseThrow();
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

    String seed = String.valueOf(recipe.seed());

    StageKey ingest = ingest(fingerprints, etl);
    StageKey clean =
        StageKey.of(StageName.CLEAN)
            .sections(recipe.sections(RecipePart.CLEAN))
            .part(StageCache.CODE, etl)
            .reads(ingest);
    StageKey features =
        StageKey.of(StageName.FEATURES)
            .sections(recipe.sections(RecipePart.FEATURES))
            .part("seed", seed)
            .part(StageCache.CODE, etl)
            .reads(clean);
    StageKey train =
        StageKey.of(StageName.TRAIN)
            .sections(recipe.sections(RecipePart.TRAIN))
            .part("seed", seed)
            .part("backend", (Backend.isBuiltForCuda() ? "cuda " : "cpu ") + Backend.version())
            .part(StageCache.CODE, models)
            .reads(features);
    StageKey evaluate =
        StageKey.of(StageName.EVALUATE)
            .sections(recipe.sections(RecipePart.EVALUATE))
            .part(StageCache.CODE, models)
            .reads(train);
    return new StagePlan(fingerprints, List.of(ingest, clean, features, train, evaluate));
  }

  private static StageKey ingest(List<Fingerprint> fingerprints, String code) {
    StageKey.Builder ingest = StageKey.of(StageName.INGEST);
    fingerprints.forEach(print -> ingest.part("source " + print.source(), print.sha256()));
    return ingest.part(StageCache.CODE, code).build();
  }
}
