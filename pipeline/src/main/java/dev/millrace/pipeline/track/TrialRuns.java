package dev.millrace.pipeline.track;

import dev.millrace.mlflow.TrackedRun;
import dev.millrace.tuning.network.StudyReport;
import dev.millrace.tuning.network.TuneSpec;
import dev.millrace.tuning.study.StudyListener;
import dev.millrace.tuning.trial.Trial;
import dev.millrace.tuning.trial.TrialAttributes;
import dev.millrace.tuning.trial.TrialState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The trials of a search as child runs of the run that searches, by their numbers. Those that an
 * earlier run finished are logged as well: every run shows all that its model was chosen from. A
 * trial that was cut short by the end of its process is not, it is tried again.
 */
final class TrialRuns implements StudyListener {
  /** Of the values on the way; a search may have thousands of trials. */
  private static final int MOST_POINTS = 100;

  private final TrackedRun parent;
  private final String id;
  private final TuneSpec spec;
  private final String goal;
  private final Map<Integer, TrackedRun> runs = new HashMap<>();
  private String note = "";

  /**
   * @param id of the run that searches, for people
   */
  TrialRuns(TrackedRun parent, String id, TuneSpec spec) {
    this.parent = parent;
    this.id = id;
    this.spec = spec;
    this.goal = spec.objective().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public synchronized void opened(List<Trial> past) {
    past.stream()
        .filter(trial -> trial.state().finished() && !trial.interrupted())
        .forEach(this::log);
  }

  @Override
  public synchronized void began(Trial trial) {
    runs.put(
        trial.number(),
        parent.child(
            name(trial.number()),
            RunParams.of(spec.space().configuration(trial.point())),
            Map.of("kind", "trial", "run", id, "trial", String.valueOf(trial.number()))));
  }

  private void log(Trial trial) {
    began(trial);
    ended(trial, List.of());
  }

  @Override
  public synchronized void ended(Trial trial, List<Trial> all) {
    TrackedRun run = runs.get(trial.number());
    if (run == null) {
      return; // cut short in an earlier process
    }
    run.tags(tags(trial));
    run.metrics(values(trial), 0);
    run.metric("cv/fold_" + goal, folds(trial));
    run.metric("cv/" + goal + "_so_far", thinned(trial.steps()));
    end(run, trial);
  }

  private static void end(TrackedRun run, Trial trial) {
    String reason = trial.attributes().getOrDefault(TrialAttributes.REASON, "");
    if (trial.state() == TrialState.COMPLETE) {
      run.finished();
    } else if (trial.state() == TrialState.PRUNED) {
      run.killed("Ended early: others were better after as many epochs.");
    } else if (trial.interrupted()) {
      run.killed(reason);
    } else {
      run.failed(reason);
    }
  }

  private Map<String, String> tags(Trial trial) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("state", trial.state().name().toLowerCase(Locale.ROOT));
    String first = trial.attributes().get(TrialAttributes.DUPLICATE_OF);
    if (first != null) {
      tags.put("duplicate of", name(Integer.parseInt(first)));
    }
    return tags;
  }

  /** A pruned trial has no value: that of fewer folds would stand among those of all. */
  private Map<String, Double> values(Trial trial) {
    Map<String, Double> values = new LinkedHashMap<>();
    if (trial.state() == TrialState.COMPLETE && trial.value() != null) {
      values.put("cv/" + goal, trial.value());
      String error = trial.attributes().get(TrialAttributes.STANDARD_ERROR);
      if (error != null) {
        values.put("cv/" + goal + "_standard_error", Double.parseDouble(error));
      }
    }
    if (trial.ended() != null) {
      values.put(
          "seconds/trial", Duration.between(trial.started(), trial.ended()).toMillis() / 1e3);
    }
    return values;
  }

  private static Map<Integer, Double> folds(Trial trial) {
    Map<Integer, Double> folds = new LinkedHashMap<>();
    trial.folds().forEach(value -> folds.put(folds.size() + 1, value));
    return folds;
  }

  /** Evenly, the last one among them. */
  static NavigableMap<Integer, Double> thinned(NavigableMap<Integer, Double> steps) {
    NavigableMap<Integer, Double> kept = new TreeMap<>();
    List<Integer> all = new ArrayList<>(steps.keySet());
    int every = (all.size() + MOST_POINTS - 1) / MOST_POINTS;
    for (int i = all.size() - 1; i >= 0; i -= every) {
      kept.put(all.get(i), steps.get(all.get(i)));
    }
    return kept;
  }

  /** The search is over: says at the runs which of them was best. */
  synchronized void over(StudyReport study) {
    StudyReport.Tried best = study.bestTrial();
    TrackedRun winner = runs.get(best.number());
    if (winner != null) {
      winner.rename(name(best.number()) + " best");
      winner.tags(Map.of("best trial", "yes"));
    }
    Map<String, String> found = new LinkedHashMap<>();
    found.put("tune.best_trial", name(best.number()));
    found.put("tune.objective", goal);
    found.put("tune.sampler", study.sampler());
    found.put("tune.folds", String.valueOf(study.folds()));
    found.put("tune.trials", String.valueOf(study.trials().size()));
    found.put(
        "tune.members", study.members().stream().map(this::name).collect(Collectors.joining(", ")));
    parent.params(found);
    parent.tags(Map.of("tune.best_trial", name(best.number())));
    parent.metrics(chosen(study), 0);
    note =
        "\n\n%d trials, %s the best. To see them: filter `tags.run = '%s' and tags.kind = 'trial'`, sort by `cv/%s`."
            .formatted(study.trials().size(), name(best.number()), id, goal);
  }

  private Map<String, Double> chosen(StudyReport study) {
    Map<String, Double> values = new LinkedHashMap<>();
    put(values, "tune/best_" + goal, study.bestTrial().value());
    put(values, "tune/best_" + goal + "_standard_error", study.bestTrial().standardError());
    put(values, "tune/first_" + goal, study.ownTrial().value());
    values.put("tune/pruned", (double) study.count("pruned"));
    values.put("tune/failed", (double) study.count("failed"));
    return values;
  }

  private static void put(Map<String, Double> values, String name, @Nullable Double value) {
    if (value != null) {
      values.put(name, value);
    }
  }

  /** What a person reads at the run; empty until the search is over. */
  synchronized String note() {
    return note;
  }

  /** As wide as the last one, so that they sort by name: {@code trial 07}. */
  private String name(int number) {
    int digits = Math.max(2, String.valueOf(spec.trials() - 1).length());
    return "trial " + String.format(Locale.ROOT, "%0" + digits + "d", number);
  }
}
