package dev.millrace.mlflow.ship;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.support.Json;
import dev.millrace.mlflow.journal.Entry;
import dev.millrace.mlflow.journal.JournalLine;
import dev.millrace.mlflow.journal.JournalReader;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Compares a server with a journal by MLflow's REST API alone, in all that the server has of it:
 * nothing missing, nothing twice, nothing half.
 */
final class Delivered {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final String server;
  private final Path directory;
  private final String journal;
  private final List<JournalLine> lines;
  private final Map<Long, JsonNode> runs = new LinkedHashMap<>();

  private String experiment = "";

  private Delivered(String server, Path directory) {
    this.server = server;
    this.directory = directory;
    this.lines = JournalReader.all(directory);
    this.journal = ((Entry.JournalBegun) lines.get(0).entry()).journal();
  }

  /** Fails where a server does not have the journal exactly. */
  static void assertExactly(String server, Path directory) {
    Delivered delivered = new Delivered(server, directory);
    delivered.runs();
    delivered.runs.forEach(delivered::logged);
    delivered.files();
    delivered.models();
    delivered.versions();
  }

  private void runs() {
    long begun = 0;
    for (JournalLine line : lines) {
      if (line.entry() instanceof Entry.RunBegun run) {
        begun++;
        experiment =
            get("/api/2.0/mlflow/experiments/get-by-name?experiment_name=" + url(run.experiment()))
                .at("/experiment/experiment_id")
                .asText();
        List<JsonNode> found =
            search("tags.`millrace.run_id` = '" + journal + ":" + line.id() + "'");
        assertThat(found).as("runs of line %d", line.id()).hasSize(1);
        runs.put(line.id(), run(found.get(0).at("/info/run_id").asText()));
        assertThat(found.get(0).at("/info/run_name").asText()).isEqualTo(run.name());
        if (run.parent() != null) {
          assertThat(pairs(runs.get(line.id()).at("/data/tags")))
              .containsEntry("mlflow.parentRunId", idOf(run.parent()));
        }
      }
    }
    assertThat(search("")).as("all runs of the experiment").hasSize((int) begun);
  }

  private List<JsonNode> search(String filter) {
    Map<String, Object> body =
        Map.of("experiment_ids", List.of(experiment), "filter", filter, "max_results", 1000);
    return list(post("/api/2.0/mlflow/runs/search", body).path("runs"));
  }

  private JsonNode run(String id) {
    return get("/api/2.0/mlflow/runs/get?run_id=" + id).path("run");
  }

  private String idOf(long key) {
    return runs.get(key).at("/info/run_id").asText();
  }

  private void logged(long key, JsonNode run) {
    Map<String, List<String>> points = new LinkedHashMap<>();
    Map<String, String> params = new LinkedHashMap<>();
    Map<String, String> tags = new LinkedHashMap<>();
    List<String> inputs = new ArrayList<>();
    String state = "RUNNING";
    for (JournalLine line : lines) {
      if (line.entry() instanceof Entry.RunBegun begun && line.id() == key) {
        params.putAll(begun.params());
        tags.putAll(begun.tags());
      } else if (line.entry() instanceof Entry.Metrics metrics && metrics.run() == key) {
        metrics
            .points()
            .forEach(p -> points.computeIfAbsent(p.key(), k -> new ArrayList<>()).add(text(p)));
      } else if (line.entry() instanceof Entry.Params more && more.run() == key) {
        params.putAll(more.params());
      } else if (line.entry() instanceof Entry.Tags more && more.run() == key) {
        tags.putAll(more.tags());
      } else if (line.entry() instanceof Entry.Inputs more && more.run() == key) {
        more.datasets().forEach(d -> inputs.add(d.name() + " " + d.digest() + " " + d.context()));
      } else if (line.entry() instanceof Entry.Status status && status.run() == key) {
        state = status.state().name();
        if (!status.reason().isEmpty()) {
          tags.put("millrace.reason", status.reason());
        }
      }
    }
    assertThat(pairs(run.at("/data/params"))).isEqualTo(params);
    assertThat(pairs(run.at("/data/tags"))).containsAllEntriesOf(tags);
    assertThat(run.at("/info/status").asText()).isEqualTo(state);
    assertThat(list(run.at("/inputs/dataset_inputs")))
        .extracting(Delivered::input)
        .containsExactlyInAnyOrderElementsOf(inputs);
    assertThat(list(run.at("/data/metrics"))).hasSize(points.size());
    points.forEach(
        (name, expected) ->
            assertThat(history(run.at("/info/run_id").asText(), name))
                .as(name)
                .containsExactlyInAnyOrderElementsOf(expected));
  }

  private static String input(JsonNode input) {
    return input.at("/dataset/name").asText()
        + " "
        + input.at("/dataset/digest").asText()
        + " "
        + input.at("/tags/0/value").asText();
  }

  private static String text(Entry.Point point) {
    double kept = Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, point.value()));
    return point.step() + " " + point.at() + " " + kept;
  }

  private List<String> history(String run, String key) {
    JsonNode found =
        get("/api/2.0/mlflow/metrics/get-history?run_id=" + run + "&metric_key=" + url(key));
    return list(found.path("metrics")).stream()
        .map(
            metric ->
                metric.path("step").asLong()
                    + " "
                    + metric.path("timestamp").asLong()
                    + " "
                    + Double.parseDouble(metric.path("value").asText()))
        .toList();
  }

  private void files() {
    for (JournalLine line : lines) {
      if (line.entry() instanceof Entry.Artifacts artifacts) {
        String root = runs.get(artifacts.run()).at("/info/artifact_uri").asText();
        artifacts.files().forEach(file -> assertStored(root, file));
      }
    }
  }

  private void assertStored(String root, Entry.FileRef file) {
    try {
      assertThat(bytes(root, file.name()))
          .as(file.name())
          .isEqualTo(Files.readAllBytes(directory.resolve(file.path())));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void models() {
    long expected = 0;
    for (JournalLine line : lines) {
      if (line.entry() instanceof Entry.Model model) {
        expected++;
        List<JsonNode> found = searchModels("tags.`millrace.record` = '" + name(line) + "'");
        assertThat(found).as("models of line %d", line.id()).hasSize(1);
        JsonNode info = found.get(0).path("info");
        assertThat(info.path("status").asText()).isEqualTo("LOGGED_MODEL_READY");
        model.files().forEach(file -> assertStored(info.path("artifact_uri").asText(), file));
        assertThat(list(runs.get(model.run()).at("/outputs/model_outputs")))
            .extracting(output -> output.path("model_id").asText())
            .containsExactly(info.path("model_id").asText());
      }
    }
    assertThat(searchModels("")).as("all models of the experiment").hasSize((int) expected);
  }

  private List<JsonNode> searchModels(String filter) {
    return list(
        post(
                "/api/2.0/mlflow/logged-models/search",
                Map.of("experiment_ids", List.of(experiment), "filter", filter))
            .path("models"));
  }

  private void versions() {
    Map<String, Integer> expected = new LinkedHashMap<>();
    for (JournalLine line : lines) {
      if (line.entry() instanceof Entry.Version version) {
        expected.merge(version.registered(), 1, Integer::sum);
        assertThat(searchVersions(version.registered()))
            .filteredOn(v -> name(line).equals(pairs(v.path("tags")).get("millrace.record")))
            .hasSize(1);
      }
    }
    expected.forEach((name, count) -> assertThat(searchVersions(name)).as(name).hasSize(count));
  }

  private List<JsonNode> searchVersions(String name) {
    return list(
        get("/api/2.0/mlflow/model-versions/search?filter=" + url("name='" + name + "'"))
            .path("model_versions"));
  }

  private String name(JournalLine line) {
    return journal + ":" + line.id();
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  private static Map<String, String> pairs(JsonNode array) {
    Map<String, String> pairs = new LinkedHashMap<>();
    array.forEach(pair -> pairs.put(pair.path("key").asText(), pair.path("value").asText()));
    return pairs;
  }

  private byte[] bytes(String root, String name) {
    String path = (root + "/" + name).substring("mlflow-artifacts:/".length());
    URI uri =
        URI.create(server + "/api/2.0/mlflow-artifacts/artifacts/" + url(path).replace("%2F", "/"));
    return send(HttpRequest.newBuilder(uri).GET().build());
  }

  private JsonNode get(String path) {
    return json(send(HttpRequest.newBuilder(URI.create(server + path)).GET().build()));
  }

  private JsonNode post(String path, Object body) {
    return json(
        send(
            HttpRequest.newBuilder(URI.create(server + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.line(body)))
                .build()));
  }

  private static byte[] send(HttpRequest request) {
    try {
      HttpResponse<byte[]> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
      assertThat(response.statusCode()).as("%s", request.uri()).isEqualTo(200);
      return response.body();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode json(byte[] bytes) {
    try {
      return Json.mapper().readTree(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String url(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
