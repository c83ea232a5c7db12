package dev.millrace.mlflow.registry;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Problem;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Hashes;
import dev.millrace.contract.support.Io;
import dev.millrace.mlflow.api.MlflowCalls;
import dev.millrace.mlflow.api.MlflowCalls.StoredFile;
import dev.millrace.mlflow.journal.Checks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Fetches the files of a version; the folder appears when all of them are checked. */
final class Download {
  private final MlflowCalls calls;
  private final String address;
  private final ModelVersion version;

  Download(MlflowCalls calls, String address, ModelVersion version) {
    this.calls = calls;
    this.address = address;
    this.version = version;
  }

  void to(Path folder) {
    if (Files.exists(folder)) {
      throw new MillraceException(
          ErrorCode.ARGUMENT_INVALID, folder + " exists already.", "Name a folder that does not.");
    }
    Path temporary = AtomicFiles.temporaryFor(folder.toAbsolutePath());
    try {
      Files.createDirectories(temporary);
      fetch(temporary);
      check(temporary);
      AtomicFiles.move(temporary, folder);
    } catch (IOException e) {
      throw Io.fault(folder, e);
    } finally {
      AtomicFiles.deleteTree(temporary);
    }
  }

  private void fetch(Path folder) throws IOException {
    for (StoredFile file : calls.files(address)) {
      Path target = folder.resolve(file.name()).normalize();
      if (!target.startsWith(folder)) {
        throw invalid(List.of(new Problem(file.name(), "leads out of the folder")));
      }
      Files.createDirectories(target.getParent());
      calls.download(address, file.name(), file.bytes(), target);
    }
  }

  /** A version that Millrace did not register has no hash; its own checksums must do then. */
  private void check(Path folder) throws IOException {
    Path manifest = folder.resolve(Checks.FILE);
    String expected = version.tags().getOrDefault(Checks.TAG, "");
    if (!Files.exists(manifest)) {
      if (!expected.isEmpty()) {
        throw invalid(List.of(new Problem(Checks.FILE, "is missing")));
      }
      return;
    }
    List<Problem> problems = new ArrayList<>();
    if (!expected.isEmpty() && !Hashes.sha256(manifest).equals(expected)) {
      problems.add(new Problem(Checks.FILE, "is not that of the version"));
    }
    Map<String, String> hashes = Checks.parse(Files.readString(manifest, StandardCharsets.UTF_8));
    hashes.forEach(
        (name, hash) -> {
          Path file = folder.resolve(name);
          if (!Files.isRegularFile(file)) {
            problems.add(new Problem(name, "is missing"));
          } else if (!Hashes.sha256(file).equals(hash)) {
            problems.add(new Problem(name, "is not what was logged"));
          }
        });
    if (!problems.isEmpty()) {
      throw invalid(problems);
    }
  }

  private MillraceException invalid(List<Problem> problems) {
    return new MillraceException(
        ErrorCode.PACKAGE_INVALID,
        "The files of %s version %d are not what was logged."
            .formatted(version.name(), version.version()),
        "Register the model anew from the run that made it.",
        problems);
  }
}
