package dev.millrace.etl.feature;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.Key;
import dev.millrace.etl.table.Reference;
import dev.millrace.etl.table.TableContract;
import dev.millrace.etl.table.TimeColumn;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Columns that say something about an entity by themselves: not what identifies a row or another
 * one, not its clocks, not the event asked about, not texts that a sentiment or topic is made of,
 * and not what the recipe leaves alone.
 */
final class SensibleColumns {
  private final FeatureSpec spec;
  private final Set<String> without;
  private final String entity;
  private final @Nullable LabelSpec label;

  SensibleColumns(
      FeatureSpec spec, List<String> without, String entity, @Nullable LabelSpec label) {
    this.spec = spec;
    this.without = Set.copyOf(without);
    this.entity = entity;
    this.label = label;
  }

  boolean allows(String table) {
    return !without.contains(table);
  }

  List<Column> of(TableContract table) {
    Set<String> unwanted = new HashSet<>();
    table.key().stream().map(Key::column).forEach(unwanted::add);
    table.references().stream().map(Reference::column).forEach(unwanted::add);
    clocks(table).map(TimeColumn::column).forEach(unwanted::add);
    texts(table.name()).forEach(unwanted::add);
    event(table.name()).forEach(unwanted::add);
    return table.columns().stream()
        .filter(column -> !unwanted.contains(column.name()))
        .filter(column -> !without.contains(table.name() + "." + column.name()))
        .toList();
  }

  private static Stream<TimeColumn> clocks(TableContract table) {
    return Stream.concat(
        Stream.of(table.time(), table.known()).flatMap(Stream::ofNullable),
        table.knownBy().values().stream());
  }

  private Stream<String> texts(String table) {
    return Stream.concat(
        spec.sentiment().stream().filter(s -> s.table().equals(table)).map(s -> s.text()),
        spec.topics().stream().filter(t -> t.table().equals(table)).map(t -> t.text()));
  }

  /** An own row that says whether the event happened says nothing else. */
  private Stream<String> event(String table) {
    if (label == null || !label.table().equals(table)) {
      return Stream.empty();
    }
    Stream<String> when = Stream.ofNullable(label.column());
    Filter filter = label.filter();
    return filter != null && table.equals(entity)
        ? Stream.concat(when, Stream.of(filter.column()))
        : when;
  }
}
