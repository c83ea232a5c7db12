package dev.millrace.etl.feature;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Suggestions;
import dev.millrace.etl.table.Relations;
import dev.millrace.etl.table.TableContract;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Features made of the relations alone, after the idea of deep feature synthesis (Kanter and
 * Veeramachaneni 2015): every sensible aggregation of every table around the entity's, attributes
 * of its own row and of rows that it refers to, and the season.
 */
public final class DeepSynthesis {
  /** A day of the year would be a category of 366 values. */
  private static final List<CalendarPart> SEASON =
      List.of(CalendarPart.MONTH, CalendarPart.QUARTER, CalendarPart.WEEKDAY);

  /** A definition, and how far its table is. */
  private record Candidate(int distance, FeatureDefinition definition) {}

  private static final Comparator<Candidate> NEAREST =
      Comparator.comparingInt(Candidate::distance)
          .thenComparingInt(candidate -> candidate.definition().name().length())
          .thenComparing(candidate -> candidate.definition().name());

  private final FeatureSpec spec;
  private final SensibleColumns columns;

  private DeepSynthesis(FeatureSpec spec, SensibleColumns columns) {
    this.spec = spec;
    this.columns = columns;
  }

  /**
   * At most {@code deep.limit} definitions: those of nearer tables first, then those of shorter
   * names; always the same for the same recipe. None where the recipe asks for none.
   *
   * <p>Never used are keys, references, clocks, the event asked about, texts that a sentiment or
   * topic is made of, and what {@code deep.without} names. A category without declared values has
   * its number of different values and its last one, but no share of each.
   *
   * @param tables columns made of texts included; without the table of the truth, if there is one
   * @param label null when there is no question yet
   * @throws MillraceException {@code RECIPE_INVALID} where {@code deep.without} names nothing
   */
  public static List<FeatureDefinition> definitions(
      FeatureSpec spec, List<TableContract> tables, String entity, @Nullable LabelSpec label) {
    FeatureSpec.Deep deep = spec.deep();
    if (deep == null) {
      return List.of();
    }
    requireKnown(deep.without(), tables);
    SensibleColumns columns = new SensibleColumns(spec, deep.without(), entity, label);
    return new DeepSynthesis(spec, columns).all(deep, tables, entity);
  }

  private List<FeatureDefinition> all(
      FeatureSpec.Deep deep, List<TableContract> tables, String entity) {
    Relations relations = Relations.of(tables, entity);
    List<Candidate> candidates = new ArrayList<>();
    SEASON.forEach(part -> candidates.add(new Candidate(0, new FeatureDefinition.Calendar(part))));
    for (TableContract table : tables) {
      Integer owned = within(deep.depth(), relations.below(table.name()));
      Integer referred =
          table.name().equals(entity)
              ? Integer.valueOf(0)
              : within(deep.depth(), relations.above(table.name()));
      if (!columns.allows(table.name())) {
        continue;
      }
      if (owned != null) {
        RowAggregations.of(table, columns.of(table), spec.windows())
            .forEach(definition -> candidates.add(new Candidate(owned, definition)));
      } else if (referred != null) {
        attributes(table)
            .forEach(definition -> candidates.add(new Candidate(referred, definition)));
      }
    }
    return candidates.stream()
        .sorted(NEAREST)
        .map(Candidate::definition)
        .distinct()
        .limit(deep.limit())
        .toList();
  }

  /** How many references away a table is; null where it is too far, or no path leads there. */
  private static @Nullable Integer within(int depth, Optional<List<Relations.Step>> path) {
    return path.map(List::size).filter(steps -> steps <= depth).orElse(null);
  }

  private Stream<FeatureDefinition> attributes(TableContract table) {
    Stream<FeatureDefinition> values =
        columns.of(table).stream()
            .map(column -> new FeatureDefinition.Attribute(table.name(), column.name()));
    if (table.time() == null) {
      return values;
    }
    Stream<FeatureDefinition> ages =
        columns.of(table).stream()
            .filter(column -> table.history() || table.knownBy().containsKey(column.name()))
            .map(column -> new FeatureDefinition.Age(table.name(), column.name()));
    return Stream.of(values, ages, Stream.of(new FeatureDefinition.Age(table.name(), null)))
        .flatMap(all -> all);
  }

  private static void requireKnown(List<String> without, List<TableContract> tables) {
    List<String> names = tables.stream().flatMap(DeepSynthesis::names).toList();
    for (String name : without) {
      if (!names.contains(name)) {
        throw new MillraceException(
            ErrorCode.RECIPE_INVALID,
            "features.deep.without names '"
                + name
                + "', but no table or column is called so."
                + Suggestions.didYouMean(name, names),
            "Write a table as in sources, or a column as table.column.");
      }
    }
  }

  private static Stream<String> names(TableContract table) {
    return Stream.concat(
        Stream.of(table.name()),
        table.columns().stream().map(column -> table.name() + "." + column.name()));
  }
}
