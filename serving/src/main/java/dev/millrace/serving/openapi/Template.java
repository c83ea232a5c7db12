package dev.millrace.serving.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.support.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The part of the document that is the same for all models, as YAML that people can read, and what
 * fills its gaps: <code>${name}</code> within texts and keys, {@code $name} for whole trees.
 */
final class Template {
  private static final String RESOURCE = "openapi.yaml";
  private static final String MERGE = "<<";
  private static final Pattern GAP = Pattern.compile("\\$\\{([a-z]+)}");

  private final Map<String, String> texts;
  private final Map<String, JsonNode> trees;

  Template(Map<String, String> texts, Map<String, JsonNode> trees) {
    this.texts = texts;
    this.trees = trees;
  }

  JsonNode fill() {
    LoadSettings settings =
        LoadSettings.builder().setLabel(RESOURCE).setMaxAliasesForCollections(1000).build();
    try (InputStream in = Template.class.getResourceAsStream(RESOURCE)) {
      return tree(new Load(settings).loadFromInputStream(Objects.requireNonNull(in, RESOURCE)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode tree(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return object(map);
    }
    if (value instanceof List<?> list) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      list.forEach(item -> array.add(tree(item)));
      return array;
    }
    return value instanceof String text ? text(text) : Json.mapper().valueToTree(value);
  }

  /** Keys of its own come over those that it merges. */
  private ObjectNode object(Map<?, ?> map) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    if (map.get(MERGE) instanceof Map<?, ?> merged) {
      object.setAll(object(merged));
    }
    map.forEach(
        (key, value) -> {
          if (!key.equals(MERGE)) {
            object.set(filled(String.valueOf(key)), tree(value));
          }
        });
    return object;
  }

  private JsonNode text(String text) {
    JsonNode tree = text.startsWith("$") ? trees.get(text.substring(1)) : null;
    return tree == null ? JsonNodeFactory.instance.textNode(filled(text)) : tree;
  }

  private String filled(String text) {
    return GAP.matcher(text)
        .replaceAll(
            gap -> Matcher.quoteReplacement(Objects.requireNonNull(texts.get(gap.group(1)), text)));
  }
}
