package dev.millrace.conformance.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out by itself which model a server has and which row it takes. */
public final class Discovery {
  private static final String UNNAMED = "model";

  private final Server server;

  public Discovery(Server server) {
    this.server = server;
  }

  /**
   * Tells the server's checks what it found.
   *
   * @param name null to ask the server
   * @param example null to ask the server
   * @throws IOException where the server cannot be reached
   */
  public void run(@Nullable String name, @Nullable ObjectNode example) throws IOException {
    Optional<String> found = name == null ? listed() : Optional.of(name);
    if (found.isPresent() || example != null) {
      server.use(describe(found.orElse(UNNAMED), example));
    }
  }

  private Optional<String> listed() throws IOException {
    Optional<JsonNode> own = json(server.get("/v1/models"));
    Optional<String> first = own.flatMap(node -> firstName(node.path("models")));
    if (first.isPresent()) {
      return first;
    }
    return json(server.post("/v2/repository/index", Json.object())).flatMap(Discovery::firstName);
  }

  private static Optional<String> firstName(JsonNode list) {
    return Optional.of(list.path(0).path("name").asText("")).filter(name -> !name.isEmpty());
  }

  private Model describe(String name, @Nullable ObjectNode example) throws IOException {
    JsonNode card = json(server.get("/v1/models/" + name)).filter(JsonNode::isObject).orElse(null);
    JsonNode metadata =
        json(server.get("/v2/models/" + name)).filter(node -> node.has("inputs")).orElse(null);
    return new Model(name, example == null ? row(card) : example, card, metadata);
  }

  private static @Nullable ObjectNode row(@Nullable JsonNode card) {
    return card != null && card.path("example") instanceof ObjectNode row ? row : null;
  }

  private static Optional<JsonNode> json(Answer answer) {
    if (answer.status() != 200) {
      return Optional.empty();
    }
    try {
      return Optional.of(answer.json().node());
    } catch (Mismatch e) {
      return Optional.empty(); // another server's page; the checks say what is wrong
    }
  }
}
