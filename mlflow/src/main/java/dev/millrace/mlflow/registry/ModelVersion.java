package dev.millrace.mlflow.registry;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A version of a registered model.
 *
 * @param run id of the MLflow run that made it; empty where none did
 * @param aliases those that it has now, sorted
 */
public record ModelVersion(
    String name,
    int version,
    Instant created,
    String run,
    String description,
    List<String> aliases,
    Map<String, String> tags) {
  public ModelVersion {
    aliases = List.copyOf(aliases);
    tags = Map.copyOf(tags);
  }

  /** What it is called among all servers; empty where Millrace did not make it. */
  public String record() {
    return tags.getOrDefault("millrace.record", "");
  }
}
