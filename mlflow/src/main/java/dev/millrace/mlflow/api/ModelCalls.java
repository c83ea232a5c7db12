package dev.millrace.mlflow.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.mlflow.api.MlflowCalls.NewModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Logged models, which MLflow has since 3.0 and its Java client not at all. */
final class ModelCalls {
  private static final String PATH = "logged-models";

  private final Connection connection;

  ModelCalls(Connection connection) {
    this.connection = connection;
  }

  List<ModelRef> find(String experiment, String tag, String value) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("experiment_ids", List.of(experiment));
    body.put("filter", HttpCalls.tagFilter(tag, value));
    body.put("order_by", List.of(Map.of("field_name", "creation_time", "ascending", true)));
    List<ModelRef> found = new ArrayList<>();
    connection
        .post(PATH + "/search", body)
        .path("models")
        .forEach(model -> found.add(refOf(model)));
    return found;
  }

  ModelRef create(NewModel model) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("experiment_id", model.experiment());
    body.put("name", model.name());
    body.put("model_type", model.kind());
    body.put("source_run_id", model.run());
    body.put("params", Pairs.of(model.params()));
    body.put("tags", Pairs.of(model.tags()));
    return refOf(connection.post(PATH, body).path("model"));
  }

  ModelRef get(String id) {
    return refOf(whole(id));
  }

  Map<String, String> tags(String id) {
    return Pairs.map(whole(id).path("info").path("tags"));
  }

  private JsonNode whole(String id) {
    return connection.get(PATH + "/" + id, Map.of()).path("model");
  }

  void tag(String id, Map<String, String> tags) {
    connection.patch(PATH + "/" + id + "/tags", Map.of("tags", Pairs.of(tags)));
  }

  void finish(String id, boolean ready) {
    String status = ready ? "LOGGED_MODEL_READY" : "LOGGED_MODEL_UPLOAD_FAILED";
    connection.patch(PATH + "/" + id, Map.of("model_id", id, "status", status));
  }

  void delete(String id) {
    connection.delete(PATH + "/" + id, Map.of());
  }

  private static ModelRef refOf(JsonNode model) {
    JsonNode info = model.path("info");
    return new ModelRef(
        info.path("model_id").asText(),
        info.path("artifact_uri").asText(),
        info.path("status").asText().equals("LOGGED_MODEL_READY"));
  }
}
