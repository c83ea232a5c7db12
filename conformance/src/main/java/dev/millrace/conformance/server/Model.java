package dev.millrace.conformance.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the model under test.
 *
 * @param name in routes
 * @param row that was given, or else the card's; null where none is known
 * @param card of {@code /v1/models/{name}}; null where the server has no such route
 * @param metadata of {@code /v2/models/{name}}; null where the server has no such route
 */
public record Model(
    String name, @Nullable ObjectNode row, @Nullable JsonNode card, @Nullable JsonNode metadata) {

  /** A copy of a row that can be sent. */
  public ObjectNode example() throws NotApplicable {
    if (row == null) {
      throw new NotApplicable("no row is known that could be sent; give one with --example");
    }
    return row.deepCopy();
  }

  /**
   * A copy of a row that {@code /v1} takes: the card's, since one that was given may be meant for
   * the other protocols, which take dates as days.
   */
  public ObjectNode ownExample() throws NotApplicable {
    return card != null && card.path("example") instanceof ObjectNode own
        ? own.deepCopy()
        : example();
  }

  /** The card, which only Millrace's own servers have. */
  public Card own() throws NotApplicable {
    if (card == null) {
      throw new NotApplicable(
          "this is Millrace's own rule, and this server has no card of a model (GET"
              + " /v1/models/"
              + name
              + ")");
    }
    return new Card(card);
  }

  /** The metadata of protocol v2. */
  public JsonNode v2() throws NotApplicable {
    if (metadata == null) {
      throw new NotApplicable(
          "this server has no metadata of a model (GET /v2/models/" + name + ")");
    }
    return metadata;
  }
}
