package dev.millrace.pipeline.stage;

import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.source.Fingerprint;
import dev.millrace.etl.source.Fingerprints;
import dev.millrace.etl.source.SourceSpec;
import dev.millrace.gpu.Backend;
import dev.millrace.models.train.Trainer;
import dev.millrace.monitoring.ReferenceProfile;
import dev.millrace.pipeline.recipe.Recipe;
import dev.millrace.pipeline.recipe.RecipePart;
import dev.millrace.scoring.Calibration;
import dev.millrace.tuning.network.TuneSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys of all stages of a recipe, known before any of them runs: a key depends on the keys of
 * the stages before it, not on what they write.
 *
 * @param fingerprints of the sources, in the recipe's order
 * @param keys of every stage whose output is kept
 * @param study the name of the folder of the study: of all that trials depend on, but not of when
 *     the search ends; empty where nothing is tuned
 */
record StagePlan(List<Fingerprint> fingerprints, List<StageKey> keys, String study) {
  StagePlan {
    fingerprints = List.copyOf(fingerprints);
    keys = List.copyOf(keys);
  }

  StageKey key(StageName stage) {
    return keys.stream().filter(key -> key.stage() == stage).findFirst().orElseThrow();
  }

  /** Whether a stage belongs to the recipe; its output may be kept or not. */
  static boolean has(Recipe recipe, StageName stage) {
    return stage != StageName.TUNE || recipe.tune() != null;
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
    String evaluation =
        CodeVersion.of(
            StagePlan.class,
            Calibration.class,
            Trainer.class,
            Backend.class,
            ReferenceProfile.class);

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
    List<StageKey> keys = new ArrayList<>(List.of(ingest, clean, features, train));
    String study = "";
    TuneSpec spec = recipe.tune();
    if (spec != null) {
      String tuning = CodeVersion.of(StagePlan.class, Trainer.class, Backend.class, TuneSpec.class);
      keys.add(
          StageKey.of(StageName.TUNE)
              .sections(recipe.sections(RecipePart.TUNE))
              .part("seed", seed)
              .part(StageCache.CODE, tuning)
              .reads(train));
      study =
          StageKey.of(StageName.TUNE)
              .part("study", recipe.study(spec))
              .part(StageCache.CODE, tuning)
              .reads(train)
              .digest();
    }
    keys.add(
        StageKey.of(StageName.EVALUATE)
            .sections(recipe.sections(RecipePart.EVALUATE))
            .part(StageCache.CODE, evaluation)
            .reads(keys.get(keys.size() - 1)));
    return new StagePlan(fingerprints, keys, study);
  }

  private static StageKey ingest(List<Fingerprint> fingerprints, String code) {
    StageKey.Builder ingest = StageKey.of(StageName.INGEST);
    fingerprints.forEach(print -> ingest.part("source " + print.source(), print.sha256()));
    return ingest.part(StageCache.CODE, code).build();
  }
}
