package dev.millrace.serving.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Hashes;
import dev.millrace.contract.support.Json;
import dev.millrace.scoring.PackageFiles;
import java.nio.file.Files;
import java.nio.file.Path;

/** What names a package that may yet turn out to be broken. */
final class Digests {
  private static final int SHORT = 12;

  private Digests() {}

  /** Stands for the whole content, as far as the checksums are right. */
  static String of(Path folder) {
    return Hashes.sha256(folder.resolve(PackageFiles.CHECKSUMS));
  }

  static String shortened(String digest) {
    return digest.substring(0, SHORT);
  }

  /** The run that made it; empty where its files do not say, or cannot be read. */
  static String runOf(Path folder) {
    try {
      String run = runIn(folder.resolve(PackageFiles.PROVENANCE));
      return run.isEmpty() ? runIn(folder.resolve(PackageFiles.METRICS)) : run;
    } catch (MillraceException e) {
      return ""; // the self-test will say what is wrong; until then it needs a name only
    }
  }

  private static String runIn(Path file) {
    return Files.exists(file) ? Json.read(file, JsonNode.class).path("run").asText("") : "";
  }
}
