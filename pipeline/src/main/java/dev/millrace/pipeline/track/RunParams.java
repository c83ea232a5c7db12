package dev.millrace.pipeline.track;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.Encoding;
import dev.millrace.contract.support.Json;
import dev.millrace.etl.feed.SplitSpec;
import dev.millrace.models.network.NetworkSpec;
import dev.millrace.models.train.FitSpec;
import dev.millrace.pipeline.recipe.OneTable;
import dev.millrace.pipeline.recipe.Recipe;
import dev.millrace.pipeline.recipe.Relational;
import dev.millrace.tuning.network.Configuration;
import dev.millrace.tuning.network.EncodingChoice;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an analyst compares between runs, by the keys of the recipe, defaults included. Nothing of
 * where data are or how they are reached.
 */
public final class RunParams {
  private RunParams() {}

  /**
   * All but how the network is trained, which {@link #training} says, and how columns are encoded,
   * where that is searched for.
   */
  static Map<String, String> of(Recipe recipe) {
    Map<String, String> params = new TreeMap<>();
    params.put("seed", String.valueOf(recipe.seed()));
    params.put("backend", flat(recipe.backend()));
    params.put("threads", String.valueOf(recipe.threads()));
    params.put("split.strategy", strategy(recipe.split()));
    add(params, "split", recipe.split());
    add(params, "evaluate", recipe.evaluate());
    params.put("evaluate.folds", String.valueOf(recipe.folds()));
    if (recipe.rows() instanceof Relational several) {
      question(params, several);
    }
    if (recipe.tune() == null) {
      params.putAll(encoding(recipe));
    }
    return params;
  }

  /** How the recipe itself encodes columns. */
  static Map<String, String> encoding(Recipe recipe) {
    return recipe.rows() instanceof OneTable one
        ? encoding(one.contract().columns())
        : encoding(recipe.rows().encoding());
  }

  /** How a search encodes columns. */
  static Map<String, String> encoding(EncodingChoice choice) {
    Map<String, String> params = new TreeMap<>();
    add(params, "encode.numbers", choice.numbers());
    add(params, "encode.categories", choice.categories());
    return params;
  }

  /** A configuration by the names that {@link #training} and the encoding have. */
  static Map<String, String> of(Configuration configuration) {
    Map<String, String> params = training(configuration.network(), configuration.fit());
    params.putAll(encoding(configuration.encoding()));
    return params;
  }

  /**
   * The network and how it is fitted, for example {@code train.layers}; its depth and widths too,
   * as numbers that can be drawn.
   */
  public static Map<String, String> training(NetworkSpec network, FitSpec fit) {
    Map<String, String> params = new TreeMap<>();
    add(params, "train", network);
    params.put("train.network", network.network());
    if (network instanceof NetworkSpec.Mlp mlp) {
      params.put("train.depth", String.valueOf(mlp.layers().size()));
      for (int i = 0; i < mlp.layers().size(); i++) {
        params.put("train.width_" + (i + 1), String.valueOf(mlp.layers().get(i)));
      }
    }
    add(params, "train", fit);
    params.remove("train.class_weights.positive");
    params.put("train.class_weights", weights(fit.classWeights().positive()));
    return params;
  }

  private static String weights(double positive) {
    return Double.isNaN(positive) ? "balanced" : positive == 1 ? "none" : "positive " + positive;
  }

  private static String strategy(SplitSpec split) {
    if (split instanceof SplitSpec.Stratified) {
      return "stratified";
    }
    if (split instanceof SplitSpec.Group) {
      return "group";
    }
    return split instanceof SplitSpec.ByTime ? "time" : "column";
  }

  private static void question(Map<String, String> params, Relational rows) {
    add(params, "label", rows.label());
    add(params, "eligible", rows.eligible());
    params.put("cutoffs.count", String.valueOf(rows.cutoffs().size()));
    params.put("cutoffs.from", rows.cutoffs().get(0).toString());
    params.put("cutoffs.to", rows.cutoffs().get(rows.cutoffs().size() - 1).toString());
    params.put("features.asked", String.valueOf(rows.definitions().size()));
  }

  /** The encoding that most columns of a kind have, and by name the columns that have another. */
  static Map<String, String> encoding(List<Column> columns) {
    Map<String, String> params = new TreeMap<>();
    for (boolean numeric : new boolean[] {true, false}) {
      List<Column> kind = columns.stream().filter(c -> c.isNumeric() == numeric).toList();
      if (kind.isEmpty()) {
        continue;
      }
      Encoding usual = usual(kind);
      add(params, numeric ? "encode.numbers" : "encode.categories", usual);
      kind.stream()
          .filter(column -> !column.encoding().equals(usual))
          .forEach(column -> add(params, "encode." + column.name(), column.encoding()));
    }
    return params;
  }

  private static Encoding usual(List<Column> columns) {
    return columns.stream()
        .collect(Collectors.groupingBy(Column::encoding, LinkedHashMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .max(Comparator.comparingLong(Map.Entry::getValue))
        .map(Map.Entry::getKey)
        .orElseThrow();
  }

  private static void add(Map<String, String> params, String prefix, Object value) {
    add(params, prefix, Json.mapper().<JsonNode>valueToTree(value));
  }

  private static void add(Map<String, String> params, String prefix, JsonNode node) {
    if (node.isObject()) {
      node.properties()
          .forEach(field -> add(params, prefix + "." + field.getKey(), field.getValue()));
    } else if (!node.isNull() && !(node.isArray() && node.isEmpty())) {
      params.put(prefix, node.isValueNode() ? node.asText() : node.toString());
    }
  }

  private static String flat(Object value) {
    return Json.mapper().<JsonNode>valueToTree(value).asText();
  }

  /** For names of runs: {@code mlp 64-32}. */
  static String nameOf(NetworkSpec network) {
    return network instanceof NetworkSpec.Mlp mlp
        ? mlp.layers().stream().map(String::valueOf).collect(Collectors.joining("-", "mlp ", ""))
        : network.network();
  }
}
