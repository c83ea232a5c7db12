package dev.millrace.mlflow.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mlflow.api.proto.Service;

/** The calls over HTTP: runs here, models and registry in classes of their own. */
final class HttpCalls implements MlflowCalls {
  private static final int PAGE = 1000;

  private final Connection connection;
  private final ModelCalls models;
  private final RegistryCalls registry;
  private final ArtifactCalls artifacts;

  HttpCalls(ServerConfig server) {
    this.connection = new Connection(server);
    this.models = new ModelCalls(connection);
    this.registry = new RegistryCalls(connection);
    this.artifacts = new ArtifactCalls(connection, server);
  }

  @Override
  public String version() {
    return connection.text("/version").strip();
  }

  @Override
  public Optional<String> findExperiment(String name) {
    return connection
        .client(client -> client.getExperimentByName(name))
        .map(Service.Experiment::getExperimentId);
  }

  /** Its pages are then those for training, not those for prompts and traces. */
  @Override
  public String createExperiment(String name) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", name);
    body.put("tags", Pairs.of(Map.of("mlflow.experimentKind", "custom_model_development")));
    return connection.post("experiments/create", body).path("experiment_id").asText();
  }

  @Override
  public List<RunRef> findRuns(String experiment, String tag, String value) {
    return connection
        .client(
            client ->
                client.searchRuns(
                    List.of(experiment),
                    tagFilter(tag, value),
                    Service.ViewType.ACTIVE_ONLY,
                    PAGE,
                    List.of("attributes.start_time ASC")))
        .getItems()
        .stream()
        .map(run -> refOf(run.getInfo()))
        .toList();
  }

  static String tagFilter(String tag, String value) {
    return "tags.`%s` = '%s'".formatted(tag, value);
  }

  private static RunRef refOf(Service.RunInfo info) {
    return new RunRef(info.getRunId(), info.getExperimentId(), info.getArtifactUri());
  }

  @Override
  public RunRef createRun(
      String experiment, String name, long startedMillis, Map<String, String> tags) {
    Service.CreateRun.Builder create =
        Service.CreateRun.newBuilder()
            .setExperimentId(experiment)
            .setRunName(name)
            .setStartTime(startedMillis);
    tags.forEach(
        (key, value) ->
            create.addTags(Service.RunTag.newBuilder().setKey(key).setValue(value).build()));
    return refOf(connection.client(client -> client.createRun(create.build())));
  }

  @Override
  public JsonNode run(String run) {
    return connection.get("runs/get", Map.of("run_id", run)).path("run");
  }

  /** The client's own messages do not know models and data sets of metrics. */
  @Override
  public void log(String run, Batch batch) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("run_id", run);
    body.put("metrics", batch.metrics().stream().map(point -> pointOf(run, point)).toList());
    body.put("params", Pairs.of(batch.params()));
    body.put("tags", Pairs.of(batch.tags()));
    connection.post("runs/log-batch", body);
  }

  private static Map<String, Object> pointOf(String run, MetricPoint point) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("key", point.key());
    body.put("value", point.value());
    body.put("timestamp", point.at());
    body.put("step", point.step());
    if (!point.model().isEmpty()) {
      body.put("model_id", point.model());
      body.put("run_id", run);
    }
    if (!point.dataset().isEmpty()) {
      body.put("dataset_name", point.dataset());
      body.put("dataset_digest", point.digest());
    }
    return body;
  }

  @Override
  public List<MetricPoint> history(String run, String key) {
    List<MetricPoint> points = new ArrayList<>();
    Map<String, String> query = new LinkedHashMap<>();
    query.put("run_id", run);
    query.put("metric_key", key);
    query.put("max_results", "25000");
    String token;
    do {
      JsonNode page = connection.get("metrics/get-history", query);
      page.path("metrics").forEach(metric -> points.add(pointOf(metric)));
      token = page.path("next_page_token").asText("");
      query.put("page_token", token);
    } while (!token.isEmpty());
    return points;
  }

  private static MetricPoint pointOf(JsonNode metric) {
    JsonNode value = metric.path("value");
    return new MetricPoint(
        metric.path("key").asText(),
        value.isTextual() ? Double.parseDouble(value.asText()) : value.asDouble(),
        metric.path("step").asLong(),
        metric.path("timestamp").asLong(),
        "",
        "",
        "");
  }

  @Override
  public void logInputs(String run, List<InputData> datasets) {
    connection.post(
        "runs/log-inputs",
        Map.of("run_id", run, "datasets", datasets.stream().map(HttpCalls::inputOf).toList()));
  }

  private static Map<String, Object> inputOf(InputData data) {
    Map<String, String> dataset = new LinkedHashMap<>();
    dataset.put("name", data.name());
    dataset.put("digest", data.digest());
    dataset.put("source_type", data.kind());
    dataset.put("source", data.source());
    if (!data.schema().isEmpty()) {
      dataset.put("schema", data.schema());
    }
    if (!data.profile().isEmpty()) {
      dataset.put("profile", data.profile());
    }
    return Map.of(
        "tags", Pairs.of(Map.of("mlflow.data.context", data.context())), "dataset", dataset);
  }

  @Override
  public void addOutput(String run, String model) {
    connection.post(
        "runs/outputs",
        Map.of("run_id", run, "models", List.of(Map.of("model_id", model, "step", 0))));
  }

  @Override
  public void updateRun(String run, String state, long endedMillis) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("run_id", run);
    body.put("status", state);
    if (endedMillis > 0) {
      body.put("end_time", endedMillis);
    }
    connection.post("runs/update", body);
  }

  @Override
  public void deleteRun(String run) {
    connection.<Void>client(
        client -> {
          client.deleteRun(run);
          return null;
        });
  }

  @Override
  public List<ModelRef> findModels(String experiment, String tag, String value) {
    return models.find(experiment, tag, value);
  }

  @Override
  public ModelRef createModel(NewModel model) {
    return models.create(model);
  }

  @Override
  public ModelRef model(String id) {
    return models.get(id);
  }

  @Override
  public Map<String, String> modelTags(String id) {
    return models.tags(id);
  }

  @Override
  public void tagModel(String id, Map<String, String> tags) {
    models.tag(id, tags);
  }

  @Override
  public void finishModel(String id, boolean ready) {
    models.finish(id, ready);
  }

  @Override
  public void deleteModel(String id) {
    models.delete(id);
  }

  @Override
  public List<RegisteredName> registered() {
    return registry.all();
  }

  @Override
  public Optional<RegisteredName> registered(String name) {
    return registry.find(name);
  }

  @Override
  public void createRegistered(String name) {
    registry.create(name);
  }

  @Override
  public List<VersionInfo> versions(String name) {
    return registry.versions(name, "");
  }

  @Override
  public List<VersionInfo> versions(String name, String tag, String value) {
    return registry.versions(name, " and " + tagFilter(tag, value));
  }

  @Override
  public VersionRef createVersion(NewVersion version) {
    return registry.createVersion(version);
  }

  @Override
  public void deleteVersion(VersionRef version) {
    registry.deleteVersion(version);
  }

  @Override
  public void tagVersion(VersionRef version, String key, String value) {
    registry.tagVersion(version, key, value);
  }

  @Override
  public void setAlias(VersionRef version, String alias) {
    registry.setAlias(version, alias);
  }

  @Override
  public void deleteAlias(String name, String alias) {
    registry.deleteAlias(name, alias);
  }

  @Override
  public String filesOf(VersionRef version) {
    return registry.filesOf(version);
  }

  @Override
  public void upload(String address, String name, Path file) {
    artifacts.upload(address, name, file);
  }

  @Override
  public void download(String address, String name, long bytes, Path target) {
    artifacts.download(address, name, bytes, target);
  }

  @Override
  public List<StoredFile> files(String address) {
    return artifacts.files(address);
  }

  @Override
  public void close() {
    connection.close();
  }
}
