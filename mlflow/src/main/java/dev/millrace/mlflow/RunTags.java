package dev.millrace.mlflow;

import dev.millrace.mlflow.journal.Names;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names and values as MLflow takes them. */
final class RunTags {
  private RunTags() {}

  static Map<String, String> clean(Map<String, String> map) {
    Map<String, String> clean = new LinkedHashMap<>();
    map.forEach((key, value) -> clean.put(Names.clean(key), value));
    return clean;
  }

  /** With the tags that MLflow's pages show as source and user. */
  static Map<String, String> complete(Map<String, String> tags) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("mlflow.source.type", "LOCAL");
    all.put("mlflow.source.name", "millrace");
    all.put("mlflow.user", System.getProperty("user.name", "unknown"));
    all.putAll(clean(tags));
    return all;
  }
}
