package dev.millrace.mlflow.ship;

import dev.millrace.mlflow.api.MetricPoint;
import dev.millrace.mlflow.api.MlflowCalls;
import dev.millrace.mlflow.api.ModelRef;
import dev.millrace.mlflow.journal.Entry;
import dev.millrace.mlflow.journal.JournalLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Delivers parameters, metrics and tags: many lines in few calls. */
final class LogDelivery {
  private final Context context;
  private final MlflowCalls calls;

  LogDelivery(Context context) {
    this.context = context;
    this.calls = context.calls();
  }

  /** Whether a line may be delivered together with others. */
  static boolean takes(Entry entry) {
    return entry instanceof Entry.Params
        || entry instanceof Entry.Metrics
        || entry instanceof Entry.Tags;
  }

  Known log(List<JournalLine> lines, boolean doubtful) {
    Known known = Known.UNKNOWN;
    for (Map.Entry<Long, RunLog> log : byRun(lines).entrySet()) {
      String run = context.run(log.getKey()).id();
      List<MetricPoint> points = log.getValue().metrics();
      List<MetricPoint> missing = doubtful ? missing(run, points) : points;
      log.getValue().batches(missing).forEach(batch -> calls.log(run, batch));
      if (missing.size() < points.size()) {
        known = Known.THERE;
      } else if (!points.isEmpty() && known == Known.UNKNOWN) {
        known = Known.NEW;
      }
    }
    return known;
  }

  private Map<Long, RunLog> byRun(List<JournalLine> lines) {
    Map<Long, RunLog> logs = new LinkedHashMap<>();
    for (JournalLine line : lines) {
      if (line.entry() instanceof Entry.Params params) {
        logOf(logs, params.run()).addParams(params.params());
      } else if (line.entry() instanceof Entry.Tags tags) {
        logOf(logs, tags.run()).addTags(tags.tags());
      } else if (line.entry() instanceof Entry.Metrics metrics) {
        RunLog log = logOf(logs, metrics.run());
        metrics.points().forEach(point -> log.addMetric(pointOf(point)));
      }
    }
    return logs;
  }

  private static RunLog logOf(Map<Long, RunLog> logs, long run) {
    return logs.computeIfAbsent(run, unused -> new RunLog());
  }

  private MetricPoint pointOf(Entry.Point point) {
    ModelRef model = point.model() == null ? null : context.cursor().models().get(point.model());
    Entry.DatasetRef dataset = point.dataset();
    return new MetricPoint(
        point.key(),
        point.value(),
        point.step(),
        point.at(),
        model == null ? "" : model.id(),
        dataset == null ? "" : dataset.name(),
        dataset == null ? "" : dataset.digest());
  }

  /** The points that a run does not have yet; each that it has stands for one of ours. */
  private List<MetricPoint> missing(String run, List<MetricPoint> points) {
    Map<String, Map<MetricPoint.Identity, Integer>> there = new HashMap<>();
    List<MetricPoint> missing = new ArrayList<>();
    for (MetricPoint point : points) {
      Map<MetricPoint.Identity, Integer> counts =
          there.computeIfAbsent(point.key(), key -> counts(calls.history(run, key)));
      Integer left = counts.computeIfPresent(point.identity(), (identity, count) -> count - 1);
      if (left == null || left < 0) {
        missing.add(point);
      }
    }
    return missing;
  }

  private static Map<MetricPoint.Identity, Integer> counts(List<MetricPoint> history) {
    Map<MetricPoint.Identity, Integer> counts = new HashMap<>();
    history.forEach(point -> counts.merge(point.identity(), 1, Integer::sum));
    return counts;
  }
}
