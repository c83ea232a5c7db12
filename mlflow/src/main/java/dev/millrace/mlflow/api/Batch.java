package dev.millrace.mlflow.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one call logs to a run: at most 1000 things, 1000 metrics, 100 parameters and 100 tags. */
public record Batch(
    List<MetricPoint> metrics, Map<String, String> params, Map<String, String> tags) {
  public static final int MOST_METRICS = 1000;
  public static final int MOST_PARAMS = 100;
  public static final int MOST_TAGS = 100;
  public static final int MOST_IN_ALL = 1000;

  public Batch {
    metrics = List.copyOf(metrics);
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  /** Whether there is nothing to log. */
  public boolean isEmpty() {
    return metrics.isEmpty() && params.isEmpty() && tags.isEmpty();
  }
}
