package dev.millrace.serving.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.millrace.contract.support.Io;
import dev.millrace.contract.support.Json;
import dev.millrace.scoring.PackageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a package says of itself to people; read once, because its folder may be replaced while it
 * is served.
 *
 * @param card {@code README.md}; empty where there is none
 * @param metrics {@code metrics.json}; a missing node where there is none
 * @param provenance {@code provenance.json}, which names paths of the machine that trained; a
 *     missing node where there is none
 */
public record PackageDocuments(String card, JsonNode metrics, JsonNode provenance) {

  static PackageDocuments read(Path folder) {
    return new PackageDocuments(
        text(folder.resolve(PackageFiles.CARD)),
        json(folder.resolve(PackageFiles.METRICS)),
        json(folder.resolve(PackageFiles.PROVENANCE)));
  }

  /** Id of the run that trained it; empty where the package does not say. */
  String runId() {
    String run = provenance.path("run").asText("");
    return run.isEmpty() ? metrics.path("run").asText("") : run;
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw Io.fault(file, e);
    }
  }

  private static JsonNode json(Path file) {
    return Files.exists(file) ? Json.read(file, JsonNode.class) : MissingNode.getInstance();
  }
}
