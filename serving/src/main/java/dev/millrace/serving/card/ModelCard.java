package dev.millrace.serving.card;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.Key;
import dev.millrace.contract.support.Io;
import dev.millrace.contract.support.Json;
import dev.millrace.scoring.ModelPackage;
import dev.millrace.scoring.PackageFiles;
import dev.millrace.serving.request.ModelIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a package says of itself to people: columns with their usual values, quality, provenance,
 * limits, and a row that can be sent. Reads the package's files once and holds no path of them.
 * Immutable and thread-safe.
 */
public final class ModelCard {
  private final FeatureContract contract;
  private final String network;
  private final JsonNode columns;
  private final JsonNode metrics;
  private final JsonNode provenance;
  private final String text;
  private final ObjectNode example;

  private ModelCard(ModelPackage source) {
    Path folder = source.folder();
    this.contract = source.contract();
    this.network = source.manifest().network();
    this.columns = ColumnCards.of(contract, source.encoder());
    this.metrics = tree(folder.resolve(PackageFiles.METRICS));
    this.provenance = Paths.removedFrom(tree(folder.resolve(PackageFiles.PROVENANCE)));
    this.text = text(folder.resolve(PackageFiles.CARD));
    this.example = example(source);
  }

  /**
   * Reads the card of a package that was loaded; blocks on files. A package without metrics,
   * provenance or README.md has a card with less in it.
   */
  public static ModelCard of(ModelPackage source) {
    return new ModelCard(source);
  }

  /** The first golden row that a request can write; empty where none can. */
  private static ObjectNode example(ModelPackage source) {
    ObjectNode example = object();
    source.goldenRows().stream()
        .flatMap(golden -> RequestRows.of(source.contract(), golden.row()).stream())
        .findFirst()
        .ifPresent(row -> row.forEach((name, value) -> example.set(name, node(value))));
    return example;
  }

  /** What a row is. */
  public FeatureContract contract() {
    return contract;
  }

  /** A row of the package's golden rows as {@code /v1} takes it. */
  public ObjectNode example() {
    return example.deepCopy();
  }

  /**
   * The answer of {@code GET /v1/models/NAME}.
   *
   * @param alias of the registry; null where the model comes from a folder
   */
  public byte[] json(ModelIdentity model, @Nullable String alias) {
    return Json.line(tree(model, alias)).getBytes(StandardCharsets.UTF_8);
  }

  private ObjectNode tree(ModelIdentity model, @Nullable String alias) {
    Key key = contract.key();
    ObjectNode card = JsonNodeFactory.instance.objectNode();
    card.put("name", model.name()).put("version", model.version()).put("alias", alias);
    card.put("network", network).put("threshold", model.threshold());
    card.putObject("target")
        .put("column", contract.target().column())
        .put("positive", contract.target().positive());
    card.put("key", key == null ? null : key.column());
    card.set("columns", columns);
    card.set("metrics", part("test"));
    card.set("baselines", part("baselines"));
    card.set("provenance", provenance);
    card.put("card", text);
    card.set("example", example);
    return card;
  }

  private JsonNode part(String name) {
    return metrics.path(name).isObject() ? metrics.get(name) : object();
  }

  private static JsonNode node(Object value) {
    return Json.mapper().valueToTree(value);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static JsonNode tree(Path file) {
    return Files.exists(file) ? Json.read(file, JsonNode.class) : object();
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw Io.fault(file, e);
    }
  }
}
