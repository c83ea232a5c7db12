package dev.millrace.pipeline.stage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Json;
import dev.millrace.etl.feature.FeatureDefinition;
import dev.millrace.etl.feature.FeatureInfo;
import dev.millrace.etl.feature.FeatureLanguage;
import dev.millrace.etl.feature.FeatureSpec;
import dev.millrace.etl.feature.FeatureSpec.Sentiment;
import dev.millrace.etl.feature.FeatureSpec.Topic;
import dev.millrace.pipeline.recipe.Relational;
import dev.millrace.scoring.PackageFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a model package says of features from several tables, in its folder {@code features}: enough
 * to make them again, at another date, from the same kind of tables.
 *
 * @param entity the table whose rows are asked about
 * @param features those that the model takes, and expressions of the user's that they are made of
 * @param sentiment models of texts, whose files lie in the folder {@code texts} beside
 * @param topics lists of words
 */
public record PackagedFeatures(
    String entity, List<Named> features, List<Sentiment> sentiment, List<Topic> topics) {
  private static final String FOLDER = PackageFiles.FEATURES;

  static final String FILE = "definitions.json";
  static final String TEXTS = "texts";

  public PackagedFeatures {
    features = List.copyOf(features);
    sentiment = List.copyOf(sentiment);
    topics = List.copyOf(topics);
  }

  /**
   * A feature; its name is its definition where it has no expression.
   *
   * @param expression of a feature that the user named; null for all others
   */
  public record Named(String name, @Nullable String expression) {}

  static PackagedFeatures of(
      Relational rows, List<FeatureDefinition> definitions, List<FeatureInfo> kept) {
    Set<String> names = kept.stream().map(FeatureInfo::name).collect(Collectors.toSet());
    List<Named> features =
        definitions.stream()
            .filter(d -> names.contains(d.name()) || expression(d) != null)
            .map(d -> new Named(d.name(), expression(d)))
            .toList();
    return new PackagedFeatures(
        rows.entity(), features, rows.features().sentiment(), rows.features().topics());
  }

  private static @Nullable String expression(FeatureDefinition definition) {
    return definition instanceof FeatureDefinition.Expression own
            && !own.name().equals(own.expression())
        ? own.expression()
        : null;
  }

  /** Whether a package's rows are made of several tables. */
  public static boolean areIn(Path modelPackage) {
    return Files.isRegularFile(modelPackage.resolve(FOLDER).resolve(FILE));
  }

  /**
   * Reads the features of a package.
   *
   * @throws MillraceException {@code PACKAGE_INVALID} where its rows are not made of several tables
   */
  public static PackagedFeatures read(Path modelPackage) {
    Path file = modelPackage.resolve(FOLDER).resolve(FILE);
    if (!areIn(modelPackage)) {
      throw new MillraceException(
          ErrorCode.PACKAGE_INVALID,
          modelPackage + " scores the rows of one table; it has no " + FOLDER + "/" + FILE + ".",
          "Give it a file of such rows: millrace score MODEL FILE.");
    }
    return Json.read(file, PackagedFeatures.class);
  }

  /** Where the package keeps its models of texts. */
  public static Path texts(Path modelPackage) {
    return modelPackage.resolve(FOLDER).resolve(TEXTS);
  }

  /** The run that made a package. */
  public static String run(Path modelPackage) {
    Path file = modelPackage.resolve(PackageFiles.PROVENANCE);
    return Json.read(file, JsonNode.class).path("run").asText("");
  }

  /** What is made of texts; the rest as a recipe has it. */
  public FeatureSpec spec(FeatureSpec recipe) {
    return new FeatureSpec(
        recipe.windows(),
        definitions(),
        null,
        sentiment,
        topics,
        recipe.prune(),
        recipe.suspicion());
  }

  /** What is computed. */
  public List<FeatureDefinition> definitions() {
    Map<String, FeatureDefinition> all = new LinkedHashMap<>();
    for (Named feature : features) {
      String expression = feature.expression();
      all.put(
          feature.name(),
          expression == null
              ? FeatureLanguage.parse(feature.name())
              : new FeatureDefinition.Expression(feature.name(), expression));
    }
    return List.copyOf(all.values());
  }
}
