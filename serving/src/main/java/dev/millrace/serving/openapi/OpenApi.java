package dev.millrace.serving.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.support.Json;
import dev.millrace.serving.card.ModelCard;
import dev.millrace.serving.request.ModelIdentity;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * One OpenAPI document for all four wire contracts. Version 3.0.3 and not 3.1, because gateways
 * (AWS, Apigee) and many generators of clients still read no later one, and the contract needs
 * nothing that only 3.1 can say.
 */
public final class OpenApi {
  private OpenApi() {}

  /**
   * The document; equal models give equal bytes. Takes tens of milliseconds when first asked: call
   * it away from the event loop and keep what it gives.
   *
   * @param keysRequired whether the server refuses callers without a key or token
   */
  public static byte[] document(ModelIdentity model, ModelCard card, boolean keysRequired) {
    JsonNode document = new Template(texts(model), trees(model, card, keysRequired)).fill();
    return Json.pretty(document).getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, String> texts(ModelIdentity model) {
    FeatureContract contract = model.contract();
    return Map.of(
        "name", model.name(),
        "path", segment(model.name()),
        "version", model.version(),
        "target", contract.target().column(),
        "positive", contract.target().positive(),
        "column", contract.columns().get(0).name());
  }

  private static Map<String, JsonNode> trees(
      ModelIdentity model, ModelCard card, boolean keysRequired) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    Map<String, JsonNode> trees = new HashMap<>(Samples.of(model.contract(), card.example()));
    trees.put("rowSchema", RowSchema.of(model.contract(), card.example()));
    trees.put("width", json.numberNode(model.contract().columns().size()));
    trees.put("threshold", json.numberNode(model.threshold()));
    trees.put("security", security(keysRequired));
    return trees;
  }

  /** Any one of the schemes; an empty one allows none. */
  private static JsonNode security(boolean keysRequired) {
    var schemes = JsonNodeFactory.instance.arrayNode();
    if (!keysRequired) {
      schemes.addObject();
    }
    schemes.addObject().putArray("bearer");
    schemes.addObject().putArray("key");
    return schemes;
  }

  private static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
