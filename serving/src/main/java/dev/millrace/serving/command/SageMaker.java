package dev.millrace.serving.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What Amazon SageMaker asks of a container: the model that it unpacked into a folder, on all
 * addresses, on the port it names. Recognised by that folder.
 */
record SageMaker(Path folder) {
  static final String NAME = "SageMaker";
  static final SageMaker USUAL = new SageMaker(Path.of("/opt/ml/model"));

  private static final String PORT = "SAGEMAKER_BIND_TO_PORT";
  private static final String MARK = "millrace.json";

  /** Settings by path; none elsewhere. */
  Map<String, String> settings(Map<String, String> environment) {
    if (!Files.isDirectory(folder)) {
      return Map.of();
    }
    Path below = folder.resolve("model");
    Map<String, String> settings = new HashMap<>();
    settings.put("model", (Files.exists(below.resolve(MARK)) ? below : folder).toString());
    settings.put("host", "0.0.0.0");
    settings.put("port", environment.getOrDefault(PORT, "8080"));
    return settings;
  }
}
