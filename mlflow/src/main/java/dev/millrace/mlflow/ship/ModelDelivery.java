package dev.millrace.mlflow.ship;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.mlflow.api.Aliases;
import dev.millrace.mlflow.api.CallFailed;
import dev.millrace.mlflow.api.MlflowCalls;
import dev.millrace.mlflow.api.MlflowCalls.VersionInfo;
import dev.millrace.mlflow.api.ModelRef;
import dev.millrace.mlflow.api.RunRef;
import dev.millrace.mlflow.api.VersionRef;
import dev.millrace.mlflow.journal.Checks;
import dev.millrace.mlflow.journal.Entry;
import dev.millrace.mlflow.journal.Entry.FileRef;
import dev.millrace.mlflow.journal.JournalLine;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Delivers models, their versions in the registry, and aliases. */
final class ModelDelivery {
  private static final String ALIAS_TAG = "millrace.alias.";

  private final Context context;
  private final MlflowCalls calls;
  private final FileDelivery files;

  ModelDelivery(Context context, FileDelivery files) {
    this.context = context;
    this.calls = context.calls();
    this.files = files;
  }

  /** A model is ready when all its files are there, and not before. */
  Known model(JournalLine line, Entry.Model model, boolean doubtful) {
    RunRef run = context.run(model.run());
    List<ModelRef> found =
        doubtful
            ? calls.findModels(run.experiment(), Context.RECORD_TAG, context.nameOf(line.id()))
            : List.<ModelRef>of();
    ModelRef ref = found.isEmpty() ? calls.createModel(modelOf(line, model, run)) : found.get(0);
    boolean ready = ref.ready() || fill(ref, model.files());
    context.cursor().models().put(line.id(), new ModelRef(ref.id(), ref.artifacts(), ready));
    if (!doubtful || !hasOutput(run, ref)) {
      calls.addOutput(run.id(), ref.id());
    }
    return found.isEmpty() ? Known.NEW : Known.THERE;
  }

  private MlflowCalls.NewModel modelOf(JournalLine line, Entry.Model model, RunRef run) {
    Map<String, String> tags = new LinkedHashMap<>(model.tags());
    tags.put(Context.RECORD_TAG, context.nameOf(line.id()));
    tags.put(Context.RUN_TAG, context.nameOf(model.run()));
    tags.put(Checks.TAG, Checks.digest(model.files()));
    return new MlflowCalls.NewModel(
        run.experiment(), model.name(), model.kind(), run.id(), model.params(), tags);
  }

  private boolean fill(ModelRef ref, List<FileRef> wanted) {
    for (FileRef file : wanted) {
      Optional<String> fault = files.fault(file);
      if (fault.isPresent()) {
        context.cursor().note(fault.get());
        calls.finishModel(ref.id(), false);
        return false;
      }
    }
    wanted.forEach(file -> files.upload(ref.artifacts(), file));
    if (!Checks.isAmong(wanted)) {
      files.uploadManifest(ref.artifacts(), wanted);
    }
    refuseHalf(ref, wanted);
    calls.finishModel(ref.id(), true);
    return true;
  }

  /** A server that broke off in an upload may have kept what had come. */
  private void refuseHalf(ModelRef ref, List<FileRef> wanted) {
    Map<String, Long> sizes = new HashMap<>();
    calls.files(ref.artifacts()).forEach(file -> sizes.put(file.name(), file.bytes()));
    for (FileRef file : wanted) {
      if (!Long.valueOf(file.bytes()).equals(sizes.get(file.name()))) {
        files.forgetUploads();
        throw CallFailed.halfStored(file.name());
      }
    }
  }

  private boolean hasOutput(RunRef run, ModelRef model) {
    JsonNode outputs = calls.run(run.id()).path("outputs").path("model_outputs");
    for (JsonNode output : outputs) {
      if (output.path("model_id").asText().equals(model.id())) {
        return true;
      }
    }
    return false;
  }

  Known version(JournalLine line, Entry.Version version, boolean doubtful) {
    ModelRef model = context.cursor().models().get(version.model());
    if (model == null) {
      throw Context.unknown("model", version.model());
    }
    if (!model.ready()) {
      context
          .cursor()
          .note(version.registered() + ": the model is not whole, so it was not registered");
      return Known.UNKNOWN;
    }
    register(version.registered());
    String record = context.nameOf(line.id());
    List<VersionInfo> found =
        doubtful
            ? calls.versions(version.registered(), Context.RECORD_TAG, record)
            : List.<VersionInfo>of();
    VersionRef ref =
        found.isEmpty()
            ? calls.createVersion(versionOf(version, model, record))
            : found.get(0).ref();
    context.cursor().versions().put(line.id(), ref);
    return found.isEmpty() ? Known.NEW : Known.THERE;
  }

  private void register(String name) {
    if (calls.registered(name).isPresent()) {
      return;
    }
    try {
      calls.createRegistered(name);
    } catch (CallFailed e) {
      if (!e.says("RESOURCE_ALREADY_EXISTS")) {
        throw e;
      }
    }
  }

  private MlflowCalls.NewVersion versionOf(Entry.Version version, ModelRef model, String record) {
    Map<String, String> tags = new LinkedHashMap<>(version.tags());
    tags.put(Context.RECORD_TAG, record);
    tags.put(Context.RUN_TAG, context.nameOf(version.run()));
    tags.put(Checks.TAG, calls.modelTags(model.id()).getOrDefault(Checks.TAG, ""));
    return new MlflowCalls.NewVersion(
        version.registered(),
        model.artifacts(),
        context.run(version.run()).id(),
        model.id(),
        version.description(),
        tags);
  }

  /** Once put by this journal, an alias is left to those who move it later. */
  Known alias(Entry.Alias alias, boolean doubtful) {
    VersionRef version = context.cursor().versions().get(alias.version());
    if (version == null) {
      return Known.UNKNOWN; // it was not registered, which was said then
    }
    String tag = ALIAS_TAG + alias.alias();
    if (doubtful && hasTag(version, tag)) {
      return Known.THERE;
    }
    String other = alias.insteadOf() == null ? "" : otherHolder(version, alias);
    if (other.isEmpty()) {
      Aliases.move(calls, version, alias.alias());
    }
    calls.tagVersion(version, tag, other.isEmpty() ? "set" : "left to version " + other);
    return Known.UNKNOWN;
  }

  /** The version that has an alias where it is not the one that was expected; else empty. */
  private String otherHolder(VersionRef version, Entry.Alias alias) {
    String holder =
        calls
            .registered(version.name())
            .map(found -> found.aliases().get(alias.alias()))
            .orElse("");
    boolean expected =
        holder.isEmpty()
            || holder.equals(version.version())
            || calls.versions(version.name()).stream()
                .filter(info -> info.ref().version().equals(holder))
                .map(info -> info.tags().getOrDefault(Context.RECORD_TAG, ""))
                .anyMatch(record -> !record.isEmpty() && record.equals(alias.insteadOf()));
    return expected ? "" : holder;
  }

  private boolean hasTag(VersionRef version, String tag) {
    return calls.versions(version.name()).stream()
        .filter(info -> info.ref().equals(version))
        .anyMatch(info -> info.tags().containsKey(tag));
  }
}
