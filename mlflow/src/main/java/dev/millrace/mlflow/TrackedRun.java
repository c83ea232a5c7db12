package dev.millrace.mlflow;

import dev.millrace.mlflow.journal.Entry;
import dev.millrace.mlflow.journal.Names;
import dev.millrace.mlflow.journal.RunState;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run as training code sees it. Calls go to the journal and return; names that MLflow does not
 * take are rewritten so that it does. Thread-safe.
 */
public final class TrackedRun {
  private static final Logger LOG = LoggerFactory.getLogger(TrackedRun.class);

  private final Tracking tracking;
  private final long key;
  private final Entry.RunBegun begun;
  private final Map<String, String> params = new HashMap<>();

  private volatile RunState state = RunState.RUNNING;

  TrackedRun(Tracking tracking, long key, Entry.RunBegun begun) {
    this.tracking = tracking;
    this.key = key;
    this.begun = begun;
    params.putAll(begun.params());
  }

  /** What the journal calls it. */
  long key() {
    return key;
  }

  /** What people call it. */
  public String name() {
    return begun.name();
  }

  /** How it goes. */
  public RunState state() {
    return state;
  }

  void recall(Map<String, String> logged) {
    logged.forEach(params::putIfAbsent);
  }

  void recall(RunState logged) {
    state = logged;
  }

  /** Begins a run below this one, in the same experiment: a baseline, a trial. */
  public TrackedRun child(
      String childName, Map<String, String> itsParams, Map<String, String> tags) {
    return tracking.begin(new RunStart(begun.experiment(), childName, itsParams, tags), key);
  }

  /** Logs parameters; MLflow keeps the first value of each, and so does this. */
  public void params(Map<String, String> more) {
    Map<String, String> fresh = new HashMap<>();
    synchronized (params) {
      RunTags.clean(more)
          .forEach(
              (name, value) -> {
                String first = params.putIfAbsent(name, value);
                if (first == null) {
                  fresh.put(name, value);
                } else if (!first.equals(value)) {
                  LOG.warn("parameter {} stays {}: {} came later", name, first, value);
                }
              });
    }
    if (!fresh.isEmpty()) {
      tracking.append(new Entry.Params(key, fresh), false);
    }
  }

  /** Logs the values of an epoch, a trial, a fold. */
  public void metrics(Map<String, Double> values, long step) {
    log(values, step, null, null);
  }

  /** Logs one value. */
  public void metric(String name, double value, long step) {
    metrics(Map.of(name, value), step);
  }

  /** Logs the values of one metric by their steps, in one line of the journal. */
  public void metric(String metric, Map<Integer, Double> bySteps) {
    long now = System.currentTimeMillis();
    String clean = Names.clean(metric);
    List<Entry.Point> points =
        bySteps.entrySet().stream()
            .map(value -> new Entry.Point(clean, value.getValue(), value.getKey(), now, null, null))
            .toList();
    if (!points.isEmpty()) {
      tracking.append(new Entry.Metrics(key, points), false);
    }
  }

  /** Logs final values: of a model, measured on a data set; they show at all three of them. */
  public void metrics(Map<String, Double> values, TrackedModel model, Entry.Dataset dataset) {
    log(values, 0, model.key(), dataset.ref());
  }

  /** Logs final values that were measured on a data set, where no model was logged. */
  public void metrics(Map<String, Double> values, Entry.Dataset dataset) {
    log(values, 0, null, dataset.ref());
  }

  private void log(
      Map<String, Double> values,
      long step,
      @Nullable Long model,
      Entry.@Nullable DatasetRef data) {
    long now = System.currentTimeMillis();
    List<Entry.Point> points =
        values.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(
                value ->
                    new Entry.Point(
                        Names.clean(value.getKey()), value.getValue(), step, now, model, data))
            .toList();
    if (!points.isEmpty()) {
      tracking.append(new Entry.Metrics(key, points), false);
    }
  }

  /** Sets tags; the last value of each stays. */
  public void tags(Map<String, String> tags) {
    if (!tags.isEmpty()) {
      tracking.append(new Entry.Tags(key, RunTags.clean(tags)), false);
    }
  }

  /** Gives it another name on the pages of MLflow. */
  public void rename(String to) {
    tags(Map.of("mlflow.runName", to));
  }

  /** Says what the run reads. */
  public void inputs(List<Entry.Dataset> datasets) {
    tracking.append(new Entry.Inputs(key, datasets), false);
  }

  /**
   * Logs a file, or a folder with all that is below it. It is delivered from its place and must
   * stay as it is.
   *
   * @param path in the run directory
   * @throws IllegalArgumentException where it is elsewhere
   */
  public void artifact(Path path) {
    artifact(path, RunFiles.nameOf(tracking.directory(), path));
  }

  /** The same by another name than it has in the run directory. */
  public void artifact(Path path, String as) {
    tracking.append(
        new Entry.Artifacts(key, as, RunFiles.of(tracking.directory(), path, as)), true);
  }

  /**
   * Logs a model: a folder in the run directory with a file {@code MLmodel}.
   *
   * @param name what MLflow calls it, for example the recipe's name
   */
  public TrackedModel model(
      Path folder, String name, Map<String, String> itsParams, Map<String, String> tags) {
    Entry.Model model =
        new Entry.Model(
            key,
            Names.ofModel(name),
            "millrace",
            RunTags.clean(itsParams),
            RunTags.clean(tags),
            RunFiles.of(tracking.directory(), folder, ""));
    return new TrackedModel(tracking, key, tracking.append(model, true));
  }

  /** Says that all went well. */
  public void finished() {
    end(RunState.FINISHED, "");
  }

  /** Says that it failed, and why. */
  public void failed(String reason) {
    end(RunState.FAILED, reason);
  }

  /** Says that it was interrupted. */
  public void killed(String reason) {
    end(RunState.KILLED, reason);
  }

  /** Says that a run that had ended goes on. */
  public void resumed() {
    end(RunState.RUNNING, "");
  }

  void end(RunState how, String reason) {
    if (state != how) {
      state = how;
      tracking.append(new Entry.Status(key, how, reason), true);
    }
  }
}
