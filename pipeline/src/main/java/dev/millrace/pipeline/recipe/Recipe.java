package dev.millrace.pipeline.recipe;

import dev.millrace.contract.feature.Column;
import dev.millrace.etl.feed.SplitSpec;
import dev.millrace.etl.source.SourceSpec;
import dev.millrace.gpu.BackendChoice;
import dev.millrace.models.evaluate.EvaluateSpec;
import dev.millrace.models.network.NetworkSpec;
import dev.millrace.models.train.FitSpec;
import dev.millrace.tuning.network.Configuration;
import dev.millrace.tuning.network.TuneSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A recipe that was read and checked. Immutable.
 *
 * @param file the recipe, absolute
 * @param name letters, digits, {@code .}, {@code _} and {@code -}; safe as a folder name
 * @param threads OpenMP threads of ND4J, at least 1
 * @param memory DuckDB's memory limit with its unit, for example {@code 512MB}
 * @param sources at least one, in the recipe's order
 * @param rows what a feature row is made of
 * @param tune null where nothing is tuned
 * @param folds of the cross-validation on the rows that are not test rows; 0 for none
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
    RowsSpec rows,
    SplitSpec split,
    NetworkSpec network,
    FitSpec fit,
    @Nullable TuneSpec tune,
    EvaluateSpec evaluate,
    int folds,
    String resolvedYaml) {

  public Recipe {
    sources = List.copyOf(sources);
  }

  /** The folder of the recipe, where relative paths start, {@code runs/} and {@code .millrace/}. */
  public Path folder() {
    Path parent = file.getParent();
    return parent == null ? Path.of("/") : parent;
  }

  /** The recipe's own configuration, which tuning starts from. */
  public Configuration configuration() {
    return new Configuration(network, fit, rows.encoding());
  }

  /** The same recipe, tuned so. */
  public Recipe tuned(TuneSpec spec) {
    return new Recipe(
        file,
        name,
        seed,
        backend,
        threads,
        memory,
        sources,
        rows,
        split,
        network,
        fit,
        spec,
        evaluate,
        folds,
        resolvedYaml);
  }

  /**
   * What trials depend on, as canonical JSON: a study whose texts are equal can be gone on with,
   * also for more trials or a longer time.
   */
  public String study(TuneSpec spec) {
    return Canonical.text(
        List.of(spec.sampler(), spec.folds(), spec.objective(), spec.pruner(), spec.space()));
  }

  /**
   * What a stage reads of the recipe, as canonical JSON: equal texts mean that no change concerns
   * the stage by itself. Defaults are included; seed, backend and what other stages read are not.
   */
  public String part(RecipePart part) {
    return Canonical.text(
        switch (part) {
          case INGEST -> sources;
          case CLEAN -> rows instanceof OneTable one ? ofTable(one) : tables().cleanPart();
          case FEATURES -> sections(part);
          case TRAIN -> List.of(network, fit, threads);
          case TUNE -> tune == null ? "" : tune;
          case EVALUATE -> List.of(evaluate, folds);
          case PACKAGE ->
              rows instanceof OneTable one ? one.contract() : tables().featuresSections();
        });
  }

  /**
   * As {@link #part}, by the names of the sections that it is made of, so that people can be told
   * which of them changed.
   */
  public Map<String, String> sections(RecipePart part) {
    if (part != RecipePart.FEATURES) {
      String name = part.name().toLowerCase(Locale.ROOT);
      boolean ofOneTable = part == RecipePart.CLEAN && rows instanceof OneTable;
      return Map.of(ofOneTable ? "rows" : name, part(part));
    }
    Map<String, Object> sections =
        rows instanceof OneTable one ? encodings(one) : tables().featuresSections();
    Map<String, String> texts = new LinkedHashMap<>();
    sections.forEach((name, section) -> texts.put(name, Canonical.text(section)));
    texts.put("split", Canonical.text(split));
    return texts;
  }

  private static Map<String, Object> encodings(OneTable one) {
    return Map.of("encode", one.contract().columns().stream().map(Column::encoding).toList());
  }

  private List<Object> ofTable(OneTable one) {
    List<Object> part = new ArrayList<>(one.cleanPart());
    part.add(splitColumn() == null ? "" : splitColumn());
    return part;
  }

  private Relational tables() {
    return (Relational) rows;
  }

  /** The column of the rows' table that the split needs; null for none. */
  public @Nullable String splitColumn() {
    if (split instanceof SplitSpec.Group group) {
      return group.column();
    }
    return split instanceof SplitSpec.ByColumn given ? given.column() : null;
  }
}
