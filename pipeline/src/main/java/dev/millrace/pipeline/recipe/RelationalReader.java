package dev.millrace.pipeline.recipe;

import dev.millrace.contract.error.Suggestions;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.Key;
import dev.millrace.etl.clean.TableRules;
import dev.millrace.etl.feature.Eligibility;
import dev.millrace.etl.feature.FeatureLanguage;
import dev.millrace.etl.feature.FeatureSpec;
import dev.millrace.etl.feature.LabelSpec;
import dev.millrace.etl.feature.RelatedRows;
import dev.millrace.etl.feature.RowsJob;
import dev.millrace.etl.table.Reference;
import dev.millrace.etl.table.TableContract;
import dev.millrace.etl.table.TimeColumn;
import dev.millrace.pipeline.recipe.Relational.ScoreColumns;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a recipe with an {@code entity} says: who is asked what, when, and from what. */
final class RelationalReader {
  private static final int REASONS = 3;

  private final Fields recipe;
  private final Problems problems;

  RelationalReader(Fields recipe) {
    this.recipe = recipe;
    this.problems = recipe.problems();
  }

  Relational read(Set<String> sources, EncodeDefaults encode) {
    List<TableRules> tables = new TablesReader(problems, encode, sources).read(recipe);
    List<String> names = tables.stream().map(table -> table.contract().name()).toList();
    String entity = table(recipe, "entity", "the table whose rows are asked about", names);
    LabelSpec label = label(names);
    Eligibility eligible = eligible(names);
    List<Instant> cutoffs = new CutoffsReader(recipe).read();
    FeaturesReader reader = new FeaturesReader(recipe);
    FeatureSpec features = reader.read();
    RowsJob.Truth truth = truth(names);
    Relational relational =
        new Relational(
            entity,
            tables,
            label,
            eligible,
            cutoffs,
            features,
            encode.numbers(),
            encode.categories(),
            truth,
            scores(named(tables, entity)));
    if (problems.isEmpty()) {
      new RelationalCheck(recipe, reader).check(relational);
    }
    return relational;
  }

  private static @Nullable TableContract named(List<TableRules> tables, String name) {
    return tables.stream()
        .map(TableRules::contract)
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  private LabelSpec label(List<String> tables) {
    String example = "like '{event: customers.cancelled_on, within: 30d}'";
    recipe.required("label", example);
    Fields fields = recipe.child("label", Keys.LABEL);
    if (!recipe.has("label")) {
      return new LabelSpec("", null, null, 1, false);
    }
    String event = fields.requiredText("event", "a table or a time column of one, " + example);
    fields.required("within", "how soon after the cutoff the event has to happen, like 30d");
    RelatedRows target = target(fields, "event", event);
    if (target != null && !tables.contains(target.table())) {
      unknownTable(fields, "event", target.table(), tables);
    }
    return new LabelSpec(
        target == null ? "" : target.table(),
        target == null ? null : target.column(),
        target == null ? null : target.filter(),
        fields.days("within", 1),
        fields.flag("repeats", false));
  }

  private static @Nullable RelatedRows target(Fields fields, String key, String text) {
    try {
      return FeatureLanguage.parseRows(text);
    } catch (IllegalArgumentException e) {
      fields.problem(key, "'%s': %s".formatted(key, e.getMessage()));
      return null;
    }
  }

  private Eligibility eligible(List<String> tables) {
    Fields fields = recipe.child("eligible", Keys.ELIGIBLE);
    int age = fields.days("min_age", 0);
    if (!fields.has("active")) {
      if (fields.has("within")) {
        fields.problem("within", "'within' says how lately a row of 'active' has to be there");
      }
      return new Eligibility(age, null, 0);
    }
    fields.required("within", "how lately a row of that table has to be there, like 30d");
    String active = table(fields, "active", "a table with a row for each activity", tables);
    return new Eligibility(age, active, fields.days("within", 1));
  }

  private RowsJob.@Nullable Truth truth(List<String> tables) {
    if (!recipe.has("truth")) {
      return null;
    }
    Fields fields = recipe.child("truth", Keys.TRUTH);
    return new RowsJob.Truth(
        table(fields, "table", "the table with the true probability", tables),
        fields.requiredText("column", "the column with the true probability"));
  }

  private @Nullable ScoreColumns scores(@Nullable TableContract entity) {
    if (!recipe.has("score")) {
      return null;
    }
    Fields fields = recipe.child("score", Keys.SCORE);
    ScoreColumns columns =
        new ScoreColumns(
            text(fields, "probability", entity),
            text(fields, "scored_at", entity),
            text(fields, "model_version", entity),
            text(fields, "reasons", entity),
            fields.integer("most_reasons", REASONS, Range.closed(1, 20)));
    long different =
        columns.names().stream().map(n -> n.toLowerCase(Locale.ROOT)).distinct().count();
    if (different < columns.names().size()) {
      fields.problem("probability", "'score': each of its columns needs a name of its own");
    }
    return columns;
  }

  /** A column that scores are written into; the key is the name where it has none. */
  private static String text(Fields fields, String key, @Nullable TableContract entity) {
    String given = fields.text(key);
    String column = given == null ? key : given;
    if (entity != null && reads(entity).anyMatch(column::equalsIgnoreCase)) {
      fields.problem(
          key,
          "'%s': column '%s' of '%s' is read, so no score can be written there; name another"
              .formatted(key, column, entity.name()));
    }
    return column;
  }

  /** The columns that a contract needs. */
  private static Stream<String> reads(TableContract table) {
    Stream<TimeColumn> times =
        Stream.concat(Stream.of(table.time(), table.known()), table.knownBy().values().stream())
            .filter(Objects::nonNull);
    return Stream.of(
            table.key().stream().map(Key::column),
            times.map(TimeColumn::column),
            table.columns().stream().map(Column::name),
            table.references().stream().map(Reference::column))
        .flatMap(columns -> columns);
  }

  private String table(Fields fields, String key, String what, List<String> tables) {
    String name = fields.requiredText(key, what);
    if (fields.has(key) && !tables.contains(name)) {
      unknownTable(fields, key, name, tables);
    }
    return name;
  }

  private static void unknownTable(Fields fields, String key, String name, List<String> tables) {
    fields.problem(
        key,
        "'%s': there is no table '%s' under 'clean'; expected one of %s.%s"
            .formatted(key, name, String.join(", ", tables), Suggestions.didYouMean(name, tables)));
  }
}
