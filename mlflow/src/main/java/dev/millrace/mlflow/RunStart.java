package dev.millrace.mlflow;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A run that is to begin.
 *
 * @param experiment the recipe
 * @param name what people call the run
 */
public record RunStart(
    String experiment, String name, Map<String, String> params, Map<String, String> tags) {
  public RunStart {
    params = Map.copyOf(params);
    tags = Map.copyOf(tags);
  }

  /** A run of which nothing more is known yet. */
  public static RunStart of(String experiment, String name) {
    return new RunStart(experiment, name, Map.of(), Map.of());
  }

  /** With further parameters. */
  public RunStart withParams(Map<String, String> more) {
    return new RunStart(experiment, name, joined(params, more), tags);
  }

  /** With further tags. */
  public RunStart withTags(Map<String, String> more) {
    return new RunStart(experiment, name, params, joined(tags, more));
  }

  private static Map<String, String> joined(Map<String, String> one, Map<String, String> other) {
    Map<String, String> all = new LinkedHashMap<>(one);
    all.putAll(other);
    return all;
  }
}
