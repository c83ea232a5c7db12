package dev.millrace.pipeline.stage;

import dev.millrace.pipeline.recipe.Recipe;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was used to make a model, as tags of a tracked run. */
final class TrackingTags {
  private TrackingTags() {}

  /** What is known before anything was computed. */
  static Map<String, String> of(Recipe recipe) {
    Map<String, String> tags = new LinkedHashMap<>();
    GitCommit.of(recipe.folder()).ifPresent(hash -> tags.put("mlflow.source.git.commit", hash));
    tags.put("mlflow.source.name", recipe.file().getFileName().toString());
    LibraryVersions.all().forEach((name, version) -> tags.put("version." + name, version));
    tags.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    return tags;
  }

  /** What is known when it was: for the run, its model and its version. */
  static Map<String, String> of(Provenance provenance) {
    Map<String, String> tags = new LinkedHashMap<>();
    put(tags, "backend", provenance.backend());
    put(tags, "device", provenance.device());
    put(tags, "git_commit", provenance.gitCommit());
    return tags;
  }

  private static void put(Map<String, String> tags, String name, @Nullable String value) {
    if (value != null) {
      tags.put(name, value);
    }
  }
}
