package dev.millrace.mlflow.ship;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Hashes;
import dev.millrace.contract.support.Io;
import dev.millrace.mlflow.api.Batch;
import dev.millrace.mlflow.api.MlflowCalls;
import dev.millrace.mlflow.api.RunRef;
import dev.millrace.mlflow.journal.Checks;
import dev.millrace.mlflow.journal.Entry;
import dev.millrace.mlflow.journal.Entry.FileRef;
import dev.millrace.mlflow.journal.Names;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Delivers files of a run. A tag with their hash says that they are there. */
final class FileDelivery {
  /** MLflow's pages do not show tags that begin so. */
  private static final String HIDDEN = "mlflow.";

  private final Context context;
  private final MlflowCalls calls;

  /** What was uploaded by this process, so that a call that fails after it does not repeat it. */
  private final Set<String> uploaded = new HashSet<>();

  FileDelivery(Context context) {
    this.context = context;
    this.calls = context.calls();
  }

  Known artifacts(Entry.Artifacts artifacts, boolean doubtful) {
    RunRef run = context.run(artifacts.run());
    String tag = Names.clean(HIDDEN + Checks.TAG + "." + artifacts.name());
    String digest = Checks.digest(artifacts.files());
    if (doubtful && hasTag(run, tag, digest)) {
      return Known.THERE;
    }
    for (FileRef file : artifacts.files()) {
      Optional<String> fault = fault(file);
      if (fault.isPresent()) {
        context.cursor().note(fault.get());
      } else {
        upload(run.artifacts(), file);
      }
    }
    calls.log(run.id(), new Batch(List.of(), Map.of(), Map.of(tag, digest)));
    return Known.UNKNOWN;
  }

  private boolean hasTag(RunRef run, String key, String value) {
    for (JsonNode tag : calls.run(run.id()).path("data").path("tags")) {
      if (tag.path("key").asText().equals(key) && tag.path("value").asText().equals(value)) {
        return true;
      }
    }
    return false;
  }

  /** Uploads a file, unless it has been just now. */
  void upload(String address, FileRef file) {
    String key = address + "/" + file.name() + " " + file.sha256();
    if (!uploaded.contains(key)) {
      calls.upload(address, file.name(), pathOf(file));
      uploaded.add(key);
    }
  }

  /** Lets everything be uploaded again. */
  void forgetUploads() {
    uploaded.clear();
  }

  private Path pathOf(FileRef file) {
    return context.directory().resolve(file.path());
  }

  /** Why a file is not what was logged; empty where it is. */
  Optional<String> fault(FileRef file) {
    Path path = pathOf(file);
    if (!Files.isRegularFile(path)) {
      return Optional.of(path + " is gone, so it was not delivered");
    }
    return Hashes.sha256(path).equals(file.sha256())
        ? Optional.empty()
        : Optional.of(path + " was changed after it was logged, so it was not delivered");
  }

  /** Uploads the manifest of files that bring none. */
  void uploadManifest(String address, List<FileRef> files) {
    Path temporary = AtomicFiles.temporaryFor(context.directory().resolve(Checks.FILE));
    try {
      Files.writeString(temporary, Checks.text(files), StandardCharsets.UTF_8);
      calls.upload(address, Checks.FILE, temporary);
    } catch (IOException e) {
      throw Io.fault(temporary, e);
    } finally {
      AtomicFiles.deleteTree(temporary);
    }
  }
}
