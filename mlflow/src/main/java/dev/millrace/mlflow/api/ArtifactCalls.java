package dev.millrace.mlflow.api;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.mlflow.api.MlflowCalls.StoredFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files by way of the server; MLflow's Java client would start Python for them. */
final class ArtifactCalls {
  private static final String SCHEME = "mlflow-artifacts:";

  private final Connection connection;
  private final ServerConfig server;

  ArtifactCalls(Connection connection, ServerConfig server) {
    this.connection = connection;
    this.server = server;
  }

  void upload(String address, String name, Path file) {
    connection.put(pathOf(address) + "/" + name, file);
  }

  void download(String address, String name, long bytes, Path target) {
    connection.download(pathOf(address) + "/" + name, bytes, target);
  }

  List<StoredFile> files(String address) {
    List<StoredFile> found = new ArrayList<>();
    collect(pathOf(address), "", found);
    return found;
  }

  private void collect(String root, String below, List<StoredFile> found) {
    String folder = below.isEmpty() ? root : root + "/" + below;
    connection
        .list(folder)
        .path("files")
        .forEach(
            file -> {
              String name = below + (below.isEmpty() ? "" : "/") + file.path("path").asText();
              if (file.path("is_dir").asBoolean()) {
                collect(root, name, found);
              } else {
                found.add(new StoredFile(name, file.path("file_size").asLong()));
              }
            });
  }

  /** {@code mlflow-artifacts:/1/x} and {@code mlflow-artifacts://host:5000/1/x} are {@code 1/x}. */
  private String pathOf(String address) {
    if (!address.startsWith(SCHEME)) {
      throw new MillraceException(
          ErrorCode.TRACKING_REFUSED,
          "The MLflow server at %s keeps its files at %s and does not take them itself."
              .formatted(server.uri(), address),
          "Start it with --serve-artifacts and --artifacts-destination; experiments that it has"
              + " already keep their place, so use another name for the recipe.");
    }
    return address
        .substring(SCHEME.length())
        .replaceFirst("^//[^/]*", "")
        .replaceFirst("^/+", "")
        .replaceFirst("/+$", "");
  }
}
