package dev.millrace.serving.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.feature.BatchBuilder;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.NumberStyle;
import dev.millrace.contract.feature.RowParser;
import dev.millrace.contract.feature.Target;
import dev.millrace.contract.feature.TextRule;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** Whatever passes the comparison refuses no value that was accepted. */
class ContractChangePropertiesTest {

  @Property(tries = 3000)
  void a_model_that_may_take_the_place_of_another_takes_its_rows(
      @ForAll("changes") Change change, @ForAll("values") List<Object> values) {
    boolean passes = change.reasons().isEmpty();
    Statistics.label("passes")
        .collect(passes)
        .coverage(cover -> cover.check(true).percentage(share -> share > 10));
    for (Object value : values) {
      if (passes && accepts(change.before(), value)) {
        assertThat(accepts(change.after(), value)).as("'%s' after %s", value, change).isTrue();
      }
    }
  }

  /** A column and what it is to become. */
  private record Change(Column before, Column after) {
    List<String> reasons() {
      return ContractChange.reasons(contract(before), contract(after));
    }

    static Arbitrary<Change> between(Arbitrary<Column> columns) {
      return Combinators.combine(columns, columns).as(Change::new);
    }
  }

  private static FeatureContract contract(Column column) {
    return new FeatureContract("model", null, new Target("churned", "Yes"), List.of(column));
  }

  private static boolean accepts(Column column, Object value) {
    FeatureContract contract = contract(column);
    return new RowParser(contract)
        .add(new BatchBuilder(contract), Map.of(column.name(), value), "")
        .isEmpty();
  }

  @Provide
  Arbitrary<Change> changes() {
    return Arbitraries.oneOf(
        Change.between(numbers()), Change.between(categories()), Change.between(dates()));
  }

  private static Arbitrary<Column> numbers() {
    return Combinators.combine(
            Arbitraries.of(ColumnType.INTEGER, ColumnType.NUMBER, ColumnType.BOOLEAN),
            Arbitraries.of(true, false),
            Arbitraries.of(0.0, 1.0, 5.0).injectNull(0.5),
            Arbitraries.of(5.0, 9.5, 1e6).injectNull(0.5),
            Arbitraries.of(NumberStyle.class))
        .as(
            (type, missing, min, max, style) ->
                Declared.of(Column.of("x", type))
                    .missing(missing)
                    .range(min, max)
                    .style(style)
                    .column());
  }

  private static Arbitrary<Column> categories() {
    Arbitrary<List<String>> values =
        Arbitraries.of("a", "A", "a-1", "A1", "07", "7", "b").list().uniqueElements().ofMaxSize(4);
    Arbitrary<List<TextRule>> rules = Arbitraries.of(TextRule.class).list().ofMaxSize(3);
    return Combinators.combine(
            Arbitraries.of(true, false),
            Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(List.<String>of())), Tuple.of(3, values)),
            Arbitraries.of("[a-z0-9]+", "[A-Z].*").injectNull(0.7),
            rules)
        .as(
            (missing, allowed, pattern, text) ->
                Declared.of(Column.of("x", ColumnType.CATEGORY))
                    .missing(missing)
                    .values(allowed.toArray(String[]::new))
                    .pattern(pattern)
                    .text(text.toArray(TextRule[]::new))
                    .column());
  }

  private static Arbitrary<Column> dates() {
    return Combinators.combine(
            Arbitraries.of(ColumnType.DATE, ColumnType.TIMESTAMP),
            Arbitraries.of("yyyy-MM-dd", "dd.MM.yyyy", "d/M/yy").list().uniqueElements())
        .as(
            (type, formats) ->
                Declared.of(Column.of("x", type)).formats(formats.toArray(String[]::new)).column());
  }

  @Provide
  Arbitrary<List<Object>> values() {
    Arbitrary<Object> texts =
        Arbitraries.of(
            "",
            " ",
            "-",
            "a",
            "A",
            " a ",
            "a-1",
            "A-1",
            "A1",
            "a1",
            "007",
            "07",
            "7",
            "b",
            "B",
            "1",
            "5",
            "9.5",
            "1,000",
            "1.000",
            "1.234,5",
            "(3)",
            "1e3",
            "yes",
            "2026-01-02",
            "02.01.2026",
            "2/1/26",
            "2026-01-02T03:04:05Z");
    Arbitrary<Object> others = Arbitraries.of(0, 1, 5, 9.5, 1e6, -1, true, false);
    return Arbitraries.oneOf(texts, others).list().ofMinSize(5).ofMaxSize(12);
  }
}
