package dev.millrace.pipeline.stage;

import dev.millrace.contract.support.Progress;
import dev.millrace.tuning.network.Goal;
import dev.millrace.tuning.network.TuneSpec;
import dev.millrace.tuning.study.StudyListener;
import dev.millrace.tuning.trial.Trial;
import dev.millrace.tuning.trial.TrialAttributes;
import dev.millrace.tuning.trial.TrialState;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Shows a search: trials done, running and pruned, and the best so far with its parameters in
 * brief. Thread-safe.
 */
final class TuneProgress implements StudyListener, AutoCloseable {
  private static final int FIGURES = 3;

  private final Goal goal;
  private final Progress.Task task;
  private int running;
  private int pruned;
  private int failed;
  private @Nullable Trial best;

  TuneProgress(TuneSpec spec, Progress progress) {
    this.goal = spec.objective();
    this.task = progress.start("tune", spec.trials(), "trials");
  }

  @Override
  public synchronized void opened(List<Trial> past) {
    past.forEach(this::count);
    best = Trial.best(past, goal.direction()).orElse(null);
    task.advance(past.size());
  }

  @Override
  public synchronized void began(Trial trial) {
    running++;
    task.note(remark());
  }

  @Override
  public synchronized void ended(Trial trial, List<Trial> all) {
    running--;
    count(trial);
    best = Trial.best(all, goal.direction()).orElse(null);
    task.advance(1);
    task.note(remark());
  }

  private void count(Trial trial) {
    pruned += trial.state() == TrialState.PRUNED ? 1 : 0;
    failed += trial.state() == TrialState.FAILED ? 1 : 0;
  }

  @Override
  public void close() {
    task.close();
  }

  private String remark() {
    StringBuilder text = new StringBuilder();
    Trial leader = best;
    if (leader != null && leader.value() != null) {
      text.append(String.format(Locale.ROOT, "best %.4f", leader.value()));
      String error = leader.attributes().get(TrialAttributes.STANDARD_ERROR);
      if (error != null) {
        text.append(String.format(Locale.ROOT, " ± %.4f", Double.parseDouble(error)));
      }
      text.append(" of trial ").append(leader.number()).append(", ");
    }
    text.append(running).append(" running");
    text.append(pruned > 0 ? ", " + pruned + " pruned" : "");
    text.append(failed > 0 ? ", " + failed + " failed" : "");
    return leader == null ? text.toString() : text.append(": ").append(brief(leader)).toString();
  }

  private static String brief(Trial trial) {
    return trial.point().values().entrySet().stream()
        .map(TuneProgress::brief)
        .collect(Collectors.joining(" "));
  }

  private static String brief(Map.Entry<String, Object> value) {
    Object shown =
        value.getValue() instanceof Double number
            ? String.format(Locale.ROOT, "%." + FIGURES + "g", number)
            : value.getValue();
    return value.getKey() + "=" + shown;
  }
}
