package dev.millrace.pipeline.recipe;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.Encoding;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.etl.clean.CleanPolicy;
import dev.millrace.etl.feed.SplitSpec;
import dev.millrace.etl.source.SourceSpec;
import dev.millrace.gpu.BackendChoice;
import dev.millrace.models.evaluate.EvaluateSpec;
import dev.millrace.models.network.NetworkSpec;
import dev.millrace.models.train.FitSpec;
import java.nio.file.Path;
import java.util.List;

/**
 * A recipe that was read and checked. Immutable.
 *
 * @param file the recipe, absolute
 * @param name letters, digits, {@code .}, {@code _} and {@code -}; safe as a folder name
 * @param threads OpenMP threads of ND4J, at least 1
 * @param memory DuckDB's memory limit with its unit, for example {@code 512MB}
 * @param sources at least one, in the recipe's order
 * @param rowsSource the name of the source that the rows come from
 * @param resolvedYaml the recipe as it was understood: profile merged, variables put in, secrets
 *     masked, source paths absolute
 */
public record Recipe(
    Path file,
    String name,
    long seed,
    BackendChoice backend,
    int threads,
    String memory,
    List<SourceSpec> sources,
    String rowsSource,
    FeatureContract contract,
    CleanPolicy clean,
    SplitSpec split,
    NetworkSpec network,
    FitSpec fit,
    EvaluateSpec evaluate,
    String resolvedYaml) {

  public Recipe {
    sources = List.copyOf(sources);
  }

  /** The folder of the recipe, where relative paths start, {@code runs/} and {@code .millrace/}. */
  public Path folder() {
    Path parent = file.getParent();
    return parent == null ? Path.of("/") : parent;
  }

  /**
   * What a stage reads of the recipe, as canonical JSON: equal texts mean that no change concerns
   * the stage by itself. Defaults are included; seed, backend and what other stages read are not.
   */
  public String part(RecipePart part) {
    return Canonical.text(
        switch (part) {
          case INGEST -> sources;
          case CLEAN ->
              List.of(rowsSource, keys(), contract.target(), cleanColumns(), clean, splitColumn());
          case FEATURES ->
              List.of(contract.columns().stream().map(Column::encoding).toList(), split);
          case TRAIN -> List.of(network, fit, threads);
          case EVALUATE -> evaluate;
          case PACKAGE -> contract;
        });
  }

  private List<Object> keys() {
    return contract.key() == null ? List.of() : List.of(contract.key());
  }

  /** The columns without what cleaning does not look at. */
  private List<Column> cleanColumns() {
    return contract.columns().stream().map(Recipe::cleaned).toList();
  }

  private static Column cleaned(Column column) {
    return new Column(
        column.name(),
        column.type(),
        column.missing(),
        column.min(),
        column.max(),
        column.values(),
        column.pattern(),
        null,
        null,
        column.numberStyle(),
        column.formats(),
        column.text(),
        Encoding.defaultFor(column.type()));
  }

  private String splitColumn() {
    if (split instanceof SplitSpec.Group group) {
      return group.column();
    }
    return split instanceof SplitSpec.ByColumn given ? given.column() : "";
  }
}
