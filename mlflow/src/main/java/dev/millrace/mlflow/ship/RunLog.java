package dev.millrace.mlflow.ship;

import dev.millrace.mlflow.api.Batch;
import dev.millrace.mlflow.api.MetricPoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What several lines log to one run, in the portions that a server takes. Not thread-safe. */
final class RunLog {
  private static final int LONGEST_PARAM = 6000;
  private static final int LONGEST_TAG = 5000;

  /** The limit is 1 MB for the JSON; three bytes a character and quoting stay below it. */
  private static final int MOST_CHARACTERS = 250_000;

  private static final int CHARACTERS_OF_POINT = 200;

  private final List<MetricPoint> metrics = new ArrayList<>();
  private final Map<String, String> params = new LinkedHashMap<>();
  private final Map<String, String> tags = new LinkedHashMap<>();

  void addMetric(MetricPoint point) {
    metrics.add(point);
  }

  /** A parameter keeps its first value. */
  void addParams(Map<String, String> more) {
    more.forEach((key, value) -> params.putIfAbsent(key, shortened(value, LONGEST_PARAM)));
  }

  /** A tag keeps its last value. */
  void addTags(Map<String, String> more) {
    more.forEach((key, value) -> tags.put(key, shortened(value, LONGEST_TAG)));
  }

  static String shortened(String value, int longest) {
    return value.length() <= longest ? value : value.substring(0, longest - 1) + "…";
  }

  List<MetricPoint> metrics() {
    return metrics;
  }

  /** The whole in portions, with these of its metrics. */
  List<Batch> batches(List<MetricPoint> points) {
    Portions portions = new Portions();
    params.forEach(portions::addParam);
    tags.forEach(portions::addTag);
    points.forEach(portions::addPoint);
    return portions.all();
  }

  /** Fills one portion after the other. */
  private static final class Portions {
    private final List<Batch> full = new ArrayList<>();
    private List<MetricPoint> metrics = new ArrayList<>();
    private Map<String, String> params = new LinkedHashMap<>();
    private Map<String, String> tags = new LinkedHashMap<>();
    private int characters;

    void addParam(String key, String value) {
      makeRoom(params.size() >= Batch.MOST_PARAMS, key.length() + value.length());
      params.put(key, value);
    }

    void addTag(String key, String value) {
      makeRoom(tags.size() >= Batch.MOST_TAGS, key.length() + value.length());
      tags.put(key, value);
    }

    void addPoint(MetricPoint point) {
      makeRoom(metrics.size() >= Batch.MOST_METRICS, CHARACTERS_OF_POINT + point.key().length());
      metrics.add(point);
    }

    private void makeRoom(boolean full, int more) {
      int things = metrics.size() + params.size() + tags.size();
      if (full
          || things >= Batch.MOST_IN_ALL
          || (things > 0 && characters + more > MOST_CHARACTERS)) {
        finish();
      }
      characters += more;
    }

    private void finish() {
      Batch batch = new Batch(metrics, params, tags);
      if (!batch.isEmpty()) {
        full.add(batch);
      }
      metrics = new ArrayList<>();
      params = new LinkedHashMap<>();
      tags = new LinkedHashMap<>();
      characters = 0;
    }

    List<Batch> all() {
      finish();
      return full;
    }
  }
}
