package dev.millrace.etl.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.etl.feature.FeatureDefinition.Age;
import dev.millrace.etl.feature.FeatureDefinition.Aggregate;
import dev.millrace.etl.feature.FeatureDefinition.Attribute;
import dev.millrace.etl.feature.FeatureDefinition.Calendar;
import dev.millrace.etl.feature.FeatureDefinition.Expression;
import dev.millrace.etl.feature.FeatureDefinition.Interaction;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureLanguageTest {

  @Test
  void aggregations_have_a_table_a_column_a_filter_and_a_window() {
    assertThat(FeatureLanguage.parse("mean(usage.minutes, 30d)"))
        .isEqualTo(new Aggregate(AggregateFunction.MEAN, "usage", "minutes", null, new Window(30)));
    assertThat(FeatureLanguage.parse("count( tickets where status='it''s' ,4w )"))
        .isEqualTo(
            new Aggregate(
                AggregateFunction.COUNT,
                "tickets",
                null,
                new Filter("status", "=", List.of("it's")),
                new Window(28)));
    assertThat(FeatureLanguage.parse("share(tickets where n in (1, -2.5, 'x'))").name())
        .isEqualTo("share(tickets where n in (1, -2.5, 'x'))");
    assertThat(FeatureLanguage.parse("count(tickets where done = true)").name())
        .isEqualTo("count(tickets where done = 'true')");
  }

  @Test
  void other_features_are_told_by_their_form() {
    assertThat(FeatureLanguage.parse("customers.plan"))
        .isEqualTo(new Attribute("customers", "plan"));
    assertThat(FeatureLanguage.parse("age(customers)")).isEqualTo(new Age("customers", null));
    assertThat(FeatureLanguage.parse("age(customers.plan)"))
        .isEqualTo(new Age("customers", "plan"));
    assertThat(FeatureLanguage.parse("cutoff.day_of_year"))
        .isEqualTo(new Calendar(CalendarPart.DAY_OF_YEAR));
    assertThat(FeatureLanguage.parse("\"cutoff\".month"))
        .isEqualTo(new Attribute("cutoff", "month"));
    assertThat(FeatureLanguage.parse("a.b x cutoff.month × c.d"))
        .isEqualTo(new Interaction("a.b × cutoff.month", "c.d"));
    assertThat(FeatureLanguage.parse(" 2 * (a.b - 1e3) / least(x, c.d) "))
        .isEqualTo(
            new Expression("2 * (a.b - 1e3) / least(x, c.d)", "2 * (a.b - 1e3) / least(x, c.d)"));
  }

  @Test
  void keys_of_blocks_and_windows_are_read_alone() {
    assertThat(FeatureLanguage.parseRows("usage")).isEqualTo(new RelatedRows("usage", null, null));
    assertThat(FeatureLanguage.parseRows("usage.\"data volume\"").toString())
        .isEqualTo("usage.\"data volume\"");
    assertThat(FeatureLanguage.parseRows("tickets where n >= 3").filter())
        .isEqualTo(new Filter("n", ">=", List.of("3")));
    assertThat(FeatureLanguage.parseWindow("4w")).isEqualTo(new Window(28));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mean(usage.minutes, 12h) | expected a window in days or weeks, such as 30d or 4w at"
            + " character 21, but found '12h'",
        "mean(usage, 30d) | mean at character 1 takes a column, such as table.column",
        "count(usage.minutes) | count at character 1 takes a table, no column",
        "share(usage, 3d) | share at character 1 needs to know which rows: share(table where …)",
        "maen(usage.minutes) | expected a function at character 1 (one of count, sum, mean, min,"
            + " max, std, share, trend, last, distinct, recency, gap, age, abs, log1p, least,"
            + " greatest), but found 'maen'. Did you mean 'mean'?",
        "cutoff.mont | expected one of month, quarter, weekday, day_of_year after 'cutoff.' at"
            + " character 8, but found 'mont'. Did you mean 'month'?",
        "a.b + | expected a feature, a number or '(' at character 6, but found the end",
        "a.b c.d | expected the end at character 5, but found 'c'",
        "abs(a.b, 2) | expected one value in abs(…) at character 1, but there are 2",
        "a.b × (1 + c.d) | expected a feature on either side of the × at character 5, not"
            + " arithmetic",
        "count(t where s like 'x') | expected =, !=, <, <=, >, >= or in at character 17, but found"
            + " 'like'",
        "count(t where s = open) | expected a number or a text in single quotes at character 19,"
            + " but found 'open'",
        "sum(my-table.x) | expected ')' at character 7, but found '-'",
        "a.b % 2 | '%' at character 5 means nothing here; put names with signs or blanks into"
            + " double quotes",
        "count(\"t) | the quote \" at character 7 has no end",
        "mean(usage.minutes, 0d) | expected a window of at least one day at character 21"
      })
  void errors_say_what_was_expected_and_where(String text, String message) {
    assertThatThrownBy(() -> FeatureLanguage.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 100_000})
  void deeply_nested_text_is_an_error_like_others(int depth) {
    assertThatThrownBy(() -> FeatureLanguage.parse("(".repeat(depth) + "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 200");
  }

  @Property
  void the_name_of_a_feature_means_that_feature(@ForAll("features") FeatureDefinition feature) {
    assertThat(FeatureLanguage.parse(feature.name())).isEqualTo(feature);
  }

  @Provide
  Arbitrary<FeatureDefinition> features() {
    return Arbitraries.oneOf(
        simple(), Combinators.combine(simple(), simple()).as(FeatureLanguageTest::pair));
  }

  private static FeatureDefinition pair(FeatureDefinition left, FeatureDefinition right) {
    return new Interaction(left.name(), right.name());
  }

  private static Arbitrary<FeatureDefinition> simple() {
    return Arbitraries.oneOf(
        aggregates(),
        Combinators.combine(names(), names()).as(Attribute::new),
        Combinators.combine(names(), names().injectNull(0.3)).as(Age::new),
        Arbitraries.of(CalendarPart.class).map(Calendar::new));
  }

  private static Arbitrary<FeatureDefinition> aggregates() {
    Arbitrary<Window> windows = Arbitraries.integers().between(1, 9999).map(Window::new);
    return Combinators.combine(
            Arbitraries.of(AggregateFunction.class),
            names(),
            names(),
            filters(),
            filters().injectNull(0.5),
            windows.injectNull(0.3))
        .as(
            (function, table, column, some, maybe, window) ->
                new Aggregate(
                    function,
                    table,
                    function.takesColumn() ? column : null,
                    function == AggregateFunction.SHARE ? some : maybe,
                    window));
  }

  private static Arbitrary<Filter> filters() {
    Arbitrary<String> values =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(6),
            Arbitraries.doubles().ofScale(3).between(-1e6, 1e6).map(String::valueOf));
    Arbitrary<String> signs = Arbitraries.of("=", "!=", "<", "<=", ">", ">=");
    return Arbitraries.oneOf(
        Combinators.combine(names(), signs, values)
            .as((column, sign, value) -> new Filter(column, sign, List.of(value))),
        Combinators.combine(names(), values.list().ofMinSize(1).ofMaxSize(3))
            .as((column, list) -> new Filter(column, "in", list)));
  }

  private static Arbitrary<String> names() {
    return Arbitraries.oneOf(
        Arbitraries.of("usage", "where", "in", "x", "cutoff", "age", "mean", "Größe_2", "30d"),
        Arbitraries.strings().ofMinLength(1).ofMaxLength(8));
  }
}
