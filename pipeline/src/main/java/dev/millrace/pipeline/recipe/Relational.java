package dev.millrace.pipeline.recipe;

import dev.millrace.contract.feature.Encoding;
import dev.millrace.etl.clean.TableRules;
import dev.millrace.etl.feature.DeepSynthesis;
import dev.millrace.etl.feature.Eligibility;
import dev.millrace.etl.feature.FeatureDefinition;
import dev.millrace.etl.feature.FeatureSpec;
import dev.millrace.etl.feature.LabelSpec;
import dev.millrace.etl.feature.RowsJob;
import dev.millrace.etl.table.TableContract;
import dev.millrace.etl.text.TextColumns;
import dev.millrace.tuning.network.EncodingChoice;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Feature rows are an entity at cutoff times, seen through related tables: the recipe's {@code
 * entity}, {@code clean}, {@code label}, {@code cutoffs} and {@code features}.
 *
 * @param entity the table whose rows are asked about
 * @param tables contract and policy of each source, in the recipe's order
 * @param cutoffs ascending, distinct, at least one
 * @param numbers how numeric features are encoded
 * @param categories how features that are texts are encoded
 * @param truth where the true probability is known; null elsewhere
 * @param scores where {@code millrace score} writes them; null where nowhere
 */
public record Relational(
    String entity,
    List<TableRules> tables,
    LabelSpec label,
    Eligibility eligible,
    List<Instant> cutoffs,
    FeatureSpec features,
    Encoding numbers,
    Encoding categories,
    RowsJob.@Nullable Truth truth,
    @Nullable ScoreColumns scores)
    implements RowsSpec {
  public Relational {
    tables = List.copyOf(tables);
    cutoffs = List.copyOf(cutoffs);
  }

  @Override
  public EncodingChoice encoding() {
    return new EncodingChoice(numbers, categories);
  }

  @Override
  public boolean encodesItself(String column) {
    return false;
  }

  /**
   * The columns of the entity's table in its own database that scores are written to.
   *
   * @param reasons how many reasons are written, at most
   */
  public record ScoreColumns(
      String probability, String scoredAt, String modelVersion, String reasonsColumn, int reasons) {
    /** All four columns. */
    public List<String> names() {
      return List.of(probability, scoredAt, modelVersion, reasonsColumn);
    }
  }

  /** The contracts alone. */
  public List<TableContract> contracts() {
    return tables.stream().map(TableRules::contract).toList();
  }

  /** The contracts with the columns that are made of texts. */
  public List<TableContract> enriched() {
    return TextColumns.contracts(contracts(), features);
  }

  /**
   * All features that are asked for. Those that are written out come first and hide synthesised
   * ones of the same name.
   */
  public List<FeatureDefinition> definitions() {
    Map<String, FeatureDefinition> all = new LinkedHashMap<>();
    features.definitions().forEach(definition -> all.put(definition.name(), definition));
    List<TableContract> open =
        enriched().stream()
            .filter(table -> truth == null || !truth.table().equals(table.name()))
            .toList();
    DeepSynthesis.definitions(features, open, entity, label)
        .forEach(definition -> all.putIfAbsent(definition.name(), definition));
    return List.copyOf(all.values());
  }

  /** The contract of the entity's table. */
  public TableContract entityTable() {
    return contracts().stream()
        .filter(table -> table.name().equals(entity))
        .findFirst()
        .orElseThrow();
  }

  /** What cleaning looks at. */
  List<Object> cleanPart() {
    return tables.stream()
        .<Object>map(rules -> List.of(cleaned(rules.contract()), rules.policy()))
        .toList();
  }

  /** What feature rows depend on beside the clean tables, by section of the recipe. */
  Map<String, Object> featuresSections() {
    Map<String, Object> sections = new LinkedHashMap<>();
    sections.put("entity", entity);
    sections.put("clean", contracts().stream().map(TableContract::columns).toList());
    sections.put("label", label);
    sections.put("eligible", eligible);
    sections.put("cutoffs", cutoffs);
    sections.put("features", features);
    sections.put("encode", List.of(numbers, categories));
    sections.put("truth", truth == null ? "" : truth);
    return sections;
  }

  private static TableContract cleaned(TableContract table) {
    return new TableContract(
        table.name(),
        table.key(),
        table.time(),
        table.known(),
        table.fixed(),
        table.history(),
        OneTable.cleanColumns(table.columns()),
        table.knownBy(),
        table.references(),
        table.zone());
  }
}
