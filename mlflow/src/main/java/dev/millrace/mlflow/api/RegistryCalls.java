package dev.millrace.mlflow.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.mlflow.api.MlflowCalls.NewVersion;
import dev.millrace.mlflow.api.MlflowCalls.RegisteredName;
import dev.millrace.mlflow.api.MlflowCalls.VersionInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The model registry. Its Java client can only read parts of it, without aliases. */
final class RegistryCalls {
  private final Connection connection;

  RegistryCalls(Connection connection) {
    this.connection = connection;
  }

  List<RegisteredName> all() {
    List<RegisteredName> found = new ArrayList<>();
    pages(
        "registered-models/search",
        new LinkedHashMap<>(),
        page -> page.path("registered_models").forEach(model -> found.add(nameOf(model))));
    return found;
  }

  Optional<RegisteredName> find(String name) {
    try {
      JsonNode found = connection.get("registered-models/get", Map.of("name", name));
      return Optional.of(nameOf(found.path("registered_model")));
    } catch (CallFailed e) {
      if (e.says("RESOURCE_DOES_NOT_EXIST")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static RegisteredName nameOf(JsonNode model) {
    Map<String, String> aliases = new LinkedHashMap<>();
    model
        .path("aliases")
        .forEach(
            alias -> aliases.put(alias.path("alias").asText(), alias.path("version").asText()));
    return new RegisteredName(model.path("name").asText(), aliases);
  }

  void create(String name) {
    connection.post("registered-models/create", Map.of("name", name));
  }

  List<VersionInfo> versions(String name, String furtherFilter) {
    List<VersionInfo> found = new ArrayList<>();
    Map<String, String> query = new LinkedHashMap<>();
    query.put("filter", "name='" + name.replace("'", "''") + "'" + furtherFilter);
    pages(
        "model-versions/search",
        query,
        page -> page.path("model_versions").forEach(version -> found.add(infoOf(version))));
    found.sort(Comparator.comparingLong(info -> Long.parseLong(info.ref().version())));
    return found;
  }

  private void pages(String path, Map<String, String> query, Consumer<JsonNode> each) {
    String token;
    do {
      JsonNode page = connection.get(path, query);
      each.accept(page);
      token = page.path("next_page_token").asText("");
      query.put("page_token", token);
    } while (!token.isEmpty());
  }

  private static VersionInfo infoOf(JsonNode version) {
    return new VersionInfo(
        new VersionRef(version.path("name").asText(), version.path("version").asText()),
        version.path("run_id").asText(),
        version.path("source").asText(),
        version.path("creation_timestamp").asLong(),
        version.path("description").asText(),
        Pairs.map(version.path("tags")));
  }

  VersionRef createVersion(NewVersion version) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", version.name());
    body.put("source", version.source());
    body.put("run_id", version.run());
    body.put("model_id", version.model());
    body.put("description", version.description());
    body.put("tags", Pairs.of(version.tags()));
    JsonNode made = connection.post("model-versions/create", body).path("model_version");
    return new VersionRef(made.path("name").asText(), made.path("version").asText());
  }

  void deleteVersion(VersionRef version) {
    connection.delete(
        "model-versions/delete", Map.of("name", version.name(), "version", version.version()));
  }

  void tagVersion(VersionRef version, String key, String value) {
    connection.post(
        "model-versions/set-tag",
        Map.of("name", version.name(), "version", version.version(), "key", key, "value", value));
  }

  void setAlias(VersionRef version, String alias) {
    connection.post(
        "registered-models/alias",
        Map.of("name", version.name(), "alias", alias, "version", version.version()));
  }

  void deleteAlias(String name, String alias) {
    connection.delete("registered-models/alias", Map.of("name", name, "alias", alias));
  }

  String filesOf(VersionRef version) {
    return connection.client(
        client -> client.getModelVersionDownloadUri(version.name(), version.version()));
  }
}
