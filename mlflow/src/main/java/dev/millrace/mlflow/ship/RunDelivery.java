package dev.millrace.mlflow.ship;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.mlflow.api.CallFailed;
import dev.millrace.mlflow.api.MlflowCalls;
import dev.millrace.mlflow.api.ModelRef;
import dev.millrace.mlflow.api.RunRef;
import dev.millrace.mlflow.journal.Entry;
import dev.millrace.mlflow.journal.JournalLine;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Delivers that a run begins, what it read, and how it ended. */
final class RunDelivery {
  private static final String PARENT_TAG = "mlflow.parentRunId";
  private static final String REASON_TAG = "millrace.reason";

  private final Context context;
  private final MlflowCalls calls;

  RunDelivery(Context context) {
    this.context = context;
    this.calls = context.calls();
  }

  Known begin(JournalLine line, Entry.RunBegun begun, boolean doubtful) {
    String experiment = experiment(begun.experiment());
    String name = context.nameOf(line.id());
    List<RunRef> found =
        doubtful ? calls.findRuns(experiment, Context.RUN_TAG, name) : List.<RunRef>of();
    RunRef run =
        found.isEmpty()
            ? calls.createRun(experiment, begun.name(), line.at(), tags(begun, name))
            : found.get(0);
    context.cursor().runs().put(line.id(), run);
    RunLog log = new RunLog();
    log.addParams(begun.params());
    log.batches(List.of()).forEach(batch -> calls.log(run.id(), batch));
    return found.isEmpty() ? Known.NEW : Known.THERE;
  }

  private String experiment(String name) {
    return context
        .experiments()
        .computeIfAbsent(
            name, wanted -> calls.findExperiment(wanted).orElseGet(() -> create(wanted)));
  }

  private String create(String name) {
    try {
      return calls.createExperiment(name);
    } catch (CallFailed e) {
      Optional<String> theirs =
          e.says("RESOURCE_ALREADY_EXISTS") ? calls.findExperiment(name) : Optional.empty();
      return theirs.orElseThrow(() -> e);
    }
  }

  private Map<String, String> tags(Entry.RunBegun begun, String name) {
    Map<String, String> tags = new LinkedHashMap<>(begun.tags());
    tags.put(Context.RUN_TAG, name);
    if (begun.parent() != null) {
      tags.put(PARENT_TAG, context.run(begun.parent()).id());
    }
    return tags;
  }

  Known inputs(Entry.Inputs inputs, boolean doubtful) {
    RunRef run = context.run(inputs.run());
    Set<String> there = doubtful ? inputsOf(calls.run(run.id())) : Set.of();
    List<MlflowCalls.InputData> missing =
        inputs.datasets().stream()
            .filter(data -> !there.contains(identity(data.name(), data.digest(), data.context())))
            .map(RunDelivery::inputOf)
            .toList();
    if (!missing.isEmpty()) {
      calls.logInputs(run.id(), missing);
    }
    return Known.UNKNOWN;
  }

  private static Set<String> inputsOf(JsonNode run) {
    Set<String> found = new HashSet<>();
    for (JsonNode input : run.path("inputs").path("dataset_inputs")) {
      JsonNode dataset = input.path("dataset");
      for (JsonNode tag : input.path("tags")) {
        if (tag.path("key").asText().equals("mlflow.data.context")) {
          found.add(
              identity(
                  dataset.path("name").asText(),
                  dataset.path("digest").asText(),
                  tag.path("value").asText()));
        }
      }
    }
    return found;
  }

  private static String identity(String name, String digest, String context) {
    return name + "\n" + digest + "\n" + context;
  }

  private static MlflowCalls.InputData inputOf(Entry.Dataset data) {
    return new MlflowCalls.InputData(
        data.name(),
        data.digest(),
        data.context(),
        data.kind(),
        data.source(),
        data.schema(),
        data.profile());
  }

  Known status(JournalLine line, Entry.Status status) {
    RunRef run = context.run(status.run());
    if (!status.reason().isEmpty()) {
      RunLog log = new RunLog();
      log.addTags(Map.of(REASON_TAG, status.reason()));
      log.batches(List.of()).forEach(batch -> calls.log(run.id(), batch));
    }
    if (status.state().ended()) {
      removeLateComers(status.run(), run);
    }
    calls.updateRun(run.id(), status.state().name(), status.state().ended() ? line.at() : 0);
    return Known.UNKNOWN;
  }

  /**
   * A server that was too slow may have carried out a call after it was looked for in vain and sent
   * again. By now it has: what is there twice goes, and ours stays.
   */
  private void removeLateComers(long key, RunRef run) {
    String name = context.nameOf(key);
    for (RunRef found : calls.findRuns(run.experiment(), Context.RUN_TAG, name)) {
      if (!found.id().equals(run.id())) {
        calls.deleteRun(found.id());
      }
    }
    if (context.cursor().models().isEmpty()) {
      return;
    }
    Set<String> ours = new HashSet<>();
    context.cursor().models().values().stream().map(ModelRef::id).forEach(ours::add);
    for (ModelRef found : calls.findModels(run.experiment(), Context.RUN_TAG, name)) {
      if (!ours.contains(found.id())) {
        calls.deleteModel(found.id());
      }
    }
    context.cursor().versions().values().stream()
        .map(version -> version.name())
        .distinct()
        .flatMap(registered -> calls.versions(registered, Context.RUN_TAG, name).stream())
        .filter(info -> !context.cursor().versions().containsValue(info.ref()))
        .map(MlflowCalls.VersionInfo::ref)
        .forEach(calls::deleteVersion);
  }
}
