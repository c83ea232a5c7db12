package dev.millrace.serving.protocol.kserve;

import dev.millrace.serving.protocol.JsonReply;
import dev.millrace.serving.protocol.Refusals;
import dev.millrace.serving.request.ModelIdentity;
import dev.millrace.serving.request.Refusal;
import dev.millrace.serving.request.Reply;
import java.util.List;
import java.util.Map;

/** The protocol's answers that need no rows. */
public final class KserveReplies {
  /** What is spoken beyond the protocol itself. */
  private static final List<String> EXTENSIONS = List.of("binary_tensor_data", "statistics");

  private static final String PLATFORM = "onnxruntime_onnx";
  private static final int NOT_READY = 503;

  private KserveReplies() {}

  /** {@code GET /v2}. */
  public static Reply server(String version) {
    return JsonReply.of(200, new ServerMetadata("millrace", version, EXTENSIONS));
  }

  /** {@code GET /v2/health/live}. */
  public static Reply live() {
    return JsonReply.of(200, Map.of("live", true));
  }

  /**
   * {@code GET /v2/health/ready}: 503 where the server does not answer requests yet or any more.
   */
  public static Reply ready(boolean ready) {
    return JsonReply.of(ready ? 200 : NOT_READY, Map.of("ready", ready));
  }

  /** {@code GET /v2/models/{model}[/versions/{version}]/ready}. */
  public static Reply modelReady(ModelIdentity model, boolean ready) {
    return JsonReply.of(ready ? 200 : NOT_READY, new ModelReady(model.name(), ready));
  }

  /** {@code GET /v2/models/{model}[/versions/{version}]}. */
  public static Reply model(ModelIdentity model) {
    return JsonReply.of(
        200,
        new ModelMetadata(
            model.name(),
            List.of(model.version()),
            PLATFORM,
            model.contract().columns().stream().map(TensorMetadata::of).toList(),
            Output.ALWAYS.stream().map(TensorMetadata::of).toList()));
  }

  /** {@code GET /v2/models/{model}[/versions/{version}]/stats}. */
  public static Reply statistics(ModelIdentity model, ModelStatistics statistics) {
    return JsonReply.of(
        200, new StatisticsBody(List.of(StatisticsBody.Model.of(model, statistics))));
  }

  /** {@code POST /v2/repository/index}: the one model that is served. */
  public static Reply index(ModelIdentity model, boolean ready) {
    return JsonReply.of(
        200,
        List.of(
            new IndexEntry(model.name(), model.version(), ready ? "READY" : "UNAVAILABLE", "")));
  }

  /** For a route that names another model than the one that is served. */
  public static Refusal unknownModel(String name, ModelIdentity served) {
    return Refusal.of(
        404,
        "MODEL_NOT_FOUND",
        "There is no model '%s'.".formatted(name),
        "This server has '%s'.".formatted(served.name()));
  }

  /** For a route that names another version than the one that is served. */
  public static Refusal unknownVersion(String version, ModelIdentity served) {
    return Refusal.of(
        404,
        "VERSION_NOT_FOUND",
        "There is no version '%s' of the model '%s' here.".formatted(version, served.name()),
        "This server has version '%s'.".formatted(served.version()));
  }

  /** A refusal in the protocol's form, also for routes that have no rows. */
  public static Reply refusal(Refusal refusal) {
    return JsonReply.of(
        refusal.status(), Map.of("error", Refusals.text(refusal)), Refusals.headers(refusal));
  }

  private record ServerMetadata(String name, String version, List<String> extensions) {}

  private record ModelReady(String name, boolean ready) {}

  private record ModelMetadata(
      String name,
      List<String> versions,
      String platform,
      List<TensorMetadata> inputs,
      List<TensorMetadata> outputs) {}

  private record IndexEntry(String name, String version, String state, String reason) {}
}
